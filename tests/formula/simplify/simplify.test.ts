import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { simplify } from "../../../packages/formula/src/simplify/simplify.js";
import { keyOf } from "../../../packages/formula/src/term/key.js";
import type { Term } from "../../../packages/formula/src/term/term.js";
import { parts } from "../../../packages/formula/src/term/walk.js";
import { agreesOverField, disagreement, free, terms, values } from "./terms.js";

const any = terms({ scope: free, depth: 4, isRational: false });
const rational = terms({ scope: free, depth: 4, isRational: true });

/**
 * Elements, indices and cases. Numbers and functions may come and go, as in Σᵢ x = 3 x and (x²)^½ = |x|, and so may sums, as in
 * Σᵢ (x aᵢ + y + z bᵢ) = x Σᵢ aᵢ + 3 y + z Σᵢ bᵢ.
 */
const symbolsIn = (term: Term): number => {
  const isSymbol = !["number", "sum", "product", "power", "call", "reduce"].includes(term.kind);
  return parts(term).reduce((count, part) => count + symbolsIn(part), isSymbol ? 1 : 0);
};

/** Symbols in denominators: to expand a fraction by one writes them once more, as in 1/(1 + y/x) = x/(x + y). */
const symbolsBelow = (term: Term): number => {
  const isBelow = term.kind === "power" && term.exponent.kind === "number" && term.exponent.value.numerator < 0;
  return isBelow ? symbolsIn(term) : parts(term).reduce((count, part) => count + symbolsBelow(part), 0);
};

describe("on random terms", () => {
  test.prop([any, values], { numRuns: 300 })("keeps the value over the reals", (term, at) => {
    expect(disagreement(term, simplify(term), at)).toBeUndefined();
  });

  test.prop([rational, values, fc.bigInt({ min: 2n ** 40n, max: 2n ** 60n })], { numRuns: 300 })(
    "keeps the value modulo 2⁶¹ − 1",
    (term, at, seed) => {
      expect(agreesOverField(term, simplify(term), at, seed)).toBe(true);
    },
  );

  test.prop([any], { numRuns: 300 })("leaves its results as they are", (term) => {
    const once = simplify(term);
    expect(keyOf(simplify(once))).toBe(keyOf(once));
  });

  test.prop([any], { numRuns: 300 })("has no more symbols", (term) => {
    expect(symbolsIn(simplify(term))).toBeLessThanOrEqual(symbolsIn(term) + symbolsBelow(term));
  });
});
