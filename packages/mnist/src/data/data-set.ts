import type { Examples } from "./examples.js";

/** What a network learns from, and what it is tested on. */
export interface DataSet {
  /** As it is shown to people: "MNIST", "two moons". */
  readonly name: string;
  /** Labels are `0 … classes − 1`. */
  readonly classes: number;
  /** The size of one example, where examples are images. */
  readonly image: readonly [rows: number, columns: number] | undefined;
  readonly train: Examples;
  readonly test: Examples | undefined;
}
