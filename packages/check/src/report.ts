import type { Comparison, OracleName } from "./oracle/oracle.js";
import type { Order } from "./problem/problem.js";

/** How closely one oracle agreed with reverse mode. */
export interface Agreement {
  readonly oracle: OracleName;
  readonly comparisons: number;
  /** The largest difference, as a multiple of what was allowed. */
  readonly worst: number;
}

/** What a successful check did. */
export interface Report {
  /** Samples on which derivatives were compared, for each order. */
  readonly runs: number;
  /** Samples, of all orders, at which there was nothing to compare: poles, the edge of the domain. */
  readonly discarded: number;
  /** Samples, of all orders, at a kink or within reach of one, where a derivative is a matter of convention. */
  readonly kinks: number;
  readonly orders: readonly Order[];
  /** One for each oracle that applied. */
  readonly oracles: readonly Agreement[];
  readonly seed: number;
}

/** The shrunk inputs at which a check failed. */
export interface Counterexample {
  /** The arguments as source text. */
  readonly args: string;
  /** The graph of the function on inputs of these shapes. */
  readonly program: string;
}

/** How to see a failure again. */
export interface Reproduction {
  readonly seed: number;
  readonly runs: number;
}

/** Why a check failed. */
export type Failure =
  | {
      readonly kind: "disagreement";
      readonly order: Order;
      /** The elements of the arguments by which the derivative is wrong, one for each order, as in `0.weights[1, 0]`. */
      readonly by: readonly string[];
      /** What each oracle says; the first that disagrees is the one named. */
      readonly comparisons: readonly Comparison[];
      /** The weights of the result's elements as source text, unless there is one, and it is 1. */
      readonly weights: string | undefined;
      readonly counterexample: Counterexample;
      /** The smallest part of the program that shows it, as source text, where that is not all of it. */
      readonly culprit: string | undefined;
      readonly reproduction: Reproduction;
    }
  | {
      /** A custom rule gave what cannot be a cotangent. */
      readonly kind: "rule";
      readonly order: Order;
      readonly reason: string;
      readonly counterexample: Counterexample;
    }
  | {
      /** The function is not defined somewhere in its domain. */
      readonly kind: "domain";
      readonly reason: string;
      readonly counterexample: Counterexample;
      readonly reproduction: Reproduction;
    }
  | {
      /** Too few samples could be compared for their agreement to mean anything. */
      readonly kind: "discards";
      readonly order: Order;
      readonly compared: number;
      readonly discarded: number;
      readonly reproduction: Reproduction;
    };

/** Comparisons summed up, oracle by oracle. */
export const agreementsOf = (comparisons: readonly Comparison[]): readonly Agreement[] => {
  const names = [...new Set(comparisons.map(({ oracle }) => oracle))];
  return names.map((oracle) => {
    const ratios = comparisons.filter((comparison) => comparison.oracle === oracle).map(({ ratio }) => ratio);
    return { oracle, comparisons: ratios.length, worst: Math.max(...ratios) };
  });
};
