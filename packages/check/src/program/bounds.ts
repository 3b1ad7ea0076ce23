import { type Buffer, type Expr, isFloating, ops } from "@chainrule/core";
import { opsNamed } from "./ops-named.js";

/** The smallest and the largest whole number that an element may be. */
export type Bounds = readonly [least: number, most: number];

const leaves = opsNamed("input", "constant");

const truths = opsNamed("equal", "notEqual", "less", "lessEqual", "greater", "greaterEqual");

/** Operations whose elements are elements of their first argument. */
const arrangements = opsNamed(
  "identity",
  "stopGradient",
  "reshape",
  "transpose",
  "broadcastTo",
  "slice",
  "take",
  "max",
  "min",
  "cast",
);

/**
 * Where whole numbers stay wherever the point moves; only what has bounds can be an index, as an oracle that moves the point must not
 * move an index out of its axis. None for a number that was cut from a real one, which is another in other number systems.
 */
export const boundsOf = (
  { op, args: [arg], params: { axis }, dtype }: Expr,
  [first]: readonly { readonly bounds: Bounds | undefined }[],
  elements: Buffer<number>,
): Bounds | undefined => {
  if (isFloating(dtype)) return undefined;
  if (truths.has(op)) return [0, 1];
  if (op === ops.argmax.op) return [0, (arg?.shape[Number(axis)] ?? 1) - 1];
  if (arrangements.has(op)) return first?.bounds;
  if (!leaves.has(op)) return undefined;
  const values = Array.from(elements);
  return [Math.min(...values, 0), Math.max(...values, 0)];
};
