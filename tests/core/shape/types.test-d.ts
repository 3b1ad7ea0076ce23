// Compiled with the tests, never run: what the compiler must infer, and what it must refuse.

import {
  add,
  type Broadcast,
  broadcastTo,
  compile,
  customGradient,
  dot,
  type Expr,
  evaluate,
  grad,
  input,
  matmul,
  max,
  mul,
  type Operand,
  outer,
  type Product,
  type Reverse,
  reshape,
  type Shape,
  type ShapeOfNested,
  scan,
  sigmoid,
  square,
  sum,
  type Tensor,
  tensor,
  transpose,
} from "@chainrule/core";

/** `true` when the two types are the same, not merely assignable to each other. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const is = <_T extends true>(): void => undefined;

const images = input([32, 784]);
const weights = input([784, 10]);
const wrong = input([300, 10]);
declare const unknownShape: Expr;
declare const unknownRows: Expr<readonly [number, 784]>;
declare const vector: Expr<readonly [3]>;
declare const block: Expr<readonly [2, 3, 4]>;

// Broadcasting, aligned from the right.
is<Same<Broadcast<readonly [2, 3], readonly [3]>, readonly [2, 3]>>();
is<Same<Broadcast<readonly [2, 1], readonly [1, 3]>, readonly [2, 3]>>();
is<Same<Broadcast<readonly [], readonly [4]>, readonly [4]>>();
is<Same<Broadcast<readonly [5, 1, 2], readonly [3, 1]>, readonly [5, 3, 2]>>();
is<Same<Broadcast<readonly [0], readonly [1]>, readonly [0]>>();
// A size that is not known may be 1, so the other one decides where it is not 1.
is<Same<Broadcast<readonly [number], readonly [3]>, readonly [3]>>();
is<Same<Broadcast<readonly [number], readonly [1]>, readonly [number]>>();
is<Same<Broadcast<readonly [number, 784], readonly [784]>, readonly [number, 784]>>();
is<Same<Broadcast<Shape, readonly [3]>, Shape>>();
is<Same<ReturnType<typeof add<readonly [2, 1], readonly [3]>>["shape"], readonly [2, 3]>>();

// Products, transposes, literals.
is<Same<Product<readonly [32, 784], readonly [784, 10]>, readonly [32, 10]>>();
is<Same<Product<readonly [5, 2, 3], readonly [3, 4]>, readonly [5, 2, 4]>>();
is<Same<Product<readonly [5, 1, 2, 3], readonly [6, 3, 4]>, readonly [5, 6, 2, 4]>>();
is<Same<Product<Shape, readonly [3, 4]>, Shape>>();
is<Same<Reverse<readonly [2, 3, 4]>, readonly [4, 3, 2]>>();
is<Same<ShapeOfNested<1>, readonly []>>();
is<Same<ShapeOfNested<readonly [readonly [1, 2, 3], readonly [4, 5, 6]]>, readonly [2, 3]>>();
is<Same<ShapeOfNested<readonly number[]>, readonly [number]>>();
is<Same<ShapeOfNested<readonly []>, readonly [0]>>();

// What the functions infer.
const product = matmul(images, weights);
is<Same<typeof product, Expr<readonly [32, 10]>>>();
const rows = matmul(unknownRows, weights);
is<Same<typeof rows, Expr<readonly [number, 10]>>>();
const turned = transpose(images);
is<Same<typeof turned, Expr<readonly [784, 32]>>>();
const literal = tensor([
  [1, 2],
  [3, 4],
  [5, 6],
]);
is<Same<typeof literal, Tensor<readonly [3, 2]>>>();
const total = sum(block);
is<Same<typeof total, Expr<readonly []>>>();
const middle = sum(block, 1);
is<Same<typeof middle, Expr<readonly [2, 4]>>>();
const last = max(block, -1);
is<Same<typeof last, Expr<readonly [2, 3]>>>();
const kept = sum(block, 1, { keepDims: true });
is<Same<typeof kept, Expr<readonly [2, 1, 4]>>>();
const several = sum(block, [0, 1]);
is<Same<typeof several, Expr>>();
const guessed = reshape(images, [-1, 28]);
is<Same<typeof guessed, Expr<readonly [number, 28]>>>();
const filled = broadcastTo(vector, [2, 3]);
is<Same<typeof filled, Expr<readonly [2, 3]>>>();
const table = outer(vector, tensor([1, 2]));
is<Same<typeof table, Expr<readonly [3, 2]>>>();

// A function of the user's, of any shape.
const swish = <S extends Shape>(x: Expr<S>): Expr<S> => mul(x, sigmoid(x));
const activated = swish(product);
is<Same<typeof activated, Expr<readonly [32, 10]>>>();
const scaled = <S extends Shape>(x: Expr<S>): Expr<S> => mul(2, add(x, 1));
is<Same<ReturnType<typeof scaled<readonly [7]>>, Expr<readonly [7]>>>();

// @ts-expect-error the inner sizes differ: [32, 784] · [300, 10]
matmul(images, wrong);
// @ts-expect-error so they do when the number of rows is not known
matmul(unknownRows, wrong);
// @ts-expect-error and in batches
matmul(block, input([2, 3, 4]));
// @ts-expect-error [2, 3] and [4] do not broadcast
add(input([2, 3]), input([4]));
// @ts-expect-error nor do [2, 3] and [3, 2], though they have as many elements
mul(input([2, 3]), input([3, 2]));
// @ts-expect-error vectors of different lengths have no inner product
dot(vector, tensor([1, 2]));
// @ts-expect-error the gradient is of a scalar, not of 3 numbers
grad((x: Expr<readonly [3]>) => square(x));

// Where a size is not known the compiler lets it pass, and the run time decides.
matmul(unknownShape, weights);
add(unknownShape, vector);
grad((_x: Expr) => unknownShape);

// Compiled functions take tensors for expressions, and numbers for scalars.
const compiled = compile((p: { w: Expr<readonly [3]>; b: Expr<readonly []> }, rate: Expr<readonly []>) =>
  mul(p.w, rate),
);
const result = compiled({ w: tensor([1, 2, 3]), b: tensor(1) }, 0.5);
is<Same<typeof result, Tensor<readonly [3]>>>();
// @ts-expect-error a vector of 2 where one of 3 is needed
compiled({ w: tensor([1, 2]), b: tensor(1) }, 0.5);
// @ts-expect-error a compiled function takes values, not expressions
compiled({ w: vector, b: tensor(1) }, 0.5);
// @ts-expect-error a field is missing
compiled({ w: tensor([1, 2, 3]) }, 0.5);

// A fold takes sequences with one axis more than its step, and gives such sequences.
const running = scan((state: Expr<readonly []>, x: Expr<readonly [2]>) => {
  const next = add(state, sum(x));
  return [next, x] as const;
});
const folded = running(tensor(0), tensor([[1, 2]]));
is<Same<typeof folded, readonly [Tensor<readonly []>, Tensor<readonly [number, 2]>]>>();
// @ts-expect-error the rows have 3 elements, the step takes 2
running(tensor(0), tensor([[1, 2, 3]]));
// @ts-expect-error the state is a scalar
running(tensor([0]), tensor([[1, 2]]));

// A gradient has the form of the argument, and its argument may be given as tensors or numbers.
const g = grad((p: { w: Expr<readonly [3]>; s: readonly [Expr<readonly []>] }) => sum(mul(p.w, p.s[0])));
const gradient = evaluate(g({ w: tensor([1, 2, 3]), s: [2] }));
is<Same<typeof gradient.w, Tensor<readonly [3]>>>();
is<Same<(typeof gradient.s)[0], Tensor<readonly []>>>();
const operand: Operand<readonly [3]> = vector;
// @ts-expect-error a matrix is no operand of shape [3]
const refused: Operand<readonly [3]> = images;
export const used = [operand, refused, rows, several];

// customGradient keeps the shapes of its arguments, for its rule too.
const layer = customGradient(
  (w: Expr<readonly [3, 2]>, h: Expr<readonly [2, 1]>) => matmul(w, h),
  (g, _y, w, h) => [matmul(g, transpose(h)), matmul(transpose(w), g)],
);
is<Same<ReturnType<typeof layer>, Expr<readonly [3, 1]>>>();
// @ts-expect-error: [4, 2] is not [3, 2]
layer(input([4, 2]), input([2, 1]));
customGradient(
  (a: Expr, b: Expr) => mul(a, b),
  // @ts-expect-error: a cotangent for each argument, not one for both
  (g) => [g],
);
