import type { Expr } from "@chainrule/core";
import { above } from "../specimen/above.js";

/**
 * The nodes by which a `customGradient` computes its result from its arguments, its constants included: its graph is `[result, ...args]`,
 * and its rule makes a claim of that function. With another function in its place the claim would be another, and a right rule wrong.
 * What else it depends on, which the rule does not know of, is not among them.
 */
export const insideOf = ({ op, args: [result, ...args] }: Expr): readonly Expr[] => {
  if (op.name !== "customGradient" || result === undefined) return [];
  const ends = new Set(args);
  const inside = new Set<Expr>();
  const outside = new Set<Expr>();
  for (const node of above(result, (end) => ends.has(end))) {
    if (ends.has(node)) continue;
    const isInside = node.args.some((arg) => ends.has(arg) || inside.has(arg));
    const depends = node.op.name === "input" || node.args.some((arg) => outside.has(arg));
    (depends && !isInside ? outside : inside).add(node);
  }
  return [...inside];
};
