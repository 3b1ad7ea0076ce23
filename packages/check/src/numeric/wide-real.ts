import { type Elementary, isFloating, real } from "@chainrule/core";

/**
 * The real numbers, stored in double precision whatever the dtype of a node: an oracle asks what a graph means, not what `f32` makes of
 * it. Integers are stored as they are.
 */
export const wideReal: Elementary<number> = {
  ...real,
  allocate: (dtype, size) => real.allocate(isFloating(dtype) ? "f64" : dtype, size),
};
