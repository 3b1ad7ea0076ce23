import type { Expr } from "@chainrule/core";

/**
 * The nodes that the output depends on, arguments first, no further than to those where the graph is to end; these are included.
 * Iterative, and linear in what is visited.
 */
export const above = (output: Expr, isEnd: (node: Expr) => boolean): readonly Expr[] => {
  const order = new Set<Expr>();
  const pending = [output];
  for (let node = pending.at(-1); node !== undefined; node = pending.at(-1)) {
    const before = pending.length;
    if (!order.has(node) && !isEnd(node)) for (const arg of node.args) if (!order.has(arg)) pending.push(arg);
    if (pending.length > before) continue;
    order.add(node);
    pending.pop();
  }
  return [...order];
};
