import {
  add,
  arange,
  argmax,
  broadcastTo,
  concat,
  customGradient,
  DTypeError,
  dot,
  type Expr,
  evaluate,
  exp,
  full,
  GradientError,
  grad,
  hvp,
  input,
  interpret,
  jvp,
  matmul,
  max,
  mean,
  min,
  oneHot,
  outer,
  pad,
  pullback,
  real,
  rebuild,
  reshape,
  ShapeError,
  scatterAdd,
  slice,
  softmax,
  square,
  sum,
  sumTo,
  type Tensor,
  take,
  tensor,
  tensorFrom,
  transpose,
  uniform,
  vjp,
  where,
  zeros,
} from "@chainrule/core";
import { describe, expect, test } from "vitest";

/** Without their sizes, so that the compiler leaves it to the run time. */
const of = (...shape: readonly number[]): Tensor => zeros(shape);
// Safe: never; what functions of vectors say to what is no vector is the point.
const vector = (...shape: readonly number[]): Tensor<readonly [number]> =>
  zeros(shape) as Tensor as Tensor<readonly [number]>;
const indices = tensor([0, 1], { dtype: "i32" });
const pixels = zeros([2], { dtype: "u8" });

const shapeErrors: readonly (readonly [message: string, f: () => unknown])[] = [
  ["matmul: inner dimensions differ: [32, 784] · [300, 10] (784 ≠ 300)", () => matmul(of(32, 784), of(300, 10))],
  [
    "matmul: needs matrices (rank 2 or more), got [2] · [2, 2]; dot and outer take vectors",
    () => matmul(of(2), of(2, 2)),
  ],
  [
    "matmul: needs matrices (rank 2 or more), got [2, 2] · [2]; dot and outer take vectors",
    () => matmul(of(2, 2), of(2)),
  ],
  ["matmul: shapes do not broadcast: [2] and [3] (2 ≠ 3)", () => matmul(of(2, 1, 1), of(3, 1, 1))],
  ["add: shapes do not broadcast: [2, 3] and [4] (3 ≠ 4)", () => add(of(2, 3), of(4))],
  ["where: shapes do not broadcast: [2] and [3] (2 ≠ 3)", () => where(of(2), of(3), 0)],
  ["broadcastTo: sizes must be whole numbers, not negative, got [0.5]", () => broadcastTo(of(1), [0.5])],
  ["broadcastTo: [2] does not broadcast to [3]", () => broadcastTo(of(2), [3])],
  ["broadcastTo: [2, 3] does not broadcast to [3]", () => broadcastTo(of(2, 3), [3])],
  ["sumTo (the transpose of broadcastTo): [2] does not broadcast to [3]", () => sumTo(of(3), [2])],
  ["sumTo: sizes must be whole numbers, not negative, got [-1]", () => sumTo(of(3), [-1])],
  ["reshape: [2, 3] (6 elements) does not fill [4] (4)", () => reshape(of(2, 3), [4])],
  ["reshape: [5] (5 elements) does not fill [2, -1]", () => reshape(of(5), [2, -1])],
  ["reshape: [1] (1 elements) does not fill [-1, -1, -1]", () => reshape(of(1), [-1, -1, -1])],
  ["reshape: sizes must be whole numbers, not negative, got [-2, 3]", () => reshape(of(6), [-2, 3])],
  ["transpose: axes [0, 0] are not a permutation of those of [2, 3]", () => transpose(of(2, 3), [0, 0])],
  ["transpose: axes [0] are not a permutation of those of [2, 3]", () => transpose(of(2, 3), [0])],
  ["transpose: axes [0, 1, 0] are not a permutation of those of [2, 3]", () => transpose(of(2, 3), [0, 1, 0])],
  ["transpose: axis 2 is out of range: axes of rank 2 are -2 … 1", () => transpose(of(2, 3), [0, 2])],
  ["sum: axis 2 is out of range: axes of rank 2 are -2 … 1", () => sum(of(2, 3), 2)],
  ["sum: axis 0.5 is out of range: axes of rank 2 are -2 … 1", () => sum(of(2, 3), 0.5)],
  ["mean: axes [0, -2] name one axis twice", () => mean(of(2, 3), [0, -2])],
  ["argmax: axis -1 is out of range: a scalar has no axes", () => argmax(of())],
  ["argmax: axis 0 of [0] has no elements", () => argmax(of(0))],
  ["max: [2, 0] has no elements to choose from", () => max(of(2, 0), 1)],
  ["softmax: axis -1 is out of range: a scalar has no axes", () => softmax(of())],
  ["dot: needs two vectors, got [2, 1] and [2]", () => dot(vector(2, 1), vector(2))],
  ["dot: lengths differ: [2] · [3] (2 ≠ 3)", () => dot(vector(2), vector(3))],
  ["outer: needs two vectors, got [] and [2]", () => outer(vector(), vector(2))],
  ["slice: from [1], of size [2], reaches outside [2]", () => slice(of(2), [1], [2])],
  ["slice: from [], of size [1], reaches outside [2]", () => slice(of(2), [], [1])],
  ["slice: from [0, 0], of size [1], reaches outside [2]", () => slice(of(2), [0, 0], [1])],
  ["slice: from [0], of size [], reaches outside [2]", () => slice(of(2), [0], [])],
  ["slice: from [0], of size [1, 1], reaches outside [2]", () => slice(of(2), [0], [1, 1])],
  ["slice: sizes must be whole numbers, not negative, got [-1]", () => slice(of(2), [2], [-1])],
  ["slice: from [-1], of size [1], reaches outside [2]", () => slice(of(2), [-1], [1])],
  ["slice: from [0.5], of size [1], reaches outside [2]", () => slice(of(2), [0.5], [1])],
  ["pad: needs a pair of whole widths, not negative, for each axis of [2], got [[-1,0]]", () => pad(of(2), [[-1, 0]])],
  [
    "pad: needs a pair of whole widths, not negative, for each axis of [2], got [[0.5,0.5]]",
    () => pad(of(2), [[0.5, 0.5]]),
  ],
  [
    "pad: needs a pair of whole widths, not negative, for each axis of [2, 2], got [[1,1]]",
    () => pad(of(2, 2), [[1, 1]]),
  ],
  ["pad: sizes must be whole numbers, not negative, got [18014398509481984]", () => pad(of(0), [[2 ** 53, 2 ** 53]])],
  ["concat: needs at least one argument", () => concat([])],
  ["concat: [2, 3] and [2] differ on an axis other than 0", () => concat([of(2, 3), of(2)])],
  ["concat: [2, 3] and [2, 4] differ on an axis other than 0", () => concat([of(2, 3), of(2, 4)])],
  ["concat: axis 0 is out of range: a scalar has no axes", () => concat([of(), of()])],
  ["take: axis 1 is out of range: axes of rank 1 are -1 … 0", () => take(of(3), indices, 1)],
  ["scatterAdd: [3] has not the shape of the indices [2] at axis 0", () => scatterAdd(of(3), indices, 4)],
  ["scatterAdd: sizes must be whole numbers, not negative, got [-1]", () => scatterAdd(of(2), indices, -1)],
  ["scatterAdd: axis 1 is out of range: axes of rank 1 are -1 … 0", () => scatterAdd(of(2), indices, 3, 1)],
  ["oneHot: sizes must be whole numbers, not negative, got [2, -1]", () => oneHot(indices, -1)],
  ["input: sizes must be whole numbers, not negative, got [-1]", () => input([-1])],
  ["full: sizes must be whole numbers, not negative, got [1.5]", () => full([1.5], 0)],
  ["arange: sizes must be whole numbers, not negative, got [-1]", () => arange(-1)],
  ["random: sizes must be whole numbers, not negative, got [-1]", () => uniform([-1])([1, 2, 3, 4])],
  ["tensorFrom: 3 values do not fill [2, 2] (4)", () => tensorFrom([2, 2], [1, 2, 3])],
  ["toNumber: needs exactly one element, got shape [2]", () => of(2).toNumber()],
  [
    "add: shapes differ: [2] and [3]; broadcast them to one",
    () => rebuild(add(input([2]), input([2])), [input([2]), input([3])]),
  ],
  [
    "where: shapes differ: [1] and [2]; broadcast them to one",
    () => rebuild(where(input([2]), input([2]), 0), [input([1]), input([2]), input([2])]),
  ],
  [
    "where: shapes differ: [2] and [1]; broadcast them to one",
    () => rebuild(where(input([2]), input([2]), 0), [input([2]), input([2]), input([1])]),
  ],
  [
    "max: [2, 1] is not [3, 4] with some axes reduced to 1",
    () => rebuild(max(input([2, 3]), 1, { keepDims: true }), [input([3, 4])]),
  ],
  [
    "max: [1] is not [3, 4] with some axes reduced to 1",
    () => rebuild(max(input([3]), 0, { keepDims: true }), [input([3, 4])]),
  ],
  [
    "min: [1, 3] is not [3] with some axes reduced to 1",
    () => rebuild(min(input([2, 3]), 0, { keepDims: true }), [input([3])]),
  ],
  [
    "matmul, its batches: shapes differ: [1] and [2]; broadcast them to one",
    () => rebuild(matmul(input([3, 4]), input([4, 5])), [input([1, 3, 4]), input([2, 4, 5])]),
  ],
];

