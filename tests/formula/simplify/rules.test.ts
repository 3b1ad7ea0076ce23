import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { rules } from "../../../packages/formula/src/simplify/rules.js";
import { patterns } from "./patterns.js";
import { agreesOverField, disagreement, hasValue, values } from "./terms.js";

test("every rule has a pattern, and every pattern a rule", () => {
  expect(Object.keys(patterns).toSorted()).toEqual(rules.map(({ name }) => name).toSorted());
});

/** Elements of the field that are no small numbers. */
const seeds = fc.bigInt({ min: 2n ** 40n, max: 2n ** 60n });

for (const { name, law, apply } of rules)
  describe(`${name}: ${law}`, () => {
    patterns[name]?.forEach(({ left, isRational }, place) => {
      test(`${place + 1}: over the reals`, () => {
        let fired = 0;
        const property = fc.property(left, values, (before, at) => {
          const after = apply(before);
          if (after === undefined) return;
          expect(disagreement(before, after, at)).toBeUndefined();
          if (hasValue(before, at)) fired++;
        });
        fc.assert(property, { numRuns: 200 });
        expect(fired).toBeGreaterThan(0);
      });

      if (isRational)
        test.prop([left, values, seeds], { numRuns: 50 })(
          `${place + 1}: exactly, modulo 2⁶¹ − 1`,
          (before, at, seed) => {
            const after = apply(before);
            if (after !== undefined) expect(agreesOverField(before, after, at, seed)).toBe(true);
          },
        );
    });
  });
