import { type Expr, input, interpret, primeField, type Rule, real, rules, topological } from "@chainrule/core";
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { type Pattern, patterns } from "./rules.js";

const sizeOf = (shape: readonly number[]): number => shape.reduce((size, n) => size * n, 1);

/** Doubles of every size that neither overflow nor underflow when squared, and both zeros. */
const numbers = fc.oneof(
  fc.double({ min: -1e100, max: 1e100, noNaN: true }).filter((x) => Math.abs(x) > 1e-100),
  fc.constantFrom(0, -0),
);
const lists = <A>(element: fc.Arbitrary<A>, size: number): fc.Arbitrary<A[]> =>
  fc.array(element, { minLength: size, maxLength: size });

const rulesByName = new Map(rules.map((rule) => [rule.name, rule]));

const argumentsOf = ({ shapes: [a, b] }: Pattern): readonly [Expr, Expr] => [
  input(a, { dtype: "f64" }),
  input(b, { dtype: "f64" }),
];

/** The right side, where the rule fires on the whole pattern. */
const applied = (rule: Rule, left: Expr): Expr => {
  const right = rule.apply(left);
  if (right === undefined) throw new Error(`${rule.name} does not fire`);
  return right;
};

test("every rule has a pattern, and every pattern a rule", () => {
  expect(Object.keys(patterns).toSorted()).toEqual(rules.map(({ name }) => name).toSorted());
});

for (const [name, list] of Object.entries(patterns)) {
  const rule = rulesByName.get(name);
  if (rule === undefined) continue;
  describe(`${name}: ${rule.law}`, () => {
    list.forEach((pattern, index) => {
      const args = argumentsOf(pattern);
      const left = pattern.left(...args);
      const [p, q] = pattern.shapes.map(sizeOf);

      test(`${index + 1}: keeps shape and dtype, and takes no more steps`, () => {
        const right = applied(rule, left);
        const steps = (node: Expr): number =>
          topological([node]).filter(({ op }) => !["constant", "broadcastTo"].includes(op.name)).length;
        expect([right.shape, right.dtype]).toEqual([left.shape, left.dtype]);
        expect(steps(right)).toBeLessThanOrEqual(steps(left));
        expect(right).not.toBe(left);
      });

      test.prop([lists(numbers, p ?? 0), lists(numbers, q ?? 0)])(`${index + 1}: over the reals`, (x, y) => {
        const [before = [], after = []] = interpret(real, args, [left, applied(rule, left)])([
          Float64Array.from(x),
          Float64Array.from(y),
        ]);
        const size = Math.max(0, ...x.map(Math.abs));
        for (let i = 0; i < before.length; i++) {
          const [a = Number.NaN, b = Number.NaN] = [before[i], after[i]];
          // What is not a number, or infinite, stays so.
          if (Object.is(a, b)) continue;
          // Sums may cancel, so their units are those of the largest term; all else is relative to the value.
          const unit = Number.EPSILON * Math.max(Math.abs(a), pattern.ulps > 3 ? size : 0);
          expect(Math.abs(a - b)).toBeLessThanOrEqual(pattern.ulps * unit);
        }
        expect(before.length).toBe(sizeOf(left.shape));
      });

      if (pattern.rational) {
        const F = primeField();
        const elements = fc.bigInt({ min: 1n, max: 2n ** 61n - 2n });
        test.prop([lists(elements, p ?? 0), lists(elements, q ?? 0)], { numRuns: 20 })(
          `${index + 1}: exactly, modulo 2⁶¹ − 1`,
          (x, y) => {
            const [before, after] = interpret(F, args, [left, applied(rule, left)])([x, y]);
            expect(after).toEqual(before);
          },
        );
      }
    });
  });
}
