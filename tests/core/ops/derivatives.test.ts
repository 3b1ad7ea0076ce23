import { real } from "@chainrule/core";
import { test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import {
  byComplexStep,
  byDuals,
  byDualsTwice,
  type Derivatives,
  derivativesOf,
  flatten,
  inputsOf,
  moved,
  type Point,
  pointsOf,
} from "../oracles/derivatives.js";
import { prepared } from "../oracles/prepared.js";
import { richardson } from "../oracles/richardson.js";
import { measured } from "../oracles/rounding.js";
import { arg } from "./sample.js";
import { everySample } from "./samples.js";

type Lists = readonly (readonly number[])[];

const inner = (a: Lists, b: Lists): number => a.flat().reduce((sum, x, i) => sum + x * (b.flat()[i] ?? Number.NaN), 0);

const expectClose = (actual: Lists, expected: Lists, bound: number): void => {
  expect(actual.map((list) => list.length)).toEqual(expected.map((list) => list.length));
  actual.flat().forEach((value, i) => {
    expect(Math.abs(value - arg(expected.flat(), i))).toBeLessThanOrEqual(bound);
  });
};

/** Everything at a point in f64; `bound` is what rounding may do to any of it. */
const evaluatorOf = (d: Derivatives) => {
  const run = measured(inputsOf(d), [d.value, d.pushed, ...d.gradient, ...d.curvature]);
  return (point: Point<number>) => {
    const { values, bound } = run(flatten(point));
    const [value = [], pushed = [], ...rest] = values;
    const count = d.gradient.length;
    return { value, pushed, gradient: rest.slice(0, count), curvature: rest.slice(count), bound };
  };
};

/** That numbers are derivatives of `f` along the direction, as far as finite differences can tell. */
const expectSlope = (actual: Lists, f: (t: number) => Lists, rounding: number): void => {
  const estimates = richardson((t) => f(t).flat(), rounding);
  actual.flat().forEach((value, i) => {
    const { value: estimate, error } = arg(estimates, i);
    expect(Math.abs(value - estimate)).toBeLessThanOrEqual(error);
  });
};

for (const [name, { cases, differentiable, smoothness }] of everySample) {
  if (!differentiable) continue;
  describe(name, () => {
    for (const sample of cases) {
      const points = pointsOf(sample);
      const { label } = sample;

      test.prop([points], { numRuns: 8 })(
        `${label}: finite differences, first and second order`,
        prepared(() => {
          const d = derivativesOf(sample);
          const at = evaluatorOf(d);
          return (point) => {
            const { pushed, curvature, bound } = at(point);
            expectSlope([pushed], (t) => [at(moved(d, point, t)).value], bound);
            expectSlope(curvature, (t) => at(moved(d, point, t)).gradient, bound);
          };
        }),
      );

      test.prop([points], { numRuns: 8 })(
        `${label}: dual numbers, first and second order`,
        prepared(() => {
          const d = derivativesOf(sample);
          const at = evaluatorOf(d);
          const tangents = byDuals(real, d, [d.value, ...d.gradient]);
          const curving = byDualsTwice(real, d, [d.value]);
          return (point) => {
            const { pushed, gradient, curvature, bound } = at(point);
            const [forward = [], ...forwardOverReverse] = tangents(point);
            const [twice = []] = curving(point);
            expectClose([pushed], [forward], bound);
            expectClose(curvature, forwardOverReverse, bound);
            // ⟨w, J v⟩ = ⟨Jᵀw, v⟩, and ⟨w, f″(v, v)⟩ = ⟨∇²(w·f) v, v⟩.
            const { weights, along } = point;
            expect(Math.abs(inner([weights], [forward]) - inner(gradient, along))).toBeLessThanOrEqual(bound);
            expect(Math.abs(inner([weights], [twice]) - inner(curvature, along))).toBeLessThanOrEqual(bound);
          };
        }),
      );

      if (smoothness !== "piecewise")
        test.prop([points], { numRuns: 8 })(
          `${label}: complex step, first and second order`,
          prepared(() => {
            const d = derivativesOf(sample);
            const at = evaluatorOf(d);
            const steps = byComplexStep(d, [d.value, ...d.gradient]);
            return (point) => {
              const { pushed, curvature, bound } = at(point);
              expectClose([pushed, ...curvature], steps(point), bound);
            };
          }),
        );

      test.prop([points, points], { numRuns: 4 })(
        `${label}: the pullback is linear`,
        prepared(() => {
          const at = evaluatorOf(derivativesOf(sample));
          return (point, other) => {
            const mixed = point.weights.map((w, i) => 2 * w - 3 * arg(other.weights, i));
            const [a, b, both] = [point.weights, other.weights, mixed].map((weights) => at({ ...point, weights }));
            if (a === undefined || b === undefined || both === undefined)
              throw new RangeError("three points, three values");
            const combined = a.gradient.map((list, i) => list.map((g, j) => 2 * g - 3 * arg(arg(b.gradient, i), j)));
            expectClose(both.gradient, combined, 2 * a.bound + 3 * b.bound + both.bound);
          };
        }),
      );
    }
  });
}
