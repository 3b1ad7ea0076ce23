import type { Inputs } from "../inputs/manifest.js";

/** A library at work on a task: state that its steps change, in a process of its own. */
export interface Running {
  /** Does so many steps, on from where the last one left off. */
  readonly run: (steps: number) => void | Promise<void>;
  /**
   * What is compared: the loss of the next batch at the present weights, or the chosen elements of the last product. It is asked for off the
   * clock.
   */
  readonly values: () => readonly number[] | Promise<readonly number[]>;
}

/** A library, as a good user of it would write the tasks. */
export interface Library {
  /** The versions of what it consists of, by name. */
  readonly versions: Readonly<Record<string, string>>;
  /** Begins a task; what it needs of the inputs is in its own form from then on. */
  readonly begin: (inputs: Inputs) => Running | Promise<Running>;
}