const dtypeErrors: readonly (readonly [message: string, f: () => unknown])[] = [
  ["add: dtypes differ: u8 and f32; cast one of them", () => add(pixels, of(2))],
  ["matmul: dtypes differ: f32 and f64; cast one of them", () => matmul(of(1, 1), zeros([1, 1], { dtype: "f64" }))],
  ["where: dtypes differ: u8 and f32; cast one of them", () => where(of(2), pixels, of(2))],
  ["concat: dtypes differ: f32 and u8", () => concat([of(2), pixels])],
  ["exp: needs f32 or f64, got u8; cast it first", () => exp(pixels)],
  ["square: needs f32 or f64, got i32; cast it first", () => square(indices)],
  ["take: indices must be i32 or u8, got f32; cast them first", () => take(of(2), of(2))],
  ["scatterAdd: indices must be i32 or u8, got f32; cast them first", () => scatterAdd(of(2), of(2), 2)],
  ["oneHot: indices must be i32 or u8, got f32; cast them first", () => oneHot(of(2), 2)],
  ["tensor: u8 cannot hold 300 (element 1)", () => tensor([0, 300], { dtype: "u8" })],
  ["tensor: i32 cannot hold NaN (element 0)", () => tensor(Number.NaN, { dtype: "i32" })],
  ["tensorFrom: u8 cannot hold -1 (element 0)", () => tensorFrom([1], [-1], { dtype: "u8" })],
  ["tensorFrom: i32 cannot hold 0.5 (element 2)", () => tensorFrom([3], [1, 2, 0.5], { dtype: "i32" })],
  ["full: i32 cannot hold 2147483648 (element 0)", () => full([9], 2 ** 31, { dtype: "i32" })],
  ["arange: u8 cannot hold 256 (element 256)", () => arange(300, { dtype: "u8" })],
];

