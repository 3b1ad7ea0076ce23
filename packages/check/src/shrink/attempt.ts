import { DTypeError, GradientError, ShapeError } from "@chainrule/core";
import * as O from "fp-ts/lib/Option.js";

/** Whether a graph, rather than the code at work on it, is to blame: it is not well-typed, has no gradient, or an index is out of range. */
const isRefusal = (error: unknown): boolean =>
  error instanceof ShapeError ||
  error instanceof DTypeError ||
  error instanceof GradientError ||
  error instanceof RangeError;

/** What is computed from a graph; none where the graph does not allow it. */
export const attempt = <A>(compute: () => A): O.Option<A> => {
  try {
    return O.some(compute());
  } catch (error) {
    if (isRefusal(error)) return O.none;
    throw error;
  }
};
