import {
  indexAt,
  real,
  type Shape,
  ShapeError,
  sameShape,
  showShape,
  sizeOf,
  Tensor,
  tensor,
  tensorFrom,
} from "@chainrule/core";
import { Map as ImmutableMap, type List } from "immutable";
import type { Derivation, Step } from "../derive/derivation.js";
import { evaluate, type Meaning } from "../term/evaluate.js";
import type { Variable } from "../term/term.js";

/** A tensor for each input of a derivation, by its name; a number for a scalar. */
export type Values = Readonly<Record<string, Tensor | number>>;

/** The values of the steps of a derivation, and what its variables and functions mean. */
export interface Valued {
  readonly steps: List<{ readonly step: Step; readonly value: Tensor }>;
  readonly meaning: Meaning<number>;
}

type Environment = ImmutableMap<string, readonly number[]>;

const keyOf = ({ kind, name }: Variable): string => `${kind} ${name}`;

const checkInputs = ({ inputs }: Derivation, values: Values): void => {
  const names = inputs.map(({ variable }) => variable.name);
  const missing = names.filter((name) => !Object.hasOwn(values, name));
  if (missing.length > 0) throw new RangeError(`explain: no value for ${missing.join(", ")}`);
  const unknown = Object.keys(values).filter((name) => !names.includes(name));
  if (unknown.length > 0)
    throw new RangeError(`explain: ${unknown.join(", ")}: no such input, there are ${names.join(", ")}`);
};

const described = (value: unknown): string => {
  if (value === undefined || value === null) return String(value);
  return `${Array.isArray(value) || typeof value === "object" ? "an" : "a"} ${Array.isArray(value) ? "array" : typeof value}`;
};

const checked = ({ name, shape }: Variable, value: unknown): readonly number[] => {
  const given = typeof value === "number" ? tensor(value, { dtype: "f64" }) : value;
  if (!(given instanceof Tensor))
    throw new TypeError(`explain: ${name} needs a tensor of shape ${showShape(shape)}, got ${described(value)}`);
  if (!sameShape(given.shape, shape))
    throw new ShapeError(`explain: ${name} needs shape ${showShape(shape)}, got ${showShape(given.shape)}`);
  return given.toArray();
};

/** What the variables of an environment, and the abstract functions of a derivation, mean. */
const meaningIn = ({ functions }: Derivation, environment: Environment): Meaning<number> => {
  const functionOf = (name: string): ((a: number) => number) | undefined => {
    const f = functions.get(name);
    const at =
      (a: number): Meaning<number>["valuesOf"] =>
      (of) =>
        of.name === f?.argument.name ? [a] : valuesOf(of);
    return f && ((a) => evaluate(real, f.term, [], { valuesOf: at(a), functionOf })[0] ?? Number.NaN);
  };
  const valuesOf = (variable: Variable): readonly number[] => {
    const found = environment.get(keyOf(variable));
    if (found === undefined) throw new RangeError(`explain: no step gives ${keyOf(variable)}`);
    return found;
  };
  return { valuesOf, functionOf };
};

/**
 * The value of every step, in the order of the steps.
 *
 * @throws RangeError for an input without a value, or a value without an input; TypeError for what is no tensor; ShapeError for a value of
 * another shape.
 */
export const valued = (derivation: Derivation, values: Values): Valued => {
  checkInputs(derivation, values);
  const constants: Environment = derivation.constants
    .map((value) => value.toArray())
    .mapKeys((name) => `value ${name}`);
  const inputs = derivation.inputs.map(
    ({ variable }) => [keyOf(variable), checked(variable, values[variable.name])] as const,
  );
  // An update gives a parameter its next value; the formulas speak of this one.
  const environment = derivation.steps.reduce(
    (known, step) =>
      step.kind === "update"
        ? known
        : known.set(keyOf(step.variable), valuesOfStep(step, meaningIn(derivation, known))),
    constants.merge(ImmutableMap(inputs)),
  );
  const meaning = meaningIn(derivation, environment);
  const tensorOf = (step: Step): Tensor => {
    const numbers = step.kind === "update" ? valuesOfStep(step, meaning) : meaning.valuesOf(step.variable);
    return tensorFrom(step.shape, Array.from(numbers), { dtype: "f64" });
  };
  return { steps: derivation.steps.map((step) => ({ step, value: tensorOf(step) })), meaning };
};

const valuesOfStep = ({ term, indices }: Step, meaning: Meaning<number>): readonly number[] =>
  evaluate(real, term, indices, meaning);

/** The indices of every element of a shape, in row-major order. */
export const placesOf = (shape: Shape): readonly Shape[] =>
  Array.from({ length: sizeOf(shape) }, (_, place) => indexAt(shape, place));
