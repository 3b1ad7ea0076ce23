// Operations that belong together: what moves values, and what softmax and log-sum-exp are made of.

import { type Expr, isOp, type OpName } from "@chainrule/core";

/** Operations in which nothing happens. */
const quiet: readonly OpName[] = [
  "input",
  "constant",
  "identity",
  "broadcastTo",
  "reshape",
  "transpose",
  "cast",
  "stopGradient",
];

export const isOneOf = (names: readonly OpName[], node: Expr): boolean => names.some((name) => isOp(node, name));

/** Whether a node only moves, repeats or renames a value, or is one that was given. */
export const isQuiet = (node: Expr): boolean => isOneOf(quiet, node);

/** What a softmax or a log-sum-exp is made of, from the largest element by which it is shifted on: to cut there would hide it. */
export const inComposites = (order: readonly Expr[]): ReadonlySet<Expr> => {
  const inside = new Set<Expr>();
  for (const node of order) {
    const [arg] = node.args;
    const isShift = isOp(node, "stopGradient") && arg !== undefined && isOp(arg, "max");
    if (isShift) inside.add(arg).add(node);
    const isShifted = isOneOf(["broadcastTo", "sub", "exp", "sumTo", "log", "reshape"], node);
    if (isShifted && node.args.some((other) => inside.has(other))) inside.add(node);
  }
  return inside;
};

/** The node in which a value was computed, or got a name, that is only moved, repeated or renamed since. */
export const sourceOf = (node: Expr, isNamed: (node: Expr) => boolean = () => false): Expr => {
  const [arg] = node.args;
  return isQuiet(node) && !isNamed(node) && arg !== undefined ? sourceOf(arg, isNamed) : node;
};

/** Whether a node is a softmax of which no logarithm is taken: with one, derivatives are simpler through both. */
export const isSoftmax = (node: Expr, inside: ReadonlySet<Expr>, users: readonly Expr[]): boolean => {
  const [above, below] = node.args;
  const isQuotient = isOp(node, "div") && above !== undefined && isOp(above, "exp") && inside.has(above);
  const isOfSum = below !== undefined && isOp(sourceOf(below), "sumTo") && inside.has(sourceOf(below));
  return isQuotient && isOfSum && !users.some((user) => isOp(user, "log"));
};
