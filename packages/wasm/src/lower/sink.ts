import { type Expr, type Program, type Rule, rebuild, reshape, rewrite, sameShape, take } from "@chainrule/core";
import { at, isOp } from "@chainrule/core/backend";
import { isElementwise } from "../element/names.js";
import { numberOf } from "./params.js";

/** The node that a reshape reshapes, where nothing else uses it. */
const reshaped = (node: Expr, isUsedOnce: (node: Expr) => boolean): Expr | undefined => {
  const [arg] = node.args;
  return isOp(node, "reshape") && arg !== undefined && isUsedOnce(arg) ? arg : undefined;
};

const rulesFor = (isUsedOnce: (node: Expr) => boolean): readonly Rule[] => [
  {
    name: "reshape-elementwise",
    law: "reshape(f(x, y)) = f(reshape(x), reshape(y))",
    apply: (node) => {
      const inner = reshaped(node, isUsedOnce);
      if (inner === undefined || !isElementwise(inner)) return undefined;
      return rebuild(
        inner,
        inner.args.map((arg) => reshape(arg, node.shape)),
      );
    },
  },
  {
    name: "reshape-take",
    law: "reshape(take(x, i)) = take(reshape(x), i), where the reshape leaves the axes of i alone",
    apply: (node) => {
      const inner = reshaped(node, isUsedOnce);
      if (inner === undefined || !isOp(inner, "take") || numberOf(inner, "axis") !== 0) return undefined;
      const [x, indices] = [at(inner.args, 0), at(inner.args, 1)];
      const rank = indices.shape.length;
      if (!sameShape(node.shape.slice(0, rank), indices.shape)) return undefined;
      return take(reshape(x, [at(x.shape, 0), ...node.shape.slice(rank)]), indices);
    },
  },
];

/**
 * Reshapes moved towards what lies in memory, where they cost nothing, and away from what is computed on the way. Only what has one use is
 * moved past, so that nothing is computed twice.
 */
export const sinkReshapes = (source: Program): Program => {
  const uses = new Map<Expr, number>();
  for (const node of [...source.nodes.flatMap(({ args }) => args), ...source.outputs])
    uses.set(node, (uses.get(node) ?? 0) + 1);
  return rewrite(
    rulesFor((node) => (uses.get(node) ?? 1) === 1),
    source,
  );
};
