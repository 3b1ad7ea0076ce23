import type { Rounded, Specimen } from "@chainrule/check";
import {
  type Elementary,
  type Expr,
  fullLike,
  input,
  interpret,
  mul,
  program,
  pullback,
  rewrite,
  sizeOf,
  sum,
} from "@chainrule/core";
import type { Step } from "@chainrule/formula";

/**
 * All of a program's output as one number: each element with a weight of its own, which a program's own numbers seldom are. What is computed
 * twice is one node, as in a derivation: the derivative by one of two equal nodes is not that by the value of both.
 */
export const lossOf = ({ inputs, output }: Specimen): { readonly loss: Expr; readonly weights: Expr } => {
  const weights = input(output.shape, { dtype: output.dtype, name: "w" });
  const loss = sum(mul(weights, output));
  const { outputs } = rewrite([], program([...inputs, weights], [loss]));
  return { loss: outputs[0] ?? loss, weights };
};

export const weightsOf = ({ shape }: Expr): readonly number[] =>
  Array.from({ length: sizeOf(shape) }, (_, place) => ((place * 7) % 11) / 8 - 0.6875);

export const exact = (values: Iterable<number>): readonly Rounded[] =>
  Array.from(values, (value) => ({ value, error: 0 }));

/** The values of the nodes of all steps that have one, as executed: those of the reference interpreter, with bounds on their rounding errors. */
export const executedBy = (
  K: Elementary<Rounded>,
  steps: readonly Step[],
  loss: Expr,
  given: ReadonlyMap<Expr, readonly Rounded[]>,
): readonly (readonly Rounded[] | undefined)[] => {
  const nodes = [
    ...new Set(steps.flatMap(({ kind, node }) => (kind === "forward" || node === undefined ? [] : [node]))),
  ];
  const derivatives = new Map(nodes.map((node, place) => [node, place]));
  const pulled = pullback([loss], nodes, [fullLike(loss, 1)]);
  const outputOf = ({ kind, node }: Step): Expr | undefined =>
    kind === "forward" || node === undefined ? node : pulled[derivatives.get(node) ?? -1];
  const outputs = new Map(
    steps.flatMap((step) => {
      const output = outputOf(step);
      return output === undefined ? [] : [[step, output] as const];
    }),
  );
  const values = interpret(K, [...given.keys()], [...outputs.values()])([...given.values()].map((value) => [...value]));
  const executed = new Map([...outputs.keys()].map((step, place) => [step, Array.from(values[place] ?? [])]));
  return steps.map((step) => executed.get(step));
};
