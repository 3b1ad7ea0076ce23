import { rebuild } from "../expr/define.js";
import type { Expr, Op } from "../expr/expr.js";
import { interpret } from "../interpret/interpret.js";
import { real } from "../number-system/real.js";
import { square } from "../ops/analytic.js";
import { add, div, mul, neg, sub } from "../ops/arithmetic.js";
import { isOp, type OpName, ops } from "../ops/index.js";
import { constant } from "../ops/leaf.js";
import { broadcastTo, reshape, sumTo, transpose } from "../ops/movement.js";
import { lift } from "../ops/operand.js";
import { at, type Shape, sameShape, sizeOf } from "../shape/shape.js";
import { isFloating } from "../tensor/dtype.js";
import { tensorFrom } from "../tensor/tensor.js";
import { type Rule, uniform } from "./rule.js";

/** The first argument of a node, where it is of the operation. */
const argOf = (node: Expr | undefined, name: OpName): Expr | undefined =>
  node !== undefined && isOp(node, name) ? node.args[0] : undefined;

/** The right side of a rule on nodes of one operation. */
const on =
  (op: OpName, right: (node: Expr, ...args: readonly Expr[]) => Expr | undefined) =>
  (node: Expr): Expr | undefined =>
    isOp(node, op) ? right(node, ...node.args) : undefined;

/** The right side of a rule on nodes of one operation with two arguments. */
const onTwo = (op: OpName, right: (a: Expr, b: Expr) => Expr | undefined) =>
  on(op, (_node, a, b) => (a === undefined || b === undefined ? undefined : right(a, b)));

const unless = <A>(condition: boolean, value: () => A): A | undefined => (condition ? undefined : value());

/** The one argument that is not the number, whichever side it stands on. */
const besides = (number: number, a: Expr, b: Expr): Expr | undefined => {
  if (uniform(a) === number) return b;
  return uniform(b) === number ? a : undefined;
};

/** What differentiation needs and running does not. */
const erasures: readonly Rule[] = [
  {
    name: "erase-identity",
    law: "identity(x) = x",
    apply: on("identity", (node, x) => unless(node.name !== undefined, () => x)),
  },
  { name: "erase-stop", law: "stopGradient(x) = x", apply: on("stopGradient", (_node, x) => x) },
  { name: "erase-custom", law: "customGradient(y, …) = y", apply: on("customGradient", (_node, y) => y) },
];

/** Neutral elements and signs. Each keeps every value but the sign of a zero. */
const algebra: readonly Rule[] = [
  { name: "add-zero", law: "x + 0 = x", apply: onTwo("add", (a, b) => besides(0, a, b)) },
  { name: "sub-zero", law: "x − 0 = x", apply: onTwo("sub", (a, b) => (uniform(b) === 0 ? a : undefined)) },
  { name: "zero-sub", law: "0 − x = −x", apply: onTwo("sub", (a, b) => (uniform(a) === 0 ? neg(b) : undefined)) },
  { name: "mul-one", law: "x · 1 = x", apply: onTwo("mul", (a, b) => besides(1, a, b)) },
  { name: "div-one", law: "x / 1 = x", apply: onTwo("div", (a, b) => (uniform(b) === 1 ? a : undefined)) },
  {
    name: "mul-minus-one",
    law: "x · (−1) = −x",
    apply: onTwo("mul", (a, b) => {
      const x = besides(-1, a, b);
      return x === undefined ? undefined : neg(x);
    }),
  },
  {
    name: "mul-reciprocal",
    law: "x · (1/y) = x / y",
    apply: onTwo("mul", (a, b) => {
      const [left, right] = [argOf(a, "reciprocal"), argOf(b, "reciprocal")];
      if (right !== undefined) return div(a, right);
      return left === undefined ? undefined : div(b, left);
    }),
  },
  { name: "neg-neg", law: "−(−x) = x", apply: on("neg", (_node, x) => argOf(x, "neg")) },
  {
    name: "add-neg",
    law: "a + (−b) = a − b",
    apply: onTwo("add", (a, b) => {
      const [left, right] = [argOf(a, "neg"), argOf(b, "neg")];
      if (right !== undefined) return sub(a, right);
      return left === undefined ? undefined : sub(b, left);
    }),
  },
  {
    name: "sub-neg",
    law: "a − (−b) = a + b",
    apply: onTwo("sub", (a, b) => {
      const right = argOf(b, "neg");
      return right === undefined ? undefined : add(a, right);
    }),
  },
  {
    name: "mul-self",
    law: "x · x = x²",
    apply: onTwo("mul", (a, b) => unless(a !== b || !isReal(a), () => square(a))),
  },
  {
    name: "where-same",
    law: "where(c, x, x) = x",
    apply: on("where", (_node, _condition, a, b) => unless(a !== b, () => a)),
  },
  { name: "pow-one", law: "x¹ = x", apply: onTwo("pow", (a, b) => unless(uniform(b) !== 1, () => a)) },
  {
    name: "pow-two",
    law: "x^2 = x²",
    apply: onTwo("pow", (a, b) => unless(uniform(b) !== 2 || !isReal(a), () => square(a))),
  },
];

