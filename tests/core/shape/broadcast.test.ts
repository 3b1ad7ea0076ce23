import {
  add,
  broadcastShapes,
  broadcastTo,
  matmul,
  type Shape,
  ShapeError,
  sumTo,
  type Tensor,
  zeros,
} from "@chainrule/core";
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

const size = fc.integer({ min: 0, max: 4 });
const shape = fc.array(size, { maxLength: 4 });

/** What broadcasting two shapes means, axis by axis from the right: equal sizes, or 1 beside any. */
const expected = (a: Shape, b: Shape): Shape | undefined => {
  const rank = Math.max(a.length, b.length);
  const pad = (s: Shape): Shape => [...new Array<number>(rank - s.length).fill(1), ...s];
  const [x, y] = [pad(a), pad(b)];
  const result = x.map((n, i) => (n === 1 ? y[i] : y[i] === 1 || y[i] === n ? n : undefined));
  return result.every((n) => n !== undefined) ? result : undefined;
};

/** Zeros of a shape that the compiler does not see. */
const of = (shape: Shape): Tensor => zeros(shape);

const attempt = (f: () => Shape): Shape | undefined => {
  try {
    return f();
  } catch (error) {
    if (error instanceof ShapeError) return undefined;
    throw error;
  }
};

describe("broadcasting", () => {
  test.prop([shape, shape])("of shapes is that of each axis, or an error", (a, b) => {
    expect(attempt(() => broadcastShapes("f", a, b))).toEqual(expected(a, b));
  });

  test.prop([shape, shape])("of values follows that of shapes", (a, b) => {
    expect(attempt(() => add(zeros(a), zeros(b)).shape)).toEqual(expected(a, b));
  });

  test.prop([shape, shape])("to a shape is possible exactly where it changes nothing but the value's own", (a, to) => {
    const result = attempt(() => broadcastTo(zeros(a), to).shape);
    const fits = expected(a, to)?.join() === to.join() && a.length <= to.length;
    expect(result).toEqual(fits ? to : undefined);
    expect(attempt(() => sumTo(zeros(to), a).shape)).toEqual(fits ? a : undefined);
  });

  test.prop([fc.array(size, { maxLength: 2 }), fc.array(size, { maxLength: 2 }), size, size, size])(
    "of the batch axes of products",
    (a, b, m, k, n) => {
      const batch = expected(a, b);
      expect(attempt(() => matmul(of([...a, m, k]), of([...b, k, n])).shape)).toEqual(batch && [...batch, m, n]);
    },
  );
});
