import { type Expr, rebuild } from "@chainrule/core";
import { above } from "./above.js";
import { hasArgs } from "./map-graph.js";

/**
 * The output with some of the nodes that it depends on replaced. What lies above them is built anew with the same operations and names,
 * all else is shared; what lies below is not looked at.
 *
 * @throws ShapeError or DTypeError where a replacement has another signature, and what uses it does not take that.
 */
export const substitute = (output: Expr, replacements: ReadonlyMap<Expr, Expr>): Expr => {
  const replaced = new Map(replacements);
  const replacementOf = (node: Expr): Expr => replaced.get(node) ?? node;
  for (const node of above(output, (end) => replacements.has(end))) {
    if (replacements.has(node)) continue;
    const args = node.args.map(replacementOf);
    if (!hasArgs(node, args)) replaced.set(node, rebuild(node, args));
  }
  return replacementOf(output);
};
