import {
  add,
  argmax,
  broadcastTo,
  cast,
  concat,
  constant,
  type Expr,
  input,
  matmul,
  max,
  min,
  mul,
  oneHot,
  pad,
  reshape,
  type Shape,
  ShapeError,
  scatterAdd,
  sin,
  slice,
  sum,
  take,
  tensorFrom,
  topological,
  transpose,
} from "@chainrule/core";
import { describe, expect, test } from "vitest";
import { axesIn } from "../../../../packages/check/src/shrink/resize/axes.js";
import type { Kept } from "../../../../packages/check/src/shrink/resize/axis.js";
import { resized } from "../../../../packages/check/src/shrink/resize/resized.js";
import { type Specimen, specimen } from "../../../../packages/check/src/specimen/specimen.js";
import { show } from "../show.js";

/** A function of inputs whose shapes have a certain size; the others are all different from that. */
interface Sized {
  readonly name: string;
  readonly shapes: (n: number) => readonly Shape[];
  readonly f: (n: number, ...inputs: readonly Expr[]) => Expr;
  /** How many axes of the size could shrink without the others; default 1. */
  readonly independent?: number;
}

const indices = (n: number): Expr =>
  constant(
    tensorFrom(
      [n],
      Array.from({ length: n }, () => 1),
      { dtype: "i32" },
    ),
  );

const some = (node: Expr | undefined): Expr => node ?? input([]);

const sized: readonly Sized[] = [
  { name: "elementwise", shapes: (n) => [[n, 5], [n, 5]], f: (_n, x, y) => mul(some(x), sin(some(y))) },
  { name: "a stretched axis", shapes: (n) => [[n, 5], [5]], f: (_n, x, y) => add(some(x), some(y)) },
  { name: "broadcastTo a longer axis", shapes: () => [[1, 5]], f: (n, x) => broadcastTo(some(x), [n, 5]) },
  { name: "sum over it", shapes: (n) => [[n, 5]], f: (_n, x) => sum(some(x), 0) },
  { name: "sum beside it", shapes: (n) => [[n, 5]], f: (_n, x) => sum(some(x), 1) },
  { name: "max over it", shapes: (n) => [[n, 5]], f: (_n, x) => max(some(x), 0, { keepDims: true }) },
  { name: "min beside it", shapes: (n) => [[n, 5]], f: (_n, x) => min(some(x), 1) },
  { name: "reshape that joins it", shapes: (n) => [[n, 5], [n * 5]], f: (n, x, y) => add(reshape(some(x), [n * 5]), some(y)) },
  { name: "reshape that parts it", shapes: (n) => [[n * 5]], f: (n, x) => reshape(some(x), [n, 5]) },
  { name: "reshape beside it", shapes: (n) => [[n, 10]], f: (n, x) => reshape(some(x), [n, 2, 5]) },
  { name: "reshape beside axes that mix", shapes: (n) => [[n, 6, 10]], f: (n, x) => reshape(some(x), [n, 12, 5]) },
  { name: "transpose", shapes: (n) => [[n, 5, 7]], f: (_n, x) => transpose(some(x), [2, 0, 1]) },
  { name: "concat along it", shapes: (n) => [[n, 5], [n, 5]], f: (_n, x, y) => concat([some(x), some(y)]), independent: 2 },
  { name: "concat beside it", shapes: (n) => [[n, 5], [n, 7]], f: (_n, x, y) => concat([some(x), some(y)], 1) },
  { name: "slice beside it", shapes: (n) => [[n, 5]], f: (n, x) => slice(some(x), [0, 2], [n, 3]) },
  { name: "slice of it", shapes: (n) => [[n, 5]], f: (_n, x) => slice(some(x), [1, 0], [1, 5]) },
  { name: "pad beside it", shapes: (n) => [[n, 5]], f: (_n, x) => pad(some(x), [[0, 0], [1, 2]], 9) },
  { name: "pad around it", shapes: (n) => [[n, 5]], f: (_n, x) => pad(some(x), [[3, 2], [0, 0]]) },
  { name: "matmul, the rows", shapes: (n) => [[n, 5], [5, 7]], f: (_n, x, y) => matmul(some(x), some(y)) },
  { name: "matmul, the inner axes", shapes: (n) => [[5, n], [n, 7]], f: (_n, x, y) => matmul(some(x), some(y)) },
  { name: "matmul, a batch", shapes: (n) => [[n, 3, 5], [5, 7]], f: (_n, x, y) => matmul(some(x), some(y)) },
  { name: "argmax over it", shapes: (n) => [[n, 5]], f: (_n, x) => cast(argmax(some(x), 0), "f64") },
  { name: "argmax beside it", shapes: (n) => [[n, 5]], f: (_n, x) => cast(argmax(some(x), 1), "f64") },
  { name: "take of it", shapes: (n) => [[5, n]], f: (_n, x) => take(some(x), indices(7), 1) },
  { name: "take beside it", shapes: (n) => [[5, n]], f: (_n, x) => take(some(x), indices(7)) },
  { name: "take before it", shapes: (n) => [[5, n]], f: (_n, x) => take(some(x), reshape(indices(6), [2, 3])) },
  { name: "scatterAdd before it", shapes: (n) => [[2, 3, n]], f: (_n, x) => scatterAdd(some(x), reshape(indices(6), [2, 3]), 7) },
  { name: "take, so many", shapes: () => [[3, 5]], f: (n, x) => take(some(x), indices(n), 1) },
  { name: "scatterAdd into it", shapes: () => [[5, 7]], f: (n, x) => scatterAdd(some(x), indices(7), n, 1) },
  { name: "scatterAdd of so many", shapes: (n) => [[3, n]], f: (n, x) => scatterAdd(some(x), indices(n), 5, 1) },
  { name: "scatterAdd beside it", shapes: (n) => [[n, 7]], f: (_n, x) => scatterAdd(some(x), indices(7), 5, 1) },
  { name: "oneHot of so many", shapes: (n) => [[n, 5]], f: (n, x) => mul(some(x), oneHot(indices(n), 5, { dtype: "f64" })) },
  { name: "oneHot of a depth", shapes: (n) => [[7, n]], f: (n, x) => mul(some(x), oneHot(indices(7), n, { dtype: "f64" })) },
]; // biome-ignore format: one line for each operation

