import type { Expr, OpName } from "@chainrule/core";
import { ops } from "@chainrule/core/backend";

/** The operations that compute each element from the elements at the same index. */
export const elementwiseNames = [
  ...(["add", "sub", "mul", "div", "neg", "pow", "exp", "expm1", "log", "log1p", "sqrt", "square"] as const),
  ...(["reciprocal", "sin", "cos", "tanh", "sigmoid", "softplus", "erf", "abs", "sign", "relu"] as const),
  ...(["maximum", "minimum", "equal", "notEqual", "less", "lessEqual", "greater", "greaterEqual"] as const),
  ...(["where", "cast"] as const),
] as const satisfies readonly OpName[];

export type ElementwiseName = (typeof elementwiseNames)[number];

const names = new Map<Expr["op"], ElementwiseName>(elementwiseNames.map((name) => [ops[name].op, name]));

/** The name of a node's operation, where it is elementwise. */
export const elementwiseName = ({ op }: Expr): ElementwiseName | undefined => names.get(op);

export const isElementwise = (node: Expr): boolean => elementwiseName(node) !== undefined;
