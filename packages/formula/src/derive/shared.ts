import { type Expr, identity, isOp, program, rewrite, topological } from "@chainrule/core";

/** A graph in which what is computed twice is one node, so that it has one name. */
export interface Shared {
  /** The loss; one that is a parameter itself needs an equation too, so it is another name for that. */
  readonly root: Expr;
  readonly parameters: readonly Expr[];
  /** The names of nodes in this graph. */
  readonly given: ReadonlyMap<Expr, string>;
  /** The node of the graph that was given. */
  readonly originOf: (node: Expr) => Expr;
}

const isLeaf = (node: Expr): boolean => isOp(node, "input") || isOp(node, "constant");

/** The graph of a loss and of parameters with common subexpressions as one. */
export const shared = (loss: Expr, nodes: readonly Expr[], names: ReadonlyMap<Expr, string>): Shared => {
  const order = topological([loss, ...nodes]);
  const { outputs } = rewrite(
    [],
    program(
      order.filter((node) => isOp(node, "input")),
      order,
    ),
  );
  const rewritten = new Map(order.map((node, place) => [node, outputs[place] ?? node]));
  const origins = new Map(order.map((node) => [rewritten.get(node) ?? node, node]));
  const found = (node: Expr): Expr => rewritten.get(node) ?? node;
  const root = found(loss);
  return {
    root: isLeaf(root) ? identity(root) : root,
    parameters: nodes.map(found),
    given: new Map([...names].map(([node, name]) => [found(node), name])),
    originOf: (node) => origins.get(node) ?? node,
  };
};
