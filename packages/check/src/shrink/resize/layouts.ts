import type { Expr, OpName } from "@chainrule/core";
import { concat, pad, slice } from "./blocks.js";
import { matmul } from "./contraction.js";
import { argmax, oneHot, scatterAdd, take } from "./indexing.js";
import type { Layout } from "./layout.js";
import { extremum, reshape, stretched, transpose } from "./movement.js";
import { aligned } from "./ties.js";

/** The operations that do more than line up their arguments from the right. */
const layouts: Readonly<Record<string, Layout>> = {
  reshape,
  transpose,
  broadcastTo: stretched,
  sumTo: stretched,
  slice,
  pad,
  concat,
  max: extremum,
  min: extremum,
  argmax,
  matmul,
  take,
  scatterAdd,
  oneHot,
} satisfies Partial<Record<OpName, Layout>>;

const elementwise: Layout = { ties: aligned };

/** How the shape of a node follows from those of its arguments. */
export const layoutOf = ({ op }: Expr): Layout => layouts[op.name] ?? elementwise;
