import {
  constant,
  type Expr,
  epsilonOf,
  interpret,
  isFloating,
  pullback,
  sizeOf,
  type Tensor,
  tensorFrom,
  topological,
} from "@chainrule/core";
import { type Rounded, rounded } from "../numeric/rounded.js";
import type { Specimen } from "../specimen/specimen.js";

/** A program read in double precision: what it means, and how far rounding to its own dtypes may carry each element of each node. */
export interface Reading {
  readonly value: readonly Rounded[];
  /** `ȳᵀ J`, one for each floating input. */
  readonly gradients: readonly (readonly Rounded[])[];
  /** All that was computed on the way, gradients included. */
  readonly values: ReadonlyMap<Expr, readonly Rounded[]>;
}

/** A cotangent whose elements are not 0, differ from their neighbours, and are exact in every dtype: 1, 1.25, 1.5, 1.75, 1, … */
export const cotangentOf = ({ output }: Specimen): Tensor =>
  tensorFrom(
    output.shape,
    Array.from({ length: sizeOf(output.shape) }, (_, place) => 1 + (place % 4) / 4),
    { dtype: output.dtype },
  );

/** The coarsest epsilon of the floating nodes. */
const epsilonIn = (nodes: readonly Expr[]): number =>
  Math.max(0, ...nodes.map(({ dtype }) => (isFloating(dtype) ? epsilonOf(dtype) : 0)));

/** Reads a program and its gradient, by the graph that reverse mode builds, in the real numbers with their rounding errors. */
export const readingOf = (specimen: Specimen): Reading => {
  const { inputs, output, point } = specimen;
  const variables = inputs.filter(({ dtype }) => isFloating(dtype));
  const gradients = pullback([output], variables, [constant(cotangentOf(specimen))]);
  const outputs = [output, ...gradients];
  // The point itself is exact: it is stored in the dtypes of the program.
  const exact = point.map((tensor) => tensor.toArray().map((value): Rounded => ({ value, error: 0 })));
  const values = new Map<Expr, readonly Rounded[]>(inputs.map((node, index) => [node, exact[index] ?? []]));
  const K = rounded(epsilonIn(topological(outputs)));
  const [value = [], ...pulled] = interpret(
    K,
    inputs,
    outputs,
  )(exact, (node, elements) => values.set(node, Array.from(elements)));
  return { value: Array.from(value), gradients: pulled.map((elements) => Array.from(elements)), values };
};
