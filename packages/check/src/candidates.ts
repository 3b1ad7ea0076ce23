import { ShapeError } from "@chainrule/core";
import { shapesWithin } from "./arbitrary/shapes.js";
import { shaped } from "./input/shaped.js";
import { type AnyFunction, type Trace, trace } from "./problem/trace.js";

/**
 * The graphs of a function of one expression on small inputs of every shape that it takes, the smallest first.
 *
 * @throws ShapeError, that of the smallest shape, when it takes none of them.
 */
export const tracesOnSmallShapes = (f: AnyFunction): readonly [Trace, ...Trace[]] => {
  if (f.length > 1)
    throw new TypeError(
      `checkGradients: f takes ${f.length} arguments; say what to draw for each: { inputs: [shaped([3]), shaped([2, 3])] }`,
    );
  const traces: Trace[] = [];
  const refusals: ShapeError[] = [];
  for (const shape of shapesWithin()) {
    try {
      traces.push(trace(f, [shaped(shape)]));
    } catch (error) {
      if (!(error instanceof ShapeError)) throw error;
      refusals.push(error);
    }
  }
  const [smallest, ...others] = traces;
  if (smallest === undefined) throw refusals[0];
  return [smallest, ...others];
};
