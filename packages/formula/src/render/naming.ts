import type { Derivation, Step } from "../derive/derivation.js";
import type { Equation, Formula } from "../notation/formula.js";
import { deltaOf, type Name, nameOf } from "../notation/name.js";
import { partsOf } from "../notation/parts.js";
import type { Variable } from "../term/term.js";
import { subscript, superscript } from "./unicode.js";

/** What the print of a symbol depends on beside the symbol. */
export interface Naming {
  /** The name of the loss, which stands in `∂E/∂h`. */
  readonly loss: string;
  /** All symbols as they are printed in text, so that nothing else is printed like one. */
  readonly symbols: ReadonlyMap<string, Variable["kind"]>;
}

const words =
  "Σ max min argmax if else NaN exp log sin cos tanh sigmoid softplus erf sign relu softmax logsumexp diag quotient remainder sg";

/** Words and signs of the notation, which no symbol may look like. */
export const reserved: ReadonlySet<string> = new Set(words.split(" "));

const isPlain = (base: string): boolean => /^\p{L}[\p{L}\p{M}\p{N}_]*['′″]*$/u.test(base) && !reserved.has(base);

/** A name in text: `z¹`, `x₁`, `z^{foo}`; in braces where it would read as something else. */
export const textOfName = ({ base, superscript: above, subscript: below }: Name): string =>
  [
    isPlain(base) ? base : `{${base}}`,
    above && (superscript(above) ?? `^{${above}}`),
    below && (subscript(below) ?? `_{${below}}`),
  ].join("");

/** How a variable is called: by a name; where it is a derivative without a letter of its own, as `∂E/∂name`. */
export interface Called {
  readonly name: Name;
  readonly isPartial: boolean;
}

/** A derivative by a z is a δ where that is a symbol, unless a variable is called so. */
export const calledAs = ({ kind, name }: Variable, { symbols }: Naming): Called => {
  const delta = kind === "adjoint" ? deltaOf(name) : undefined;
  return delta !== undefined && symbols.get(textOfName(delta)) === "adjoint"
    ? { name: delta, isPartial: false }
    : { name: nameOf(name), isPartial: kind === "adjoint" };
};

const endsPlainly = (base: string): boolean => /[\p{Lu}\p{Ll}\p{Lo}\p{M}\p{Nd}_]$/u.test(base);

/** Whether a symbol has something above it already, so that a power or ᵀ would run into that. */
export const isRaised = ({ base, superscript: above }: Name): boolean => above !== "" || !endsPlainly(base);

/** Whether a symbol has something below it already, so that subscripts would run into that. */
export const isLowered = ({ base, superscript: above, subscript: below }: Name): boolean =>
  below !== "" || (above === "" && !endsPlainly(base));

const variablesIn = (formula: Formula): readonly Variable[] => [
  ...(formula.kind === "symbol" ? [formula.of] : []),
  ...partsOf(formula).flatMap(variablesIn),
];

/** How variables are printed beside each other, and which of them have a δ; the loss is called E where nothing else is said. */
export const namingOfVariables = (variables: readonly Variable[], loss = "E", withDelta = variables): Naming => {
  const deltas = withDelta.flatMap(({ name }) => deltaOf(name) ?? []);
  return {
    loss,
    symbols: new Map([
      ...deltas.map((delta) => [textOfName(delta), "adjoint"] as const),
      ...variables.map(({ name }) => [textOfName(nameOf(name)), "value"] as const),
    ]),
  };
};

/** How the symbols of formulas are printed, given nothing else. */
export const namingOfFormulas = (...formulas: readonly Formula[]): Naming =>
  namingOfVariables(formulas.flatMap(variablesIn));

/** How the symbols of an equation, or that of a step, are printed, given nothing else: a gradient is by a parameter, which has no δ. */
export const namingOfEquation = (shown: Equation | Step): Naming => {
  const { left, right } = "equation" in shown ? shown.equation : shown;
  const variables = [left, right].flatMap(variablesIn);
  const isDelta = ({ name }: Variable): boolean =>
    !("equation" in shown && shown.kind === "gradient" && shown.variable.name === name);
  return namingOfVariables(variables, "E", variables.filter(isDelta));
};

/**
 * How the symbols of a derivation are printed beside each other: what `textOfEquation` and `latexOfEquation` need for one of its steps.
 *
 * @example
 * import { derive, namingOf, textOfEquation } from "@chainrule/formula";
 * import { input, named, sum, square } from "@chainrule/core";
 * const x = input([3], { name: "x" });
 * const derivation = derive(named("L", sum(square(x))), { wrt: { x } });
 * const equations = derivation.steps.map((step) => textOfEquation(step, namingOf(derivation)));
 * assert.deepEqual(equations.toArray(), ["L = ‖x‖²", "∂L/∂x = 2 x"]);
 */
export const namingOf = ({ steps, loss, inputs, constants }: Derivation): Naming => {
  const adjoints = steps
    .filter(({ kind }) => kind === "adjoint")
    .map(({ variable }) => variable)
    .toArray();
  return namingOfVariables(
    [
      loss,
      ...steps.map(({ variable }) => variable),
      ...inputs.map(({ variable }) => variable),
      ...steps.flatMap(({ equation: { left, right } }) => [left, right].flatMap(variablesIn)),
      ...constants.keySeq().map((name): Variable => ({ name, kind: "value", shape: [], isOneHot: false })),
    ],
    loss.name,
    adjoints,
  );
};
