import { type Definition, define, type Many, type One } from "../expr/define.js";
import type { Expr } from "../expr/expr.js";
import { map } from "../kernel/loops.js";
import { GradientError } from "../shape/errors.js";
import { at, type Shape, sameShape, sizeOf } from "../shape/shape.js";
import { showSignature } from "../tensor/signature.js";
import { lift, type Operand, type Value } from "./operand.js";

const aliases: Definition<One> = define<One>({
  name: "identity",
  smoothness: "rational",
  infer: ([x]) => x,
  kernel: () => (a) => a,
  pull: (g) => [g],
});

/**
 * `y = x`: the same value as another node, so that derivatives with respect to one are not those with respect to the other.
 *
 * @example
 * import { evaluate, identity, tensor } from "@chainrule/core";
 * assert.deepEqual(evaluate(identity(tensor([1, 2]))).toNested(), [1, 2]);
 */
export const identity = Object.assign(
  // Safe: `infer` returns the signature of the argument.
  <S extends Shape>(x: Operand<S>): Expr<S> => aliases.of([lift(x)], {}) as Expr<S>,
  { op: aliases.op },
);

/**
 * `y = x`, shown by printers under a name.
 *
 * @example
 * import { named, square, tensor } from "@chainrule/core";
 * assert.equal(named("z", square(tensor([1, 2]))).name, "z");
 */
export const named = <S extends Shape>(name: string, x: Operand<S>): Expr<S> =>
  // Safe: `infer` returns the signature of the argument.
  aliases.of([lift(x)], {}, name) as Expr<S>;

const stops: Definition<One> = define<One>({
  name: "stopGradient",
  smoothness: "rational",
  infer: ([x]) => x,
  kernel:
    (K, { shape, dtype }) =>
    (a) =>
      map(K.detach, a, K.allocate(dtype, sizeOf(shape))),
  pull: () => [undefined],
});

/**
 * `y = x`, taken as a constant by every derivative.
 *
 * @example
 * import { evaluate, grad, mul, stopGradient, tensor, type Expr } from "@chainrule/core";
 * const f = grad((x: Expr<readonly []>) => mul(x, stopGradient(x)));
 * assert.equal(evaluate(f(tensor(3))).toNumber(), 3); // not 6
 */
export const stopGradient = Object.assign(
  // Safe: `infer` returns the signature of the argument.
  <S extends Shape>(x: Operand<S>): Expr<S> => stops.of([lift(x)], {}) as Expr<S>,
  { op: stops.op },
);

/** Cotangents of the arguments, from the cotangent of the result, the result, and the arguments. */
type Rule = (cotangent: Expr, result: Expr, ...args: Expr[]) => readonly (Expr | undefined)[];

const customs: Definition<Many, { rule: Rule }> = define<Many, { rule: Rule }>({
  name: "customGradient",
  smoothness: "rational",
  infer: (args) => at(args, 0),
  kernel: () => (result) => result,
  pull: (g, node) => {
    const [, ...args] = node.args;
    const cotangents = node.params.rule(g, node, ...args);
    if (cotangents.length !== args.length)
      throw new GradientError(
        `customGradient: ${args.length} arguments need as many cotangents, got ${cotangents.length}`,
      );
    return [undefined, ...cotangents.map((cotangent, index) => checkedCotangent(cotangent, at(args, index), index))];
  },
});

const checkedCotangent = (cotangent: Expr | undefined, arg: Expr, index: number): Expr | undefined => {
  if (cotangent === undefined || (sameShape(cotangent.shape, arg.shape) && cotangent.dtype === arg.dtype))
    return cotangent;
  throw new GradientError(
    `customGradient: the cotangent of argument ${index} has ${showSignature(cotangent)}, ` +
      `the argument ${showSignature(arg)}`,
  );
};

/**
 * The function `f` with a pullback of your own: `rule(cotangent, result, ...args)` gives the cotangent of each argument.
 *
 * @throws GradientError when a cotangent is missing, or has another shape or dtype than its argument.
 *
 * @example
 * import { customGradient, evaluate, grad, mul, sign, sum, tensor, type Expr } from "@chainrule/core";
 * // The straight-through estimator: the sign, with the derivative of the identity.
 * const binarise = customGradient((x: Expr) => sign(x), (g) => [g]);
 * const f = grad((x: Expr) => sum(mul(binarise(x), 3)));
 * assert.deepEqual(evaluate(f(tensor([0.5, -2]))).toNested(), [3, 3]);
 */
export const customGradient = Object.assign(
  <Nodes extends readonly Expr[], R extends Shape>(
    f: (...args: Nodes) => Expr<R>,
    rule: (cotangent: Expr<R>, result: Expr<R>, ...args: Nodes) => { readonly [I in keyof Nodes]: Expr | undefined },
  ): ((...args: Values<Nodes>) => Expr<R>) => {
    return (...args) => {
      // Safe: lifting keeps the number of arguments and their shapes.
      const nodes = args.map((arg) => lift(arg)) as readonly Expr[] as Nodes;
      // Safe: the node has the signature of `f`'s result, and its rule meets only cotangents and arguments of this call.
      return customs.of([f(...nodes), ...nodes], { rule: rule as never as Rule }) as Expr<R>;
    };
  },
  { op: customs.op },
);

/** What may stand for nodes: nodes or tensors of the same shapes. */
type Values<Nodes extends readonly Expr[]> = {
  readonly [I in keyof Nodes]: Nodes[I] extends Expr<infer S> ? Value<S> : never;
};
