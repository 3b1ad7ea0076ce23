import { type Expr, GradientError, input, isOp, showShape } from "@chainrule/core";
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
import { applied, type Inputs } from "./function.js";
import type { Intermediate } from "./intermediates.js";
import { constantOf, lettersOf, piOf, scalar } from "./letters.js";
import type { DeriveOptions } from "./options.js";
import { type Parameters, parametersOf } from "./parameters.js";
import { shared } from "./shared.js";
import { type Said, simplified } from "./terms.js";

/** A step without its equation, which is a matter of notation. */
type Told = Pick<Step, "kind" | "variable" | "node" | "rules"> & { readonly said: Said };

/** A loss as an expression and the nodes to differentiate it by, or as a function and values for its arguments. */
export interface Derive {
  (loss: Expr, options: DeriveOptions & { readonly wrt: Parameters }): Derivation;
  <Args extends readonly unknown[]>(loss: (...args: Args) => Expr, options: DeriveOptions & Inputs<Args>): Derivation;
}

/**
 * How the derivatives of a loss are derived: equations for its intermediates, for the adjoints of these from the loss downwards
 * (`δ = ∂E/∂z`), and for its parameters.
 *
 * Nodes with a name (`named`, layers) have equations; so have, as z₁, z₂ …, values without one where formulas would get too long.
 *
 * The loss is an expression, differentiated by the nodes `wrt`, or a function, differentiated by its first argument; of the `inputs` of a
 * function only shapes and dtypes count.
 *
 * @throws GradientError when the loss is not a scalar, or a parameter an integer; TypeError for a parameter that is no expression.
 *
 * @example
 * import { derive, toText } from "@chainrule/formula";
 * import { input, matmul, mul, named, square, sub, sum } from "@chainrule/core";
 * const [x, y, W] = [input([3, 1], { name: "x" }), input([2, 1], { name: "y" }), input([2, 3], { name: "W" })];
 * const z = named("z", matmul(W, x));
 * const derivation = derive(mul(0.5, sum(square(sub(z, y)))), { wrt: { W } });
 * assert.equal(toText(derivation), `Forward
 *   z = W x
 *   E = ½ ‖z − y‖²
 *
 * Backward, with δ = ∂E/∂z
 *   δ = z − y
 *
 * Gradients
 *   ∂E/∂W = δ xᵀ`);
 */
export const derive: Derive = <Args extends readonly unknown[]>(
  loss: Expr | ((...args: Args) => Expr),
  options: DeriveOptions & ({ readonly wrt: Parameters } | Inputs<Args>),
): Derivation => {
  if (typeof loss === "function") {
    if (!("inputs" in options)) throw new TypeError("derive: a function needs inputs: values for its arguments");
    const { wrt, names, loss: node } = applied(loss, options);
    return derived(node, wrt, names, options);
  }
  if (!("wrt" in options)) throw new TypeError("derive: an expression needs wrt: the nodes to differentiate by");
  return derived(loss, options.wrt, new Map(), options);
};

const derived = (
  loss: Expr,
  wrt: Parameters,
  inputNames: ReadonlyMap<Expr, string>,
  options: DeriveOptions,
): Derivation => {
  if (loss.shape.length !== 0)
    throw new GradientError(`derive: needs a scalar, got ${showShape(loss.shape)}: sum it, or weight it and sum`);
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
