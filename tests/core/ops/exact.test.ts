import { interpret, primeField } from "@chainrule/core";
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { byDuals, derivativesOf, flatten, inputsOf, type Point } from "../oracles/derivatives.js";
import { prepared } from "../oracles/prepared.js";
import { arg, type Case } from "./sample.js";
import { everySample } from "./samples.js";

const F = primeField();
const element = fc.bigInt({ min: 1n, max: 2n ** 61n - 2n });
const elements = (count: number) => fc.array(element, { minLength: count, maxLength: count });
const sizeOf = (shape: readonly number[]): number => shape.reduce((size, n) => size * n, 1);

/** Points of the prime field; indices keep their values. */
const pointsOf = ({ domains, shape }: Case): fc.Arbitrary<Point<bigint>> => {
  const moving = domains.filter(({ dtype }) => dtype === "f64");
  return fc.record({
    at: fc.tuple(
      ...domains.map((domain) =>
        domain.dtype === "f64" ? elements(sizeOf(domain.shape)) : domain.values.map((list) => list.map(F.fromNumber)),
      ),
    ),
    along: fc.tuple(...moving.map((domain) => elements(sizeOf(domain.shape)))),
    weights: elements(sizeOf(shape)),
  });
};

const inner = (a: readonly (readonly bigint[])[], b: readonly (readonly bigint[])[]): bigint =>
  a.flat().reduce((sum, x, i) => F.add(sum, F.mul(x, arg(b.flat(), i))), F.zero);

for (const [name, { cases, differentiable, smoothness }] of everySample) {
  if (smoothness !== "rational" || !differentiable) continue;
  describe(`${name}, modulo 2⁶¹ − 1`, () => {
    for (const sample of cases) {
      test.prop([pointsOf(sample)], { numRuns: 5 })(
        `${sample.label}: J v, Jᵀw and ∇²(w·f) v are exact`,
        prepared(() => {
          const d = derivativesOf(sample);
          const read = interpret(F, inputsOf(d), [d.pushed, ...d.gradient, ...d.curvature]);
          const forward = byDuals(F, d, [d.value, ...d.gradient]);
          return (point) => {
            const [pushed = [], ...rest] = read(flatten(point)).map((buffer) => Array.from(buffer));
            const [gradient, curvature] = [rest.slice(0, d.gradient.length), rest.slice(d.gradient.length)];
            const [tangents = [], ...curving] = forward(point);
            expect(pushed).toEqual(tangents);
            expect(inner([point.weights], [tangents])).toBe(inner(gradient, point.along));
            expect(curvature).toEqual(curving);
          };
        }),
      );
    }
  });
}
