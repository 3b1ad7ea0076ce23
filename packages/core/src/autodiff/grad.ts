import { isExpr } from "../expr/define.js";
import type { Expr } from "../expr/expr.js";
import { identity } from "../ops/identity.js";
import { input } from "../ops/leaf.js";
import { lift } from "../ops/operand.js";
import { GradientError } from "../shape/errors.js";
import { at, type Shape, sameShape, showShape } from "../shape/shape.js";
import { isFloating } from "../tensor/dtype.js";
import { showSignature } from "../tensor/signature.js";
import { leavesLike, leavesOf, mapLeaves, replaceLeaves } from "../tree/tree.js";
import type { Operands, Symbolic } from "../tree/types.js";
import { fullLike, pullback } from "./pullback.js";

/** A message that no result can satisfy, where the type shows that it is not a scalar. */
type ScalarOnly<S extends Shape> = number extends S["length"]
  ? unknown
  : S["length"] extends 0
    ? unknown
    : "the result is not a scalar: sum it, or use jacobian";

/** A function of trees of expressions with a scalar result. */
export type ScalarFunction<Args extends readonly unknown[], S extends Shape> = (
  ...args: Args
) => Expr<S> & ScalarOnly<S>;

/** A tree with every leaf a node of its own, so that derivatives are with respect to this place alone, and a list of those nodes. */
const own = (tree: unknown): { readonly tree: unknown; readonly nodes: readonly Expr[] } => {
  const owned = mapLeaves(tree, (leaf) => identity(leaf));
  const nodes = leavesOf(owned).map(({ leaf, path }) => {
    const node = lift(leaf);
    if (isFloating(node.dtype)) return node;
    const what = path === "" ? "the argument" : path;
    throw new GradientError(`${what} is ${showSignature(node)}: derivatives by integers do not exist; use f32 or f64`);
  });
  return { tree: owned, nodes };
};

/** The arguments with every leaf a node. */
const lifted = (args: readonly unknown[]): readonly unknown[] =>
  args.map((arg) => mapLeaves(arg, (leaf) => lift(leaf)));

/** The first of a function's arguments. */
type First<Args extends readonly unknown[]> = Args[0];

/** The arguments of a function as a caller may give them. */
type Given<Args extends readonly unknown[]> = { readonly [I in keyof Args]: Operands<Args[I]> };

/**
 * The function `x ↦ [f(x), ∇f(x)]`: the value and the gradient with respect to the first argument, from one graph.
 *
 * @throws GradientError when the result is not a scalar, or the argument holds integers.
 *
 * @example
 * import { evaluate, square, sum, tensor, valueAndGrad, type Expr } from "@chainrule/core";
 * const f = valueAndGrad((x: Expr) => sum(square(x)));
 * const [value, gradient] = evaluate(f(tensor([1, 2])));
 * assert.equal(value.toNumber(), 5);
 * assert.deepEqual(gradient.toNested(), [2, 4]);
 */
export const valueAndGrad =
  <Args extends readonly unknown[], S extends Shape>(f: ScalarFunction<Args, S>) =>
  (...args: Given<Args>): readonly [Expr<readonly []>, Symbolic<First<Args>>] => {
    const [first, ...rest] = args;
    const { tree, nodes } = own(first);
    // Safe: the first argument was rebuilt with the same form, the others lifted with theirs.
    const value: Expr = f(...([tree, ...lifted(rest)] as readonly unknown[] as Args));
    if (!isExpr(value))
      throw new GradientError(`grad: the function must return a scalar expression, got ${typeof value}`);
    if (value.shape.length !== 0)
      throw new GradientError(`grad: needs a scalar, got ${showShape(value.shape)}: sum it, or use jacobian`);
    const gradients = pullback([value], nodes, [fullLike(value, 1)]);
    // Safe: the value was found to be a scalar, and the gradient has the form of the argument.
    return [value as Expr<readonly []>, replaceLeaves(tree, gradients) as Symbolic<First<Args>>];
  };

/**
 * The function `x ↦ ∇f(x)`: the gradient with respect to the first argument, a tree of the same form.
 *
 * @throws GradientError when the result is not a scalar, or the argument holds integers.
 *
 * @example
 * import { evaluate, grad, mul, square, sum, tensor, type Expr } from "@chainrule/core";
 * const f = (p: { w: Expr; b: Expr }) => sum(mul(p.w, square(p.b)));
 * const { w, b } = evaluate(grad(f)({ w: tensor([2]), b: tensor([3]) }));
 * assert.deepEqual([w.toNested(), b.toNested()], [[9], [12]]);
 */
