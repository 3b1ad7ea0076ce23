import { type Expr, type Tensor, topological } from "@chainrule/core";

/**
 * A program at a point: what is looked at where no person wrote a function. Derivatives are taken by every input that is not an integer.
 * Pure data: `point` holds the value of each input, in order.
 */
export interface Specimen {
  readonly inputs: readonly Expr[];
  readonly output: Expr;
  readonly point: readonly Tensor[];
}

/** The specimen with this output: inputs that it does not reach are left out. */
export const specimen = (inputs: readonly Expr[], output: Expr, point: readonly Tensor[]): Specimen => {
  const reached = new Set(topological([output]));
  const isReached = (_: unknown, index: number): boolean => {
    const node = inputs[index];
    return node !== undefined && reached.has(node);
  };
  return { inputs: inputs.filter(isReached), output, point: point.filter(isReached) };
};

/** The nodes that compute something: neither inputs nor constants. */
export const operationsOf = ({ output }: Specimen): readonly Expr[] =>
  topological([output]).filter(({ op }) => op.name !== "input" && op.name !== "constant");
