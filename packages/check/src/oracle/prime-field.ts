import { NumberSystemError, primeField } from "@chainrule/core";
import * as O from "fp-ts/lib/Option.js";
import { along, derivativeIn, embed } from "../problem/derivative.js";
import { reverseIn } from "../problem/place.js";
import type { Problem } from "../problem/problem.js";
import type { Comparison, Oracle } from "./oracle.js";

const F = primeField();

const applies = ({ smoothness, exact }: Problem): boolean => smoothness === "rational" && exact;

/**
 * Exact arithmetic modulo a large prime: for programs of rational ops, the gradient's graph and the dual numbers over the field must give
 * the same residue.
 */
export const primeFieldOracle: Oracle = {
  name: "prime field",
  prepare: (problem) => {
    if (!applies(problem)) return O.none;
    const gradient = reverseIn(F, problem);
    const derivative = derivativeIn(F, problem, problem.order);
    return O.some((place) => {
      try {
        const reverse = along(F, gradient(place), place.directions[problem.order - 1] ?? []);
        const expected = derivative(embed(F, place.point), place.directions);
        return O.some(exactly(reverse, expected));
      } catch (error) {
        // A division by zero, as there is one among the real numbers.
        if (error instanceof NumberSystemError) return O.none;
        throw error;
      }
    });
  },
};

const exactly = (reverse: bigint, expected: bigint): Comparison => ({
  oracle: "prime field",
  reverse,
  expected,
  bound: 0,
  ratio: reverse === expected ? 0 : Number.POSITIVE_INFINITY,
});
