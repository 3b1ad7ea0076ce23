import type { Expr } from "./expr.js";

/**
 * Every node that the outputs depend on, once each, arguments before the nodes that use them.
 * Iterative: the depth of a graph is bounded by memory, not by the call stack.
 */
export const topological = (outputs: readonly Expr[]): readonly Expr[] => {
  const order: Expr[] = [];
  const entered = new Set<Expr>();
  const pending: { readonly node: Expr; next: number }[] = [];
  const enter = (node: Expr): void => {
    if (entered.has(node)) return;
    entered.add(node);
    pending.push({ node, next: 0 });
  };
  for (const output of outputs) {
    enter(output);
    for (let top = pending.at(-1); top !== undefined; top = pending.at(-1)) {
      const arg = top.node.args[top.next++];
      if (arg === undefined) {
        order.push(top.node);
        pending.pop();
      } else enter(arg);
    }
  }
  return order;
};
