import { type Expr, topological } from "@chainrule/core";

/** What becomes of a node whose arguments became these. */
export type Build = (node: Expr, args: readonly Expr[]) => Expr;

/** A graph made anew from another, node by node, arguments first. Iterative, and linear in the graph. */
export const mapGraph = (output: Expr, build: Build): Expr => {
  const built = new Map<Expr, Expr>();
  for (const node of topological([output]))
    built.set(
      node,
      build(
        node,
        node.args.map((arg) => built.get(arg) ?? arg),
      ),
    );
  return built.get(output) ?? output;
};

/** Whether a node has these arguments already, and so need not be built anew. */
export const hasArgs = (node: Expr, args: readonly Expr[]): boolean =>
  args.every((arg, index) => arg === node.args[index]);
