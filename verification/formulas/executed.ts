import type { Rounded, Specimen } from "@chainrule/check";
import { type Elementary, type Expr, fullLike, input, interpret, mul, pullback, sizeOf, sum } from "@chainrule/core";
import type { Step } from "@chainrule/formula";

/** All of a program's output as one number: each element with a weight of its own, which a program's own numbers seldom are. */
export const lossOf = ({ output }: Specimen): { readonly loss: Expr; readonly weights: Expr } => {
  const weights = input(output.shape, { dtype: output.dtype, name: "w" });
  return { loss: sum(mul(weights, output)), weights };
};

export const weightsOf = ({ shape }: Expr): readonly number[] =>
  Array.from({ length: sizeOf(shape) }, (_, place) => ((place * 7) % 11) / 8 - 0.6875);

export const exact = (values: Iterable<number>): readonly Rounded[] =>
  Array.from(values, (value) => ({ value, error: 0 }));

/** The values of the nodes of all steps, as executed: those of the reference interpreter, with bounds on their rounding errors. */
export const executedBy = (
  K: Elementary<Rounded>,
  steps: readonly Step[],
  loss: Expr,
  given: ReadonlyMap<Expr, readonly Rounded[]>,
): readonly (readonly Rounded[])[] => {
  const nodes = [...new Set(steps.filter(({ kind }) => kind !== "forward").map(({ node }) => node))];
  const derivatives = new Map(nodes.map((node, place) => [node, place]));
  const pulled = pullback([loss], nodes, [fullLike(loss, 1)]);
  const outputs = steps.map(({ kind, node }) =>
    kind === "forward" ? node : (pulled[derivatives.get(node) ?? -1] ?? node),
  );
  const values = interpret(K, [...given.keys()], outputs)([...given.values()].map((value) => [...value]));
  return values.map((value) => Array.from(value));
};