/** Whole numbers that stay what they are when the last elements of an axis are dropped: each is made of its indices. */
const values = (shape: Shape): readonly number[] =>
  shape.reduce<readonly number[]>(
    (all, size) => all.flatMap((value) => Array.from({ length: size }, (_, index) => 10 * value + index)),
    [0],
  );

const build = ({ shapes, f }: Sized, n: number): Specimen => {
  const inputs = shapes(n).map((shape, index) => input(shape, { dtype: "f64", name: `x${index}` }));
  const point = shapes(n).map((shape) => tensorFrom(shape, values(shape), { dtype: "f64" }));
  return specimen(inputs, f(n, ...inputs), point);
};

/** Keeps the same of all axes that have a size. */
const keeping = (origin: Specimen, length: number, kept: Kept): Specimen => {
  const axes = axesIn(origin.output);
  const chosen = [...axes.sizes].filter(([, size]) => size === length);
  return resized(origin, axes, new Map(chosen.map(([index]) => [index, kept])));
};

describe("a shorter axis gives the program that one would have written for it", () => {
  test.each(sized)("$name", (example) => {
    const origin = build(example, 4);
    const classes = [...axesIn(origin.output).sizes.values()].filter((size) => size === 4);
    expect(classes.length).toBe(example.independent ?? 1);
    expect(show(keeping(origin, 4, { start: 0, size: 2 }))).toBe(show(build(example, 2)));
  });
});

describe("what is kept", () => {
  const x = input([4, 5], { dtype: "f64", name: "x" });
  const point = [tensorFrom([4, 5], values([4, 5]), { dtype: "f64" })];

  test("is a block of the elements of inputs and constants", () => {
    const weights = constant(tensorFrom([4, 1], [1, 2, 3, 4], { dtype: "f64" }), "weights");
    const kept = keeping(specimen([x], mul(x, weights), point), 4, { start: 2, size: 2 });
    expect(show(kept)).toMatchInlineSnapshot(`
      "(x: f64[2, 5]) => {
        weights = f64[2, 1] [[3], [4]]  : f64[2, 1]
        return x * weights
      }
      f64[2, 5] [[20, 21, 22, 23, 24], [30, 31, 32, 33, 34]]"
    `);
  });

  test("is what indices go on to point at; those that lost their element point at the nearest", () => {
    const i = input([4], { dtype: "i32", name: "i" });
    const into = tensorFrom([4], [0, 2, 3, 4], { dtype: "i32" });
    const origin = specimen([x, i], take(x, reshape(i, [2, 2]), 1), [...point, into]);
    expect(keeping(origin, 5, { start: 1, size: 3 }).point[1]?.toArray()).toEqual([0, 1, 2, 2]);
  });

  test("is where a slice begins", () => {
    const origin = specimen([x], slice(x, [0, 2], [4, 2]), point);
    expect(keeping(origin, 5, { start: 1, size: 4 }).output.params).toMatchObject({ starts: [0, 1] });
    expect(keeping(origin, 5, { start: 0, size: 3 }).output.params).toMatchObject({ starts: [0, 1] });
    expect(keeping(origin, 5, { start: 3, size: 2 }).output.params).toMatchObject({ starts: [0, 0] });
  });

  test("is shared where nothing changes, names and all", () => {
    const y = input([7], { dtype: "f64", name: "y" });
    const untouched = sin(y);
    const origin = specimen([x, y], add(sum(x), sum(untouched)), [
      ...point,
      tensorFrom([7], values([7]), { dtype: "f64" }),
    ]);
    const kept = keeping(origin, 5, { start: 0, size: 1 });
    expect(kept.inputs.map(({ name }) => name)).toEqual(["x", "y"]);
    expect(kept.inputs[1]).toBe(y);
    expect(topological([kept.output])).toContain(untouched);
  });
});

