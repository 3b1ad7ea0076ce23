import {
  type Expr,
  epsilonOf,
  evaluate as execute,
  fullLike,
  pullback,
  type Tensor,
  topological,
} from "@chainrule/core";
import { type Rounded, rounded } from "../../../packages/check/src/numeric/rounded.js";
import type { Derivation, Step } from "../../../packages/formula/src/derive/derivation.js";
import { evaluate } from "../../../packages/formula/src/term/evaluate.js";
import type { Variable } from "../../../packages/formula/src/term/term.js";

/** Values of inputs. */
export type Given = ReadonlyMap<Expr, Tensor>;

/** The executed value of a loss and its derivatives. */
export const executed = (loss: Expr, wrt: readonly Expr[], given: Given): readonly Tensor[] =>
  execute([loss, ...pullback([loss], wrt, [fullLike(loss, 1)])], [...given]);

/** Where a graph computes in f32, an exact number in place of one stored there is a rounding of that dtype away. */
export const epsilonIn = (loss: Expr): number =>
  epsilonOf(topological([loss]).some(({ dtype }) => dtype === "f32") ? "f32" : "f64");

const keyOf = ({ kind, name }: Variable): string => `${kind} ${name}`;

/** The values of steps, each from the equations before it, with bounds on their rounding errors. */
export const stepValues = (
  { inputs, constants, functions, steps }: Derivation,
  given: Given,
  epsilon: number,
): ReadonlyMap<Step, readonly Rounded[]> => {
  const K = rounded(epsilon);
  const images = (tensor: Tensor | undefined): readonly Rounded[] => (tensor?.toArray() ?? []).map(K.fromNumber);
  const known = new Map(inputs.map(({ variable, node }) => [keyOf(variable), images(given.get(node))]));
  for (const [name, value] of constants) known.set(`value ${name}`, images(value));
  const functionOf = (name: string) => (a: Rounded) => {
    const f = functions.get(name);
    return (f === undefined ? undefined : evaluate(K, f.term, [], { valuesOf: () => [a] })[0]) ?? K.zero;
  };
  const values = new Map<Step, readonly Rounded[]>();
  for (const step of steps) {
    const value = evaluate(K, step.term, step.indices, {
      valuesOf: (of) => known.get(keyOf(of)) ?? [],
      functionOf,
    });
    values.set(step, value);
    if (step.kind !== "update") known.set(keyOf(step.variable), value);
  }
  return values;
};
