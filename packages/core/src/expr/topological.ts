import type { Expr } from "./expr.js";

/**
 * Every node that the outputs depend on, once each, arguments before the nodes that use them; of the arguments of a node the first come
 * first, as far as that goes, or the last.
 * Iterative: the depth of a graph is bounded by memory, not by the call stack.
 */
export const topological = (
  outputs: readonly Expr[],
  { lastFirst = false }: { readonly lastFirst?: boolean } = {},
): readonly Expr[] => {
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
      const { args } = top.node;
      const arg = lastFirst ? args[args.length - 1 - top.next++] : args[top.next++];
      if (arg === undefined) {
        order.push(top.node);
        pending.pop();
      } else enter(arg);
    }
  }
  return order;
};
