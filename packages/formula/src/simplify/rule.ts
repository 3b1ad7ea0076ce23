import type { Term } from "../term/term.js";

/** An equation between terms, used from left to right. */
export interface Rule {
  readonly name: string;
  /** The equation, as text, with the condition under which it holds. */
  readonly law: string;
  /** The right side, where the term as a whole matches the left. */
  readonly apply: (term: Term) => Term | undefined;
}
