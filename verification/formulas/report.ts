import type { IndexedOutcome } from "./outcomes.js";
import type { Notation } from "./readings.js";

/** A program of which some equation says something else than what is executed. */
export interface Fault {
  readonly index: number;
  /** The smallest program that shows it. */
  readonly source: string;
  /** Its equations, up to and with the one that is wrong, and why that is. */
  readonly equations: readonly string[];
  readonly fault: string;
}

/** What the outcomes of many programs come to. */
export interface Report {
  readonly programs: number;
  readonly operations: number;
  /** Equations that were printed and read, in each notation. */
  readonly equations: Readonly<Record<Notation, number>>;
  readonly longest: string;
  /** Programs of which an equation differs where a number falls so close beside an edge that rounding may decide, or 0 meets ∞. */
  readonly undecided: number;
  readonly faults: readonly Fault[];
}

/** As a reader counts them: 𝟏 is one. */
export const charactersIn = (text: string): number => Array.from(text).length;

export const reportOf = (outcomes: readonly IndexedOutcome[]): Report => {
  const printed = outcomes.flatMap(({ equations }) => equations);
  const count = (wanted: Notation): number => printed.filter(({ notation }) => notation === wanted).length;
  return {
    programs: outcomes.length,
    operations: outcomes.reduce((sum, { operations }) => sum + operations, 0),
    equations: { matrix: count("matrix"), index: count("index") },
    longest: printed.map(({ text }) => text).reduce((a, b) => (charactersIn(b) > charactersIn(a) ? b : a), ""),
    undecided: outcomes.filter(({ isUndecided }) => isUndecided).length,
    faults: outcomes.flatMap(({ index, smallest }) => {
      if (smallest === undefined) return [];
      const { source, outcome } = smallest;
      const { equations, fault = "" } = outcome;
      return [{ index, source, equations: equations.map(({ text }) => text), fault }];
    }),
  };
};
