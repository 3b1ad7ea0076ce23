import { type Expr, isOp } from "@chainrule/core";

/** What a node is without the names around it. */
export const unnamed = (node: Expr): Expr => {
  let source = node;
  while (isOp(source, "identity") && source.args[0] !== undefined) source = source.args[0];
  return source;
};
