import {
  broadcastTo,
  type Expr,
  mul,
  type Program,
  type Rule,
  rebuild,
  reshape,
  rewrite,
  sameShape,
  sizeOf,
  take,
} from "@chainrule/core";
import { at, isOp } from "@chainrule/core/backend";
import { isElementwise } from "../element/names.js";
import { skipsZeros } from "./fusion.js";
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

/** Operations whose form is more general than what they do. */
const simpler: readonly Rule[] = [
  {
    name: "sum-of-one",
    law: "sumTo(x) = reshape(x), where each sum is of one element",
    apply: (node) => {
      const [x] = node.args;
      const isFold = isOp(node, "sumTo") || isOp(node, "max") || isOp(node, "min");
      return isFold && x !== undefined && sizeOf(x.shape) === sizeOf(node.shape) ? reshape(x, node.shape) : undefined;
    },
  },
  {
    name: "outer-product",
    law: "a b = a ⊙ b, broadcast, where a is a column and b a row, unless zeros are to be skipped",
    apply: (node) => {
      const [a, b] = node.args;
      const isOuter = isOp(node, "matmul") && a !== undefined && b !== undefined && a.shape.at(-1) === 1;
      return isOuter && !skipsZeros(node) ? mul(broadcastTo(a, node.shape), broadcastTo(b, node.shape)) : undefined;
    },
  },
];

/**
 * The same program with reshapes moved towards what lies in memory, where they cost nothing, and away from what is computed on the way; and
 * with sums and products of single elements as what they are. Reshapes move past what has one use only, so that nothing is computed twice.
 */
export const canonical = (source: Program): Program => {
  const uses = new Map<Expr, number>();
  for (const node of [...source.nodes.flatMap(({ args }) => args), ...source.outputs])
    uses.set(node, (uses.get(node) ?? 0) + 1);
  return rewrite([...simpler, ...rulesFor((node) => (uses.get(node) ?? 1) === 1)], source);
};
