import type { Shape } from "@chainrule/core";
import type { Slot } from "./trace.js";

/** The index of the element at a place in row-major order. */
const indexAt = (shape: Shape, place: number): Shape => {
  const index: number[] = [];
  shape.reduceRight((rest, size) => {
    index.unshift(rest % size);
    return Math.floor(rest / size);
  }, place);
  return index;
};

/** `0.weights[1, 0]`, or the path alone for a scalar. */
export const elementOf = ({ path, node }: Slot, place: number): string =>
  node.shape.length === 0 ? path : `${path}[${indexAt(node.shape, place).join(", ")}]`;
