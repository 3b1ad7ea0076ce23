import {
  broadcastTo,
  concat,
  type Expr,
  oneHot,
  pad,
  reshape,
  type Shape,
  scatterAdd,
  slice,
  sumTo,
  take,
  transpose,
} from "@chainrule/core";
import { type Formula, type Indexed, indicesOf, pointwise, total } from "../../oracles/indexed.js";
import { arg, below, between, type Case, type Sample, sampleCase } from "../sample.js";

const kind = between(-2, 2);

/** A rearrangement of one value, as the index that each element of the result was at. */
const moved = (
  from: Shape,
  to: Shape,
  f: (x: Expr) => Expr,
  source: (index: readonly number[]) => readonly number[],
  note?: string,
): Case =>
  sampleCase(
    [kind(from)],
    to,
    (...args) => f(arg(args, 0)),
    (...args) =>
      (...index) =>
        arg(args, 0).at(...source(index)),
    note,
  );

const rational = (...cases: readonly Case[]): Sample => ({ smoothness: "rational", differentiable: true, cases });

/** The indices of two shapes with the same elements, by their place in row-major order. */
const sameplace =
  (from: Shape, to: Shape) =>
  (index: readonly number[]): readonly number[] => {
    const place = indicesOf(to).findIndex((candidate) => candidate.join() === index.join());
    return arg(indicesOf(from), place);
  };

const reshaped = (from: Shape, to: Shape, asked: Shape = to): Case =>
  moved(from, to, (x) => reshape(x, asked), sameplace(from, to), `→ [${asked.join(", ")}]`);

const transposed = (from: Shape, axes: readonly number[]): Case =>
  moved(
    from,
    axes.map((axis) => arg(from, axis)),
    (x) => transpose(x, axes),
    (index) => from.map((_, axis) => arg(index, axes.indexOf(axis))),
    `by ${axes.join(", ")}`,
  );

const broadcast = (from: Shape, to: Shape): Case =>
  sampleCase(
    [kind(from)],
    to,
    (...args) => broadcastTo(arg(args, 0), to),
    pointwise((x = Number.NaN) => x),
  );

const summed = (from: Shape, to: Shape): Case =>
  sampleCase(
    [kind(from)],
    to,
    (...args) => sumTo(arg(args, 0), to),
    (...args) =>
      (...index) =>
        total(
          indicesOf(from)
            .filter((at) => to.every((size, axis) => size === 1 || at[from.length - to.length + axis] === index[axis]))
            .map((at) => arg(args, 0).at(...at)),
        ),
  );

const sliced = (from: Shape, starts: readonly number[], shape: Shape): Case =>
  moved(
    from,
    shape,
    (x) => slice(x, starts, shape),
    (index) => index.map((i, axis) => i + arg(starts, axis)),
    `from ${starts.join(", ")}`,
  );

const padded = (from: Shape, widths: readonly (readonly [number, number])[], value: number): Case =>
  sampleCase(
    [kind(from)],
    from.map((size, axis) => size + arg(widths, axis)[0] + arg(widths, axis)[1]),
    (...args) => pad(arg(args, 0), widths, value),
    (...args) =>
      (...index) => {
        const inner = index.map((i, axis) => i - arg(widths, axis)[0]);
        return inner.every((i, axis) => i >= 0 && i < arg(from, axis)) ? arg(args, 0).at(...inner) : value;
      },
    `by ${JSON.stringify(widths)}`,
  );

const joined = (parts: readonly Shape[], axis: number, shape: Shape): Case =>
  sampleCase(
    parts.map(kind),
    shape,
    (...args) => concat(args, axis),
    (...args) =>
      (...index) => {
        let [part, i] = [0, arg(index, axis)];
        while (i >= arg(arg(args, part).shape, axis)) i -= arg(arg(args, part++).shape, axis);
        return arg(args, part).at(...index.toSpliced(axis, 1, i));
      },
    `along ${axis}`,
  );

/** `yₐᵢᵦ = x[a, indicesᵢ, b]`, where `a` and `b` stand for the indices around the axis. */
const gathered =
  (axis: number) =>
  (x: Indexed, indices: Indexed): Formula =>
  (...index) => {
    const rank = indices.shape.length;
    return x.at(...index.toSpliced(axis, rank, indices.at(...index.slice(axis, axis + rank))));
  };

const taken = (from: Shape, indices: Shape, axis: number, shape: Shape): Case =>
  sampleCase(
    [kind(from), below(arg(from, axis))(indices)],
    shape,
    (...args) => take(arg(args, 0), arg(args, 1), axis),
    (...args) => gathered(axis)(arg(args, 0), arg(args, 1)),
    `along ${axis}`,
  );