const scalar = (x: Expr): Expr => square(x);
const missing = customGradient(
  (x: Expr) => square(x),
  // Safe: never; the rule must be found to give too few cotangents.
  () => [] as never,
);
const misshapen = customGradient(
  (x: Expr) => square(x),
  () => [input([3])],
);
const mistyped = customGradient(
  (x: Expr) => square(x),
  () => [input([2], { dtype: "f64" })],
);

/** `x²` with a rule that is wrong. */
const planted = (x: Expr): Expr => rebuild({ ...square(x), op: { ...square.op, pull: () => [input([3])] } }, [x]);

const gradientErrors: readonly (readonly [message: string, f: () => unknown])[] = [
  ["grad: needs a scalar, got [2]: sum it, or use jacobian", () => grad(scalar)(of(2))],
  [
    "the argument is i32[2]: derivatives by integers do not exist; use f32 or f64",
    () => grad((x: Expr) => sum(x))(indices),
  ],
  [
    "labels is i32[2]: derivatives by integers do not exist; use f32 or f64",
    () => grad((p: { labels: Expr }) => sum(p.labels))({ labels: indices }),
  ],
  [
    "a derivative by i32 values does not exist; use f32 or f64",
    () => pullback([input([2])], [input([2], { dtype: "i32" })], [input([2])]),
  ],
  [
    "pullback: the cotangent of an output has f32[3], the output f32[2]",
    () => vjp((x: Expr) => square(x), of(2))[1](of(3)),
  ],
  [
    "pullback: the cotangent of an output has f64[2], the output f32[2]",
    () => pullback([input([2])], [], [input([2], { dtype: "f64" })]),
  ],
  [
    "square: the cotangent that its rule gives argument 0 has f32[3], the argument f32[2]",
    () => grad((x: Expr) => sum(planted(x)))(of(2)),
  ],
  ["jvp: a tangent has f32[3], its argument f32[2]", () => jvp((x: Expr) => square(x), of(2), of(3))],
  ["jvp: a tangent has f32[1], its argument f32[]", () => hvp((x: Expr) => sum(square(x)))(of(), of(1))],
  ["customGradient: 1 arguments need as many cotangents, got 0", () => grad((x: Expr) => sum(missing(x)))(of(2))],
  [
    "customGradient: the cotangent of argument 0 has f32[3], the argument f32[2]",
    () => grad((x: Expr) => sum(misshapen(x)))(of(2)),
  ],
  [
    "customGradient: the cotangent of argument 0 has f64[2], the argument f32[2]",
    () => grad((x: Expr) => sum(mistyped(x)))(of(2)),
  ],
  [
    "grad: the function must return a scalar expression, got number",
    // Safe: never; the result must be found to be no expression.
    () => grad((_x: Expr) => 3 as never)(of(2)),
  ],
  [
    "jvp: a tangent has f64[2], its argument f32[2]",
    () => jvp((x: Expr) => square(x), of(2), zeros([2], { dtype: "f64" })),
  ],
];