describe("an axis of size 1 is dropped from all nodes that share it", () => {
  const one = { dtype: "f64", name: "x" } as const;
  const origin = (shape: Shape, f: (x: Expr) => Expr): Specimen => {
    const x = input(shape, one);
    return specimen([x], f(x), [tensorFrom(shape, values(shape), { dtype: "f64" })]);
  };

  /** Without the first axis of size 1 that the input has. */
  const dropping = (s: Specimen): Specimen => {
    const axes = axesIn(s.output);
    const [single] = s.inputs.map((node) => axes.classOf({ node, axis: node.shape.indexOf(1) }));
    return resized(s, axes, new Map([[single ?? -1, undefined]]));
  };

  test.each<[string, Shape, (x: Expr) => Expr, Shape, (x: Expr) => Expr]>([
    ["elementwise", [1, 3], (x) => mul(x, sin(x)), [3], (x) => mul(x, sin(x))],
    ["transpose", [3, 1, 2], (x) => transpose(x, [2, 1, 0]), [3, 2], (x) => transpose(x)],
    ["concat", [1, 3], (x) => concat([x, x], 1), [3], (x) => concat([x, x])],
    ["slice", [1, 3], (x) => slice(x, [0, 1], [1, 2]), [3], (x) => slice(x, [1], [2])],
    [
      "pad",
      [1, 3],
      (x) =>
        pad(x, [
          [0, 0],
          [1, 2],
        ]),
      [3],
      (x) => pad(x, [[1, 2]]),
    ],
    ["sumTo", [1, 3, 2], (x) => sum(x, 2, { keepDims: true }), [3, 2], (x) => sum(x, 1, { keepDims: true })],
    ["max", [1, 3, 2], (x) => max(x, 2, { keepDims: true }), [3, 2], (x) => max(x, 1, { keepDims: true })],
    ["matmul", [1, 3, 3], (x) => matmul(x, x), [3, 3], (x) => matmul(x, x)],
    ["argmax", [1, 3, 2], (x) => cast(argmax(x), "f64"), [3, 2], (x) => cast(argmax(x), "f64")],
    ["take", [1, 3], (x) => take(x, indices(4), 1), [3], (x) => take(x, indices(4))],
    ["scatterAdd", [1, 4], (x) => scatterAdd(x, indices(4), 3, 1), [4], (x) => scatterAdd(x, indices(4), 3)],
  ])("%s", (_name, shape, f, dropped, g) => {
    const bare = ({ inputs, output }: Specimen): string => show({ inputs, output, point: [] });
    expect(bare(dropping(origin(shape, f)))).toBe(bare(origin(dropped, g)));
  });

  test.each<[string, Shape, (x: Expr) => Expr]>([
    ["the rows of a product", [1, 3], (x) => matmul(x, constant(tensorFrom([3, 2], values([3, 2]), { dtype: "f64" })))],
    [
      "the rows of products",
      [2, 1, 3],
      (x) => matmul(x, constant(tensorFrom([2, 3, 2], values([2, 3, 2]), { dtype: "f64" }))),
    ],
    ["the axis of concat", [1, 3], (x) => concat([x, constant(tensorFrom([2, 3], values([2, 3]), { dtype: "f64" }))])],
    ["the axis of take", [1, 3], (x) => take(x, constant(tensorFrom([2], [0, 0], { dtype: "i32" })))],
    [
      "a padded axis",
      [1, 3],
      (x) =>
        pad(x, [
          [1, 1],
          [0, 0],
        ]),
    ],
  ])("but not %s", (_name, shape, f) => {
    expect(() => dropping(origin(shape, f))).toThrow(ShapeError);
  });
});

test("nor is one that a reduction leaves", () => {
  const x = input([3, 2], { dtype: "f64" });
  const s = specimen([x], max(x, 1, { keepDims: true }), [tensorFrom([3, 2], values([3, 2]), { dtype: "f64" })]);
  const axes = axesIn(s.output);
  const left = axes.classOf({ node: s.output, axis: 1 });
  expect(() => resized(s, axes, new Map([[left, undefined]]))).toThrow(ShapeError);
});

test("sizes that follow from each other and do not agree are refused", () => {
  // Each concat decides how many rows there are: from `x` and `y` there could be 5, from `u` and `v` not. What max keeps, it takes for true.
  const [x, y, u, v] = [2, 4, 3, 3].map((rows) => input([rows, 7], { dtype: "f64" }));
  const inputs = [some(x), some(y), some(u), some(v)];
  const largest = (a: Expr, b: Expr): Expr => max(concat([a, b]), 1, { keepDims: true });
  const output = add(largest(some(x), some(y)), largest(some(u), some(v)));
  const point = inputs.map(({ shape }) => tensorFrom(shape, values(shape), { dtype: "f64" }));
  expect(() => keeping(specimen(inputs, output, point), 2, { start: 0, size: 1 })).toThrow(ShapeError);
});
