import { type Expr, topological } from "@chainrule/core";
import { type Call, callOf } from "./call.js";

/** The body of a function: the whole one, or the first argument of a `customGradient`. */
export interface Scope {
  /** The body in which this one stands. */
  readonly parent: Scope | undefined;
  readonly depth: number;
  /** What the parameters of the function stand for. */
  readonly params: readonly Expr[];
  readonly result: Expr;
}

/** A node that is written. */
export interface Placed {
  readonly node: Expr;
  readonly call: Call;
  /** The innermost body that holds all uses of the node. */
  readonly scope: Scope;
  /** How often it is used there, not counting uses as a number. */
  readonly uses: number;
  /** The function that the node is given, if it is a `customGradient`. */
  readonly body: Scope | undefined;
}

/** A program as nested bodies. */
export interface Outline {
  readonly root: Scope;
  /** The parameters that each body uses. */
  readonly used: ReadonlyMap<Scope, ReadonlySet<Expr>>;
  /** Arguments before the nodes that use them. */
  readonly placed: readonly Placed[];
}

const scopeOf = (params: readonly Expr[], result: Expr, parent?: Scope): Scope => ({
  parent,
  depth: parent === undefined ? 0 : parent.depth + 1,
  params,
  result,
});

/** The innermost body that holds both. */
const meet = (a: Scope, b: Scope): Scope => {
  let [inner, other] = [a, b];
  while (inner !== other) {
    if (inner.depth < other.depth) [inner, other] = [other, inner];
    // Bodies of one program meet in the outermost one, which alone has no parent.
    inner = inner.parent ?? inner;
  }
  return inner;
};

/** The innermost of the bodies around a place, the place's own first, whose function has the node as a parameter. */
export const binderOf = (node: Expr, from: Scope): Scope | undefined => {
  for (let scope: Scope | undefined = from; scope !== undefined; scope = scope.parent)
    if (scope.params.includes(node)) return scope;
  return undefined;
};

const isParameter = (node: Expr | undefined, from: Scope): boolean =>
  node !== undefined && binderOf(node, from) !== undefined;

const countUses = (order: readonly Expr[]): ReadonlyMap<Expr, number> => {
  const uses = new Map<Expr, number>();
  for (const { args } of order) for (const arg of args) uses.set(arg, (uses.get(arg) ?? 0) + 1);
  return uses;
};

/** Finds how each node is to be called, in which body it belongs, and how often it is used. */
export const outline = (inputs: readonly Expr[], output: Expr): Outline => {
  const root = scopeOf(inputs, output);
  const order = topological([output]);
  const edges = countUses(order);
  const isHidden = (node: Expr): boolean => edges.get(node) === 1 && node.name === undefined;

  const used = new Map<Scope, Set<Expr>>();
  const found = new Map<Expr, { scope: Scope; uses: number }>();
  const use = (node: Expr, from: Scope): void => {
    const binder = binderOf(node, from);
    const known = found.get(node);
    if (binder !== undefined) used.set(binder, (used.get(binder) ?? new Set()).add(node));
    else if (known === undefined) found.set(node, { scope: from, uses: 1 });
    else found.set(node, { scope: meet(known.scope, from), uses: known.uses + 1 });
  };

  use(output, root);
  // Users come before their arguments, so that all uses of a node are known when its turn comes.
  const placed = order.toReversed().flatMap((node): readonly Placed[] => {
    const place = found.get(node);
    if (place === undefined) return [];
    const called = callOf(node, isHidden);
    // A parameter is written as such, whatever it stands for.
    const numbers = called.numbers.filter((index) => !isParameter(called.args[index], place.scope));
    const call = { ...called, numbers };
    const [result, ...params] = node.args;
    const body =
      node.op.name === "customGradient" && result !== undefined ? scopeOf(params, result, place.scope) : undefined;
    call.args.forEach((arg, index) => {
      if (!numbers.includes(index)) use(arg, index === 0 && body !== undefined ? body : place.scope);
    });
    return [{ node, call, body, ...place }];
  });
  return { root, used, placed: placed.toReversed() };
};