/** Squares and factors that need not be whole exist for reals alone. */
const isReal = ({ dtype }: Expr): boolean => isFloating(dtype);

/** The right side of a rule on an operation that, done twice, needs to be done only once. */
const twice = (op: OpName, once: (x: Expr, shape: Shape) => Expr) =>
  on(op, (node, x) => {
    const inner = argOf(x, op);
    return inner === undefined ? undefined : once(inner, node.shape);
  });

/** Movements that follow one another are one. */
const movement: readonly Rule[] = [
  {
    name: "reshape-uniform",
    law: "reshape(broadcastTo(c)) = broadcastTo(c)",
    apply: on("reshape", (node) => {
      const value = uniform(node);
      return value === undefined ? undefined : broadcastTo(lift(value, node.dtype), node.shape);
    }),
  },
  { name: "reshape-reshape", law: "reshape(reshape(x)) = reshape(x)", apply: twice("reshape", reshape) },
  {
    name: "transpose-transpose",
    law: "(xᵀ)ᵀ = x",
    apply: on("transpose", (node, x) => {
      const inner = argOf(x, "transpose");
      if (x === undefined || inner === undefined) return undefined;
      const axes = axesOf(node).map((axis) => at(axesOf(x), axis));
      return axes.every((axis, index) => axis === index) ? inner : transpose(inner, axes);
    }),
  },
  {
    name: "broadcast-broadcast",
    law: "broadcastTo(broadcastTo(x)) = broadcastTo(x)",
    apply: twice("broadcastTo", broadcastTo),
  },
  { name: "sum-sum", law: "sumTo(sumTo(x)) = sumTo(x)", apply: twice("sumTo", sumTo) },
  {
    name: "sum-of-repeats",
    law: "sumTo(broadcastTo(x)) = n · x",
    apply: on("sumTo", (node, x) => {
      const inner = argOf(x, "broadcastTo");
      if (x === undefined || inner === undefined || !isReal(inner) || !sameShape(inner.shape, node.shape))
        return undefined;
      // Of no repeats the sum is 0, even where x is infinite.
      return unless(sizeOf(x.shape) === 0, () => mul(sizeOf(x.shape) / sizeOf(inner.shape), inner));
    }),
  },
];

const axesOf = (node: Expr): readonly number[] => {
  const { axes } = node.params;
  return Array.isArray(axes) ? axes.filter((axis) => typeof axis === "number") : [];
};

/** Operations that treat every element alike, whose arguments have the shape of the result. */
const elementwise: ReadonlySet<Op> = new Set(
  (
    [
      ...(["add", "sub", "mul", "div", "neg", "pow", "square", "reciprocal", "exp", "expm1", "log", "log1p"] as const),
      ...(["sqrt", "sin", "cos", "tanh", "sigmoid", "softplus", "erf", "abs", "sign", "relu", "cast"] as const),
      ...(["maximum", "minimum", "equal", "notEqual", "less", "lessEqual", "greater", "greaterEqual"] as const),
    ] satisfies readonly OpName[]
  ).map((name) => ops[name].op),
);

/** Work on a value before it is repeated, not after. */
const repeats: readonly Rule[] = [
  {
    name: "repeat-last",
    law: "f(broadcastTo(x), broadcastTo(y)) = broadcastTo(f(x, y))",
    apply: (node) => {
      if (!elementwise.has(node.op)) return undefined;
      const sources = node.args.map((arg) => argOf(arg, "broadcastTo"));
      const [first] = sources;
      const fits =
        first !== undefined && sources.every((source) => source !== undefined && sameShape(source.shape, first.shape));
      if (!fits) return undefined;
      return broadcastTo(
        rebuild(
          node,
          sources.flatMap((source) => source ?? []),
          undefined,
        ),
        node.shape,
      );
    },
  },
];

/** What depends on constants alone is a constant, unless that would take more memory than its arguments do. */
const folding: readonly Rule[] = [
  {
    name: "fold-constants",
    law: "f(c) is a constant",
    apply: (node) => {
      const largest = node.args.reduce((most, { shape }) => Math.max(most, sizeOf(shape)), 0);
      const foldable =
        node.args.length > 0 && node.args.every((arg) => isOp(arg, "constant")) && sizeOf(node.shape) <= largest;
      if (!foldable) return undefined;
      const [values] = interpret(real, [], [node])([]);
      return values === undefined
        ? undefined
        : constant(tensorFrom(node.shape, values, { dtype: node.dtype }), node.name);
    },
  },
];

/** Every rewrite of the simplifier, in the order in which they are tried on a node. */
export const rules: readonly Rule[] = [...erasures, ...folding, ...algebra, ...movement, ...repeats];
