import { type Expr, GradientError, isExpr, isFloating, leavesOf, showSignature } from "@chainrule/core";
import { nameOfPath } from "./names.js";

/** Nodes to differentiate by: one, or a tree of them as parameters are. */
export type Parameters = Expr | object;

/** The nodes of a tree, and names for those that have none: a field `w` is `w`, the `weights` of the first of a list are `W1`. */
export const parametersOf = (
  tree: Parameters,
): { readonly nodes: readonly Expr[]; readonly names: ReadonlyMap<Expr, string> } => {
  const leaves = leavesOf(tree).map(({ leaf, path }) => {
    const what = path === "" ? "wrt" : path;
    if (!isExpr(leaf))
      throw new TypeError(`derive: ${what} is a value; a derivative is by an expression, such as input([2])`);
    if (!isFloating(leaf.dtype))
      throw new GradientError(`derive: ${what} is ${showSignature(leaf)}: derivatives by integers do not exist`);
    return { node: leaf, name: nameOfPath(path, "x") };
  });
  const nodes = [...new Set(leaves.map(({ node }) => node))];
  const names = new Map(leaves.flatMap(({ node, name }) => (node.name === undefined ? [[node, name] as const] : [])));
  return { nodes, names };
};
