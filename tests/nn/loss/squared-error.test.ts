import { type Expr, evaluate, grad, ShapeError, tensor, tensorFrom } from "@chainrule/core";
import { halfSquaredError, type Loss, meanSquaredError } from "@chainrule/nn";
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { agrees, allAgree, rows, sumOf } from "../rounding.js";

const columns = 3;
const pairs = rows(columns).chain((y) =>
  fc.tuple(
    fc.constant(y),
    fc.array(fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: columns, maxLength: columns }), {
      minLength: y.length,
      maxLength: y.length,
    }),
  ),
);

const f64 = (values: readonly (readonly number[])[]) =>
  tensorFrom([values.length, columns], values.flat(), { dtype: "f64" });

/** `Σ (y − t)²`. */
const squares = (y: readonly number[], t: readonly number[]): number =>
  sumOf(y.map((value, index) => (value - (t[index] ?? 0)) ** 2));

const closedForms: readonly (readonly [string, Loss, (samples: number) => number, (samples: number) => number])[] = [
  ["meanSquaredError: 1/n Σ (y − t)²", meanSquaredError, (m) => 1 / (m * columns), (m) => 2 / (m * columns)],
  ["halfSquaredError: 1/m Σ ½ Σ (y − t)²", halfSquaredError, (m) => 1 / (2 * m), (m) => 1 / m],
];

describe.each(closedForms)("%s", (_name, loss, factor, slope) => {
  test.prop([pairs])("has its closed form", ([y, t]) => {
    // At most 3·18 roundings, each of a sum that is at most 18 · 20².
    const expected = squares(y.flat(), t.flat()) * factor(y.length);
    return agrees(evaluate(loss(f64(y), f64(t))).toNumber(), expected, 54, 7200);
  });

  test.prop([pairs])("has its gradient", ([y, t]) => {
    const gradient = evaluate(grad((x: Expr) => loss(x, f64(t)))(f64(y)));
    const expected = y.flat().map((value, index) => slope(y.length) * (value - (t.flat()[index] ?? 0)));
    return allAgree(gradient.toArray(), expected, 8, 40);
  });

  test("does not broadcast", () => {
    const [y, t] = [f64([[1, 2, 3]]), tensor([1, 2, 3], { dtype: "f64" })];
    // @ts-expect-error targets [3] are not targets for predictions [number, 3]
    expect(() => loss(y, t)).toThrow(ShapeError);
    // @ts-expect-error the same
    expect(() => loss(y, t)).toThrow("predictions [1, 3] need targets of the same shape, got [3]");
  });
});
