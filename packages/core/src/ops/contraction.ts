import { type Definition, define, type Two } from "../expr/define.js";
import type { Expr, Op } from "../expr/expr.js";
import { contract } from "../kernel/loops.js";
import { type Broadcast, broadcastShapes, type Show } from "../shape/broadcast.js";
import { DTypeError, ShapeError } from "../shape/errors.js";
import { at, type Shape, showShape, sizeOf } from "../shape/shape.js";
import { checkSameShape } from "./elementwise.js";
import { broadcastTo, transpose } from "./movement.js";
import { lift, type Value } from "./operand.js";

const products: Definition<Two> = define<Two>({
  name: "matmul",
  smoothness: "rational",
  infer: ([a, b]) => {
    checkContractible(a, b);
    checkSameShape("matmul, its batches", a.shape.slice(0, -2), b.shape.slice(0, -2));
    return { shape: [...a.shape.slice(0, -1), at(b.shape, b.shape.length - 1)], dtype: a.dtype };
  },
  kernel: (K, { args: [a], shape, dtype }) => {
    const [rows, columns] = [at(shape, shape.length - 2), at(shape, shape.length - 1)];
    return contract(K, dtype, sizeOf(shape.slice(0, -2)), rows, at(a.shape, a.shape.length - 1), columns);
  },
  pull: (g, { args: [a, b] }) => [matmul(g, swapLast(b)), matmul(swapLast(a), g)],
});

/** The matrices of a batch, transposed. */
const swapLast = (x: Expr): Expr => {
  const axes = x.shape.map((_, axis) => axis);
  return transpose(x, [...axes.slice(0, -2), axes.length - 1, axes.length - 2]);
};

const checkContractible = (a: Expr, b: Expr): void => {
  const [left, right] = [showShape(a.shape), showShape(b.shape)];
  if (a.shape.length < 2 || b.shape.length < 2)
    throw new ShapeError(`matmul: needs matrices (rank 2 or more), got ${left} · ${right}; dot and outer take vectors`);
  const [inner, outer] = [a.shape.at(-1), b.shape.at(-2)];
  if (inner !== outer)
    throw new ShapeError(`matmul: inner dimensions differ: ${left} · ${right} (${inner} ≠ ${outer})`);
  if (a.dtype !== b.dtype) throw new DTypeError(`matmul: dtypes differ: ${a.dtype} and ${b.dtype}; cast one of them`);
};

/** The shape of a product, the axes before the last two broadcast; `Shape` where a rank is not known. */
export type Product<A extends Shape, B extends Shape> = A extends readonly [
  ...infer BatchA extends Shape,
  infer M extends number,
  number,
]
  ? B extends readonly [...infer BatchB extends Shape, number, infer N extends number]
    ? readonly [...Broadcast<BatchA, BatchB>, M, N]
    : Shape
  : Shape;

/** `unknown` when the inner sizes agree or are not known, and otherwise a message that no argument can satisfy. */
type Contractible<A extends Shape, B extends Shape> = A extends readonly [...Shape, infer K extends number]
  ? B extends readonly [...Shape, infer L extends number, number]
    ? number extends K | L
      ? unknown
      : K extends L
        ? unknown
        : `inner dimensions differ: ${Show<A>} · ${Show<B>} (${K} ≠ ${L})`
    : unknown
  : unknown;

/** Products of matrices, with their sizes checked at compile time where they are literal. */
export interface Matmul {
  <M extends number, K extends number, N extends number>(
    a: Value<readonly [M, K]>,
    b: Value<readonly [NoInfer<K>, N]>,
  ): Expr<readonly [M, N]>;
  <A extends Shape, B extends Shape>(a: Value<A>, b: Value<B> & Contractible<A, B>): Expr<Product<A, B>>;
  readonly op: Op;
}

/**
 * `yᵢⱼ = Σₖ aᵢₖ bₖⱼ`, for each matrix of a batch; the axes before the last two broadcast. `ȧ = ẏ bᵀ`, `ḃ = aᵀ ẏ`.
 *
 * Shapes: `[…, rows, inner] · […, inner, columns] → […, rows, columns]`. Sums are kept in f64 by the interpreter.
 *
 * @throws ShapeError when an argument has rank below 2 or the inner dimensions differ; DTypeError when the dtypes differ.
 *
 * @example
 * import { evaluate, matmul, tensor } from "@chainrule/core";
 * assert.deepEqual(evaluate(matmul(tensor([[1, 2]]), tensor([[3], [4]]))).toNested(), [[11]]);
 */
export const matmul: Matmul = Object.assign(
  // Safe: `infer` computes at run time the shape that `Product` computes in the type.
  ((x: Value, y: Value): Expr => {
    const [a, b] = [lift(x), lift(y)];
    checkContractible(a, b);
    const batch = broadcastShapes("matmul", a.shape.slice(0, -2), b.shape.slice(0, -2));
    const stretch = (node: Expr): Expr => broadcastTo(node, [...batch, ...node.shape.slice(-2)]);
    return products.of([stretch(a), stretch(b)], {});
  }) as Omit<Matmul, "op"> as Matmul,
  { op: products.op },
);
