import { type Expr, GradientError, input, isFloating, isOp, showShape, showSignature } from "@chainrule/core";
import { Map as ImmutableMap, List } from "immutable";
import type { Equation } from "../notation/formula.js";
import { equationOf } from "../notation/notation.js";
import { positionsOf } from "../read/read.js";
import { difference, element, product, type Variable } from "../term/term.js";
import { activationsOf } from "./activation.js";
import { backwardOf, type Derivative } from "./backward.js";
import { cutOf } from "./cut.js";
import type { Derivation, Step } from "./derivation.js";
import { forwardOf } from "./forward.js";
import type { Intermediate } from "./intermediates.js";
import { constantOf, lettersOf, piOf, scalar } from "./letters.js";
import type { DeriveOptions } from "./options.js";
import { type Parameters, parametersOf } from "./parameters.js";
import { shared } from "./shared.js";
import { type Said, simplified } from "./terms.js";

/** A step without its equation, which is a matter of notation. */
type Told = Pick<Step, "kind" | "variable" | "node" | "rules"> & { readonly said: Said };

/** The derivation of a loss; `inputNames` are those of inputs that have none. */
export const derivationOf = (
  loss: Expr,
  wrt: Parameters,
  inputNames: ReadonlyMap<Expr, string>,
  options: DeriveOptions,
): Derivation => {
  if (loss.shape.length !== 0)
    throw new GradientError(`derive: needs a scalar, got ${showShape(loss.shape)}: sum it, or weight it and sum`);
  if (!isFloating(loss.dtype))
    throw new GradientError(`derive: the loss is ${showSignature(loss)}: derivatives of integers do not exist`);
  const { nodes: leaves, names: leafNames } = parametersOf(wrt);
  const { root, parameters, given, originOf } = shared(loss, leaves, new Map([...leafNames, ...inputNames]));
  const { nodes, segments, moving, variableOf, free } = cutOf(root, parameters, { given, names: options.names ?? {} });
  const letters = lettersOf(root, nodes.leaves, free);
  const activations = activationsOf(moving, options.names ?? {}, letters);
  const abstract = options.activation === "abstract" ? activations : new Map<never, never>();
  const forward = forwardOf(segments, variableOf, free, abstract, letters);
  const intermediates = parameters.flatMap((node) => nodes.of.get(node) ?? []);
  const backward = backwardOf({
    segments: moving,
    parameters: intermediates,
    variableOf,
    letters,
    activations,
    abstract,
    forward,
    options,
  });

  const constants = ImmutableMap([...nodes.leaves.flatMap(constantOf), ...piOf(letters)]);
  const rate = options.learningRate === undefined ? undefined : rateOf(free(options.learningRate));
  const told: readonly Told[] = [
    ...forward.values.map((value) => ({ ...value, kind: "forward" as const, rules: [] })),
    ...backward.adjoints.map((derivative) => ({ ...derivative, kind: "adjoint" as const })),
    ...backward.gradients.map((derivative) => ({ ...derivative, kind: "gradient" as const })),
    ...(rate === undefined ? [] : backward.gradients.map((gradient) => updateOf(gradient, rate.variable))),
  ];
  const style = options.notation ?? "matrix";
  const steps = told.map(({ said, ...step }): Step => {
    const equation: Equation = equationOf({ variable: step.variable, ...said, style });
    return { ...step, ...said, node: step.node && originOf(step.node), shape: step.variable.shape, equation };
  });
  const last = forward.values.at(-1);
  return {
    steps: List(steps),
    loss: last?.variable ?? scalar("E"),
    delta: options.delta ?? "derivative",
    inputs: [...nodes.leaves.filter(({ node }) => isOp(node, "input")), ...(rate === undefined ? [] : [rate])],
    constants,
    functions: ImmutableMap(
      [...abstract.values()].flatMap(({ value, derivative }) => [value, derivative]).map((f) => [f.name, f] as const),
    ),
  };
};

const rateOf = (name: string): Intermediate => ({
  variable: scalar(name),
  node: input([], { dtype: "f64", name }),
});

/** `W ← W − η ∂E/∂W`, with the derivative in place. */
const updateOf = ({ variable: adjoint, node, said }: Derivative, rate: Variable): Told => {
  const variable: Variable = { ...adjoint, kind: "value" };
  const term = difference(element(variable, positionsOf(said.indices)), product(element(rate, []), said.term));
  return { kind: "update", variable, node, said: simplified({ ...said, term }, []), rules: ["gradient descent"] };
};
