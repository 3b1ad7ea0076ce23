import { constant, type Expr, isFloating, type Tensor } from "@chainrule/core";
import { Shaped } from "../input/shaped.js";
import { type Trace, tensorsOf } from "../problem/trace.js";
import { type Specimen, specimen } from "./specimen.js";
import { substitute } from "./substitute.js";

/** A specimen as a function that was traced. */
export const traceOf = ({ inputs, output }: Specimen): Trace => ({
  inputs: inputs.map(({ shape, dtype }) => new Shaped(shape, { dtype })),
  slots: inputs.map((node, index) => ({ path: String(index), node, varies: isFloating(node.dtype) })),
  result: output,
});

/** A function that was traced as a specimen at the given arguments; what is held fixed becomes a constant. */
export const specimenOf = ({ slots, result }: Trace, args: readonly unknown[]): Specimen => {
  const values = tensorsOf(args);
  const inputs: Expr[] = [];
  const point: Tensor[] = [];
  const fixed = new Map<Expr, Expr>();
  slots.forEach(({ node, varies }, index) => {
    const value = values[index];
    if (value === undefined) return;
    if (varies) {
      inputs.push(node);
      point.push(value);
    } else fixed.set(node, constant(value));
  });
  return specimen(inputs, substitute(result, fixed), point);
};
