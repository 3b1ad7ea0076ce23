import type { Kernel } from "../kernel/kernel.js";
import type { Elementary } from "../number-system/elementary.js";
import type { Shape } from "../shape/shape.js";
import { type Signature, showSignature } from "../tensor/signature.js";
import type { Expr, Op, Param, Params, Smoothness } from "./expr.js";

/** A parameter that nobody else can write to: lists are copied. */
const frozen = (param: Param): Param => (Array.isArray(param) ? Object.freeze(param.map(frozen)) : param);

class Node implements Expr {
  readonly op: Op;
  readonly args: readonly Expr[];
  readonly params: Params;
  readonly shape: Shape;
  readonly dtype: Expr["dtype"];
  readonly name: string | undefined;

  constructor(op: Op, args: readonly Expr[], params: Params, signature: Signature, name: string | undefined) {
    this.op = op;
    this.args = Object.freeze(args.slice());
    this.params = Object.freeze(Object.fromEntries(Object.entries(params).map(([key, param]) => [key, frozen(param)])));
    this.shape = Object.freeze(signature.shape.slice());
    this.dtype = signature.dtype;
    this.name = name;
    Object.freeze(this);
  }

  toString(): string {
    const called = this.name === undefined ? this.op.name : `${this.op.name} (${this.name})`;
    return `${called} ${showSignature(this)}, an expression: compile or evaluate it for its value`;
  }

  /** `x + 1`, `x < 0` and `if (x)` would otherwise be accepted where types are not checked; the first two are errors. */
  [Symbol.toPrimitive](hint: string): string {
    if (hint === "string") return this.toString();
    throw new TypeError("an expression is not a number: use add, mul, less, where … in place of +, *, <, ?: …");
  }

  /** What Node's console shows. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }
}

/** Whether a value is a node of a graph. */
export const isExpr = (value: unknown): value is Expr => value instanceof Node;

/** The arguments that operations take: so many, or any number. */
export type One = readonly [Expr];
export type Two = readonly [Expr, Expr];
export type Three = readonly [Expr, Expr, Expr];
export type Many = readonly Expr[];

/** A node whose arguments are known to be `Args` and whose parameters are known to be `P`. */
export interface NodeOf<Args extends Many, P extends Params> extends Expr {
  readonly args: Args;
  readonly params: P;
}

/** The parameters of an operation that has none. */
type NoParams = Readonly<Record<never, never>>;

/** The rules of an operation with arguments `Args` and parameters `P`. */
export interface Rules<Args extends Many, P extends Params> {
  readonly name: string;
  readonly smoothness: Smoothness;
  infer(args: Args, params: P): Signature;
  kernel<A>(K: Elementary<A>, node: NodeOf<Args, P>): Kernel<A>;
  pull(cotangent: Expr, node: NodeOf<Args, P>): readonly (Expr | undefined)[];
}

/** An operation: its rules, and the function that makes its nodes. */
export interface Definition<Args extends Many, P extends Params = NoParams> {
  readonly op: Op;
  readonly of: (args: Args, params: P, name?: string) => Expr;
}

/** Defines an operation. Nodes are made by the `of` that this returns, and in no other way. */
export const define = <Args extends Many, P extends Params = NoParams>(rules: Rules<Args, P>): Definition<Args, P> => {
  const op: Op = Object.freeze(rules);
  return { op, of: (args, params, name) => new Node(op, args, params, rules.infer(args, params), name) };
};

/**
 * The same node with other arguments or another name; `rebuild({ ...node, params }, args)` is one with other parameters.
 *
 * @throws what the operation throws where the arguments do not fit, such as ShapeError.
 *
 * @example
 * import { input, rebuild, tanh } from "@chainrule/core";
 * assert.deepEqual(rebuild(tanh(input([3])), [input([2])]).shape, [2]);
 */
export const rebuild = (node: Expr, args: readonly Expr[], name: string | undefined = node.name): Expr =>
  new Node(node.op, args, node.params, node.op.infer(args, node.params), name);