const typeErrors: readonly (readonly [message: string, f: () => unknown])[] = [
  [
    "vjp: the cotangent: the tree {[0]} has not the form of {}",
    // Safe: never; the tree must be found to have another form.
    () => vjp((x: Expr) => square(x), of(2))[1]([of(2)] as never),
  ],
  [
    "jvp: the tangent: the tree {[0]} has not the form of {}",
    // Safe: never; the tree must be found to have another form.
    () => jvp((x: Expr) => square(x), of(2), [of(2)] as never),
  ],
  [
    "an operation takes expressions, tensors and numbers, got true (boolean)",
    // Safe: never; what is no operand must be found out.
    () => square(true as never),
  ],
];

const outside = (...values: readonly number[]): Tensor => tensorFrom([values.length], values, { dtype: "i32" });

/** What only the run of a program can find. */
const rangeErrors: readonly (readonly [message: string, f: () => unknown])[] = [
  ["take: index 3 (element 1) is outside 0 … 2", () => evaluate(take(of(3), outside(0, 3)))],
  ["take: index -1 (element 0) is outside 0 … 2", () => evaluate(take(of(3), outside(-1)))],
  ["scatterAdd: index 2 (element 1) is outside 0 … 1", () => evaluate(scatterAdd(of(2), outside(0, 2), 2))],
  ["scatterAdd: index -1 (element 0) is outside 0 … 1", () => evaluate(scatterAdd(of(1), outside(-1), 2))],
  ["oneHot: index 2 (element 1) is outside 0 … 1", () => evaluate(oneHot(outside(0, 2), 2))],
  ["oneHot: index -1 (element 0) is outside 0 … 1", () => evaluate(oneHot(outside(-1), 2))],
  ["input was given no value", () => interpret(real, [], [input([2])])([])],
  ["input x was given no value", () => interpret(real, [], [input([2], { name: "x" })])([])],
];

describe.each([
  ["ShapeError", ShapeError, shapeErrors],
  ["DTypeError", DTypeError, dtypeErrors],
  ["GradientError", GradientError, gradientErrors],
  ["TypeError", TypeError, typeErrors],
  ["RangeError", RangeError, rangeErrors],
] as const)("%s", (name, kind, table) => {
  test.each(table)("%s", (message, f) => {
    let thrown: unknown;
    try {
      f();
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(kind);
    expect(thrown).toMatchObject({ name, message });
  });
});
