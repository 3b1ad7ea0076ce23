import { indexAt } from "@chainrule/core";
import type { Slot } from "./trace.js";

/** `0.weights[1, 0]`, or the path alone for a scalar. */
export const elementOf = ({ path, node }: Slot, place: number): string =>
  node.shape.length === 0 ? path : `${path}[${indexAt(node.shape, place).join(", ")}]`;
