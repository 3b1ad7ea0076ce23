import {
  broadcastTo,
  concat,
  constant,
  type Expr,
  evaluate,
  mul,
  pad,
  type Shape,
  scatterAdd,
  slice,
  sum,
  sumTo,
  type Tensor,
  take,
  tensorFrom,
} from "@chainrule/core";
import { fc, test } from "@fast-check/vitest";
import { describe } from "vitest";

/** A linear function and the one that must be its transpose. */
interface Pair {
  readonly from: Shape;
  readonly to: Shape;
  readonly forward: (x: Expr) => Expr;
  readonly backward: (y: Expr) => Expr;
}

/** Small whole numbers, so that sums of products are exact in f64. */
const whole = (shape: Shape): fc.Arbitrary<Tensor> => {
  const size = shape.reduce((product, n) => product * n, 1);
  return fc
    .array(fc.integer({ min: -99, max: 99 }), { minLength: size, maxLength: size })
    .map((list) => tensorFrom(shape, list, { dtype: "f64" }));
};

const inner = (a: Expr, b: Expr): number => evaluate(sum(mul(a, b))).toNumber();

/** `⟨f x, y⟩ = ⟨x, fᵀ y⟩`. */
const areAdjoint = ({ forward, backward }: Pair, x: Tensor, y: Tensor): boolean =>
  inner(forward(constant(x)), constant(y)) === inner(constant(x), backward(constant(y)));

const sizes = fc.integer({ min: 0, max: 3 });
const shapes = fc.array(sizes, { maxLength: 3 });

const stretches = fc
  .tuple(shapes, fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }), fc.nat(3))
  .map(([to, isOne, dropped]): Pair => {
    const from = to.map((size, axis) => (isOne[axis] ? 1 : size)).slice(dropped);
    return { from, to, forward: (x) => broadcastTo(x, to), backward: (y) => sumTo(y, from) };
  });

const blocks = fc.array(fc.tuple(sizes, fc.nat(2), fc.nat(2)), { maxLength: 3 }).map((axes): Pair => {
  const [from, widths] = [axes.map(([size]) => size), axes.map(([, before, after]) => [before, after] as const)];
  const to = axes.map(([size, before, after]) => before + size + after);
  const starts = axes.map(([, before]) => before);
  return { from, to, forward: (x) => pad(x, widths), backward: (y) => slice(y, starts, from) };
});

const gathers = fc
  .tuple(fc.integer({ min: 1, max: 4 }), sizes, sizes, fc.boolean())
  .chain(([count, other, picks, isLast]) =>
    fc.array(fc.nat(count - 1), { minLength: picks, maxLength: picks }).map((list): Pair => {
      const indices = tensorFrom([picks], list, { dtype: "i32" });
      const axis = isLast ? 1 : 0;
      const [from, to] = isLast
        ? [
            [other, count],
            [other, picks],
          ]
        : [
            [count, other],
            [picks, other],
          ];
      return {
        from,
        to,
        forward: (x) => take(x, indices, axis),
        backward: (y) => scatterAdd(y, indices, count, axis),
      };
    }),
  );

const joins = fc.tuple(sizes, sizes, sizes).map(([rows, left, right]): Pair => {
  const fixed = constant(tensorFrom([rows, right], new Float64Array(rows * right)));
  return {
    from: [rows, left],
    to: [rows, left + right],
    forward: (x) => concat([x, fixed], 1),
    backward: (y) => slice(y, [0, 0], [rows, left]),
  };
});

const withValues = (pairs: fc.Arbitrary<Pair>) =>
  pairs.chain((pair) => fc.tuple(fc.constant(pair), whole(pair.from), whole(pair.to)));

describe("⟨f x, y⟩ = ⟨x, fᵀ y⟩", () => {
  test.prop([withValues(stretches)])("broadcastTo and sumTo", (sample) => areAdjoint(...sample));
  test.prop([withValues(blocks)])("pad and slice", (sample) => areAdjoint(...sample));
  test.prop([withValues(gathers)])("take and scatterAdd", (sample) => areAdjoint(...sample));
  test.prop([withValues(joins)])("concat with zeros and slice", (sample) => areAdjoint(...sample));
});
