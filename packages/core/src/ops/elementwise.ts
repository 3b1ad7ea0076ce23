import { define, type One, type Two } from "../expr/define.js";
import type { Expr, Op, Smoothness } from "../expr/expr.js";
import { map, zip } from "../kernel/loops.js";
import type { Elementary } from "../number-system/elementary.js";
import { type Broadcast, type Broadcastable, broadcastShapes } from "../shape/broadcast.js";
import { DTypeError, ShapeError } from "../shape/errors.js";
import { type Shape, sameShape, showShape, sizeOf } from "../shape/shape.js";
import type { DType } from "../tensor/dtype.js";
import type { Signature } from "../tensor/signature.js";
import { checkFloating } from "../tensor/tensor.js";
import { broadcastTo } from "./movement.js";
import { commonDType, lift, type Operand, type Value } from "./operand.js";

/** A function of one value, element by element. */
export interface Unary {
  <S extends Shape = readonly []>(x: Operand<S>): Expr<S>;
  readonly op: Op;
}

/** A function of two values, element by element, after stretching them to one shape. */
export interface Binary {
  <S extends Shape>(a: number, b: Value<S>): Expr<S>;
  <S extends Shape>(a: Value<S>, b: Value<NoInfer<S>> | number): Expr<S>;
  (a: number, b: number): Expr<readonly []>;
  <A extends Shape, B extends Shape>(a: Value<A>, b: Value<B> & Broadcastable<A, B>): Expr<Broadcast<A, B>>;
  readonly op: Op;
}

/** Stretches operands to one shape by explicit `broadcastTo` nodes, so that no elementwise rule need think of it. */
export const aligned = <const O extends readonly Operand[]>(operation: string, operands: O): Nodes<O> => {
  const dtype = commonDType(operands);
  const nodes = operands.map((operand) => lift(operand, dtype));
  const shape = nodes.reduce<Shape>((common, node) => broadcastShapes(operation, common, node.shape), []);
  // Safe: `map` keeps the length.
  return nodes.map((node) => broadcastTo(node, shape)) as Nodes<O>;
};

type Nodes<O extends readonly unknown[]> = { readonly [Index in keyof O]: Expr };

/** Checks that two arguments have one shape and one dtype, and gives them. */
export const sameSignature = (operation: string, a: Expr, b: Expr): Signature => {
  checkSameShape(operation, a.shape, b.shape);
  if (a.dtype === b.dtype) return a;
  throw new DTypeError(`${operation}: dtypes differ: ${a.dtype} and ${b.dtype}; cast one of them`);
};

/** Checks that arguments were stretched to one shape, which those of a rebuilt node may not be. */
export const checkSameShape = (operation: string, a: Shape, b: Shape): void => {
  if (!sameShape(a, b))
    throw new ShapeError(`${operation}: shapes differ: ${showShape(a)} and ${showShape(b)}; broadcast them to one`);
};

/** The rules of a function of one value. */
interface UnaryRules {
  readonly name: string;
  readonly smoothness: Smoothness;
  /** Whether it is defined on `f32` and `f64` alone; default yes. */
  readonly floating?: boolean;
  /** The function, in a number system. */
  readonly of: <A>(K: Elementary<A>) => (a: A) => A;
  readonly pull: (cotangent: Expr, x: Expr, y: Expr) => Expr | undefined;
}

/** Defines a function of one value by what it does to an element and how it pulls a cotangent back. */
export const elementwise = ({ name, smoothness, floating = true, of, pull }: UnaryRules): Unary => {
  const { op, of: node } = define<One>({
    name,
    smoothness,
    infer: ([x]) => {
      if (floating) checkFloating(name, x.dtype);
      return x;
    },
    kernel: (K, { shape, dtype }) => {
      const f = of(K);
      return (a) => map(f, a, K.allocate(dtype, sizeOf(shape)));
    },
    pull: (g, y) => [pull(g, y.args[0], y)],
  });
  // Safe: `infer` returns the signature of the argument.
  return Object.assign(((x: Operand) => node([lift(x)], {})) as Omit<Unary, "op">, { op }) as Unary;
};

/** The rules of a function of two values of one shape. */
interface BinaryRules {
  readonly name: string;
  readonly smoothness: Smoothness;
  /** The dtype of the result where it is not that of the arguments. */
  readonly dtype?: DType;
  /** The function, in a number system. */
  readonly of: <A>(K: Elementary<A>) => (a: A, b: A) => A;
  readonly pull: (cotangent: Expr, a: Expr, b: Expr, y: Expr) => readonly [Expr | undefined, Expr | undefined];
}

/** Defines a function of two values by what it does to elements and how it pulls a cotangent back. */
export const binary = ({ name, smoothness, dtype: result, of, pull }: BinaryRules): Binary => {
  const { op, of: node } = define<Two>({
    name,
    smoothness,
    infer: ([a, b]) => {
      const { shape, dtype } = sameSignature(name, a, b);
      return { shape, dtype: result ?? dtype };
    },
    kernel: (K, { shape, dtype }) => {
      const f = of(K);
      return (a, b) => zip(f, a, b, K.allocate(dtype, sizeOf(shape)));
    },
    pull: (g, y) => pull(g, y.args[0], y.args[1], y),
  });
  const apply = (a: Operand, b: Operand): Expr => node(aligned(name, [a, b]), {});
  // Safe: `infer` computes at run time the shape that `Broadcast` computes in the type.
  return Object.assign(apply, { op }) as Binary;
};
