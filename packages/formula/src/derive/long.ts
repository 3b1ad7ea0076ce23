import { type Expr, topological } from "@chainrule/core";
import { inComposites, isQuiet, sourceOf } from "./composites.js";

/** Values of their own for arguments that would make an equation too long, the longest first. */
export const tooLong = (loss: Expr, wanted: ReadonlyMap<Expr, string>, most: number): ReadonlySet<Expr> => {
  const order = topological([loss]);
  const inside = inComposites(order);
  const isNamed = (node: Expr): boolean => wanted.has(node);
  const sizes = new Map<Expr, number>();
  const cut = new Set<Expr>();
  /** What a node is computed from, as far as that may have an equation of its own. */
  const sourcesOf = ({ args }: Expr): readonly Expr[] =>
    args.map((arg) => sourceOf(arg, isNamed)).flatMap((arg) => (inside.has(arg) ? sourcesOf(arg) : [arg]));
  const sizeOf = (node: Expr): number => (isNamed(node) || cut.has(node) ? 0 : (sizes.get(node) ?? 0));
  const measured = (node: Expr): number => {
    const own = isQuiet(node) || inside.has(node) ? 0 : 1;
    return [...new Set(sourcesOf(node))].reduce((total, source) => total + sizeOf(source), own);
  };
  for (const node of order) {
    const candidates = sourcesOf(node)
      .filter((source) => sizeOf(source) > 1)
      .sort((a, b) => sizeOf(b) - sizeOf(a));
    // One operation more than that may stand in the equation of the loss, rather than alone.
    const limit = node === loss ? most + 1 : most;
    for (const candidate of candidates) if (measured(node) > limit) cut.add(candidate);
    sizes.set(node, measured(node));
  }
  return cut;
};