const scattered = (from: Shape, indices: Shape, size: number, axis: number, shape: Shape): Case =>
  sampleCase(
    [kind(from), below(size)(indices)],
    shape,
    (...args) => scatterAdd(arg(args, 0), arg(args, 1), size, axis),
    (...args) =>
      (...index) =>
        total(
          indicesOf(from)
            .filter((at) => {
              const target = arg(args, 1).at(...at.slice(axis, axis + indices.length));
              return at.toSpliced(axis, indices.length, target).join() === index.join();
            })
            .map((at) => arg(args, 0).at(...at)),
        ),
    `along ${axis}`,
  );

const indicator = (indices: Shape, depth: number): Case =>
  sampleCase(
    [below(depth, "u8")(indices)],
    [...indices, depth],
    (...args) => oneHot(arg(args, 0), depth, { dtype: "f64" }),
    (...args) =>
      (...index) =>
        arg(args, 0).at(...index.slice(0, -1)) === index.at(-1) ? 1 : 0,
  );

export const movementSamples = {
  reshape: rational(
    reshaped([2, 3], [3, 2]),
    reshaped([2, 3], [6], [-1]),
    reshaped([], [1, 1]),
    reshaped([1], []),
    reshaped([0, 3], [2, 0], [2, -1]),
    reshaped([2, 2, 2], [4, 2], [4, -1]),
  ),
  transpose: rational(
    moved(
      [2, 3],
      [3, 2],
      (x) => transpose(x),
      ([i = 0, j = 0]) => [j, i],
    ),
    moved(
      [2, 3, 2],
      [2, 3, 2],
      (x) => transpose(x),
      (index) => index.toReversed(),
      "reversed",
    ),
    transposed([2, 1, 3], [1, 2, 0]),
    transposed([2, 3, 2], [2, 0, 1]),
    moved(
      [2, 3],
      [2, 3],
      (x) => transpose(x, [0, -1]),
      (index) => index,
      "by 0, -1",
    ),
    transposed([], []),
    transposed([0, 2], [1, 0]),
  ),
  broadcastTo: rational(
    broadcast([], [2, 3]),
    broadcast([3], [2, 3]),
    broadcast([2, 1], [2, 3]),
    broadcast([1, 2, 1], [2, 3, 2, 2]),
    broadcast([1], [0]),
    broadcast([2], [2]),
  ),
  sumTo: rational(
    summed([2, 3], []),
    summed([2, 3], [3]),
    summed([2, 3], [2, 1]),
    summed([2, 3, 2], [3, 1]),
    summed([2, 3, 2], [2, 1, 2]),
    summed([0], [1]),
    summed([2], [2]),
  ),
  slice: rational(
    sliced([5], [2], [3]),
    sliced([3, 4], [1, 0], [2, 3]),
    sliced([2, 3, 2], [0, 1, 1], [2, 1, 1]),
    sliced([3], [3], [0]),
    sliced([], [], []),
  ),
  pad: rational(
    padded([2], [[1, 2]], 0),
    padded(
      [2, 3],
      [
        [0, 1],
        [2, 0],
      ],
      7,
    ),
    padded([], [], 0),
    padded(
      [0, 2],
      [
        [1, 1],
        [0, 0],
      ],
      -0.5,
    ),
  ),
  concat: rational(
    joined([[2], [3]], 0, [5]),
    joined(
      [
        [2, 1],
        [2, 3],
        [2, 2],
      ],
      1,
      [2, 6],
    ),
    joined(
      [
        [1, 2],
        [0, 2],
        [2, 2],
      ],
      0,
      [3, 2],
    ),
    joined(
      [
        [2, 2, 1],
        [2, 2, 2],
      ],
      2,
      [2, 2, 3],
    ),
    joined([[3]], 0, [3]),
  ),
  take: rational(
    taken([4], [3], 0, [3]),
    taken([3, 2], [2, 2], 0, [2, 2, 2]),
    taken([2, 3], [4], 1, [2, 4]),
    taken([2, 3, 2], [2], 1, [2, 2, 2]),
    taken([3], [], 0, []),
    taken([3, 2], [0], 0, [0, 2]),
  ),
  scatterAdd: rational(
    scattered([4], [4], 3, 0, [3]),
    scattered([2, 2, 2], [2, 2], 3, 0, [3, 2]),
    scattered([2, 4], [4], 3, 1, [2, 3]),
    scattered([2], [], 3, 0, [3, 2]),
    scattered([0], [0], 2, 0, [2]),
  ),
  oneHot: {
    smoothness: "rational",
    differentiable: false,
    cases: [indicator([], 2), indicator([3], 4), indicator([2, 2], 3), indicator([0], 2)],
  },
} satisfies Record<string, Sample>;
