import { fc, test } from "@fast-check/vitest";
import * as O from "fp-ts/lib/Option.js";
import { describe, expect } from "vitest";
import { centralDerivative, oneSidedDerivative } from "../../../packages/check/src/numeric/richardson.js";

const smooth: readonly (readonly [string, (x: number) => number, (x: number) => number])[] = [
  ["exp", Math.exp, Math.exp],
  ["sin 5x", (x) => Math.sin(5 * x), (x) => 5 * Math.cos(5 * x)],
  ["1/(1 + x²)", (x) => 1 / (1 + x * x), (x) => (-2 * x) / (1 + x * x) ** 2],
  ["x⁴ − x", (x) => x ** 4 - x, (x) => 4 * x ** 3 - 1],
];

const points = fc.double({ min: -2, max: 2, noNaN: true });

/** The factor that the differences oracle allows an estimate of an error to be off by. */
const MARGIN = 16;

for (const [name, f, derivative] of smooth)
  describe(name, () => {
    const near = (x: number) => ({
      f: (t: number) => f(x + t),
      // Each function takes a few operations on numbers of this size.
      noise: 8 * Number.EPSILON * Math.max(1, Math.abs(f(x))),
      reach: 1 / 8,
    });

    test.prop([points])("central: the error is no more than its estimate, which is small", (x) => {
      const estimate = O.toUndefined(centralDerivative(near(x)));
      expect(Math.abs((estimate?.value ?? Number.NaN) - derivative(x))).toBeLessThanOrEqual(
        MARGIN * (estimate?.error ?? 0),
      );
      // Noise over the reach, at best; a tenth of the digits lost beyond that.
      expect(estimate?.error).toBeLessThan(1e-9 * Math.max(1, Math.abs(f(x))));
    });

    test.prop([points, fc.constantFrom(1 as const, -1 as const)])("one-sided: likewise", (x, side) => {
      const estimate = O.toUndefined(oneSidedDerivative(near(x), side));
      expect(Math.abs((estimate?.value ?? Number.NaN) - derivative(x))).toBeLessThanOrEqual(
        MARGIN * (estimate?.error ?? 0),
      );
    });
  });

describe("where there is no derivative", () => {
  const at0 = (f: (t: number) => number) => ({ f, noise: 0, reach: 1 / 8 });

  test("the two sides of a kink have each their own", () => {
    expect([1, -1].map((side) => oneSidedDerivative(at0(Math.abs), side === 1 ? 1 : -1))).toMatchObject([
      { value: { value: 1 } },
      { value: { value: -1 } },
    ]);
  });

  test("none where the quotients grow without limit", () => {
    expect(oneSidedDerivative(at0(Math.sqrt), 1)).toEqual(O.none);
    expect(centralDerivative(at0(Math.cbrt))).toEqual(O.none);
  });

  test("none where the function is not finite on a side", () => {
    expect(oneSidedDerivative(at0(Math.sqrt), -1)).toEqual(O.none);
    expect(centralDerivative(at0(Math.log))).toEqual(O.none);
  });

  // What jumps add to a quotient is divided by its step: twice the jumps at twice the step add the same.
  const jumping =
    (...jumps: readonly number[]) =>
    (t: number): number =>
      t + 2 * jumps.filter((jump) => t > jump).length;

  test.prop([fc.constantFrom(0, 1e-6)])("jumps that add the same to two quotients are seen through", (noise) => {
    const sampled = { ...at0(jumping(0.1, 0.05)), noise };
    for (const estimate of [centralDerivative(sampled), oneSidedDerivative(sampled, 1)])
      expect(Math.abs((O.toUndefined(estimate)?.value ?? Number.NaN) - 1)).toBeLessThanOrEqual(
        (O.toUndefined(estimate)?.error ?? 0) + Number.EPSILON,
      );
  });

  test.prop([fc.constantFrom(0, 1e-6)])("none where they add the same to three", (noise) => {
    const sampled = { ...at0(jumping(0.1, 0.07, 0.05, 0.02)), noise };
    expect([centralDerivative(sampled), oneSidedDerivative(sampled, 1)]).toEqual([O.none, O.none]);
  });

  test("steps that leave the domain are not taken", () => {
    const estimate = O.toUndefined(centralDerivative(at0((t) => Math.log(t + 0.01))));
    expect(Math.abs((estimate?.value ?? Number.NaN) - 100)).toBeLessThanOrEqual(MARGIN * (estimate?.error ?? 0));
    expect(estimate?.error).toBeLessThan(1e-3);
  });
});
