import { type Expr, input, interpret, real, type Tensor, tensorFrom } from "@chainrule/core";
import { type Specimen, specimen } from "../specimen/specimen.js";
import { substitute } from "../specimen/substitute.js";

/** The value of a node at the point of a specimen. */
export type ValueAt = (node: Expr) => Tensor;

/**
 * The value of each node of a specimen, input or not, at its point.
 *
 * @throws RangeError when an index is out of range there.
 */
export const valuesOf = ({ inputs, output, point }: Specimen): ValueAt => {
  const given = point.map((tensor) => tensor.toTypedArray());
  const values = new Map<Expr, ArrayLike<number>>(inputs.map((node, index) => [node, given[index] ?? []]));
  interpret(real, inputs, [output])(given, (node, value) => values.set(node, value));
  return (node) => tensorFrom(node.shape, values.get(node) ?? [], { dtype: node.dtype });
};

/** A new input in place of a node, under the same name. */
export const inputLike = ({ shape, dtype, name }: Expr): Expr =>
  input(shape, { dtype, ...(name === undefined ? {} : { name }) });

/** The specimen with another output, in which nodes became inputs that hold the values which the nodes have at the point. */
export const withInputs = (
  { inputs, point }: Specimen,
  output: Expr,
  nodes: readonly Expr[],
  valueAt: ValueAt,
): Specimen => {
  const fresh = new Map(nodes.map((node) => [node, inputLike(node)]));
  return specimen([...inputs, ...fresh.values()], substitute(output, fresh), [...point, ...nodes.map(valueAt)]);
};