export const grad =
  <Args extends readonly unknown[], S extends Shape>(f: ScalarFunction<Args, S>) =>
  (...args: Given<Args>): Symbolic<First<Args>> =>
    valueAndGrad(f)(...args)[1];

/**
 * The value of `f` and its pullback: `ȳ ↦ ȳᵀ J`, for trees of arguments and results.
 *
 * @throws GradientError when a cotangent has not the shape and dtype of its result; TypeError when the tree of cotangents has not the form
 * of the result.
 *
 * @example
 * import { evaluate, square, tensor, vjp, type Expr } from "@chainrule/core";
 * const [, pull] = vjp((x: Expr) => square(x), tensor([3, 4]));
 * assert.deepEqual(evaluate(pull(tensor([1, 10]))).toNested(), [6, 80]);
 */
export const vjp = <X, Y>(f: (x: X) => Y, x: Operands<X>): readonly [Y, (cotangent: Operands<Y>) => Symbolic<X>] => {
  const { tree, nodes } = own(x);
  // Safe: every operand became the expression for which it stands.
  const y = f(tree as X);
  const outputs = leavesOf(y).map(({ leaf }) => lift(leaf));
  return [
    y,
    (cotangent) => {
      const leaves = leavesLike("vjp: the cotangent", y, cotangent);
      const cotangents = leaves.map((leaf, index) => lift(leaf, at(outputs, index).dtype));
      // Safe: there is one gradient for each leaf of `x`, in order.
      return replaceLeaves(tree, pullback(outputs, nodes, cotangents)) as Symbolic<X>;
    },
  ];
};

/**
 * The value of `f` and its derivative along a tangent: `ẋ ↦ J ẋ`.
 *
 * It is the transpose of the pullback: `ȳ ↦ ȳᵀ J` is linear in `ȳ`, so pulling `ẋ` back through it gives `J ẋ`, for any `ȳ`. There is no
 * second set of rules. The tangent of an integer result is 0.
 *
 * @throws GradientError when a tangent has not the shape and dtype of its argument; TypeError when the tree of tangents has not the form
 * of the argument.
 *
 * @example
 * import { evaluate, jvp, square, tensor, type Expr } from "@chainrule/core";
 * const [, dy] = jvp((x: Expr) => square(x), tensor([3, 4]), tensor([1, 10]));
 * assert.deepEqual(evaluate(dy).toNested(), [6, 80]);
 */
export const jvp = <X, Y>(f: (x: X) => Y, x: Operands<X>, tangent: Operands<X>): readonly [Y, Symbolic<Y>] => {
  const { tree, nodes } = own(x);
  // Safe: every operand became the expression for which it stands.
  const y = f(tree as X);
  const outputs = leavesOf(y).map(({ leaf }) => lift(leaf));
  const reals = outputs.filter(({ dtype }) => isFloating(dtype));
  const cotangents = reals.map(({ shape, dtype }) => input(shape, { dtype }));
  const pulled = pullback(reals, nodes, cotangents);
  const tangents = leavesLike("jvp: the tangent", tree, tangent).map((leaf, index) =>
    lift(leaf, at(nodes, index).dtype),
  );
  nodes.forEach((node, index) => {
    const given = at(tangents, index);
    if (!sameShape(node.shape, given.shape) || node.dtype !== given.dtype)
      throw new GradientError(`jvp: a tangent has ${showSignature(given)}, its argument ${showSignature(node)}`);
  });
  const pushed = pullback(pulled, cotangents, tangents);
  const tangentOf = (output: Expr): Expr => pushed[reals.indexOf(output)] ?? fullLike(output, 0);
  // Safe: there is one tangent for each leaf of `y`, in order.
  return [y, replaceLeaves(y, outputs.map(tangentOf)) as Symbolic<Y>];
};

/**
 * The product of the Hessian of `f` at `x` with a vector: `∇²f(x) v`, without forming the Hessian.
 *
 * @throws GradientError when the result is not a scalar, or the vector has not the form of the argument.
 *
 * @example
 * import { evaluate, hvp, mul, square, sum, tensor, type Expr } from "@chainrule/core";
 * const cube = (x: Expr) => sum(mul(x, square(x)));
 * assert.deepEqual(evaluate(hvp(cube)(tensor([1, 2]), tensor([1, 1]))).toNested(), [6, 12]);
 */
export const hvp =
  <X, S extends Shape>(f: ScalarFunction<readonly [X], S>) =>
  (x: Operands<X>, vector: Operands<X>): Symbolic<X> =>
    // Safe: nodes are operands, and the tangent of a gradient has the form of the gradient, which has that of `x`.
    jvp((point: X) => grad(f)(point as Operands<X>), x, vector)[1] as Symbolic<X>;
