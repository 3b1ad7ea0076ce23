import type { Rounded } from "@chainrule/check";
import type { Elementary, Expr, Shape } from "@chainrule/core";
import { type Derivation, type Step, textOf, toText, type Variable } from "@chainrule/formula";
import { differenceOf } from "./agreement.js";
import { exact } from "./executed.js";
import { evaluateText } from "./text/evaluate.js";
import { EvaluationError } from "./text/meaning.js";
import { parse } from "./text/parse.js";
import type { Value } from "./text/value.js";

export type Notation = "matrix" | "index";

/** A printed equation. */
export interface Printed {
  readonly text: string;
  readonly notation: Notation;
}

/** What was found of the formulas of one derivation. */
export interface Readings {
  /** Up to and with the first that is wrong. */
  readonly equations: readonly Printed[];
  /** Why the last equation is wrong, where it is. */
  readonly fault: string | undefined;
}

/** The equations of a derivation as a reader sees them, one for each step. */
const linesOf = (derivation: Derivation): readonly string[] =>
  toText(derivation)
    .split("\n")
    .flatMap((line) => (line.startsWith("  ") ? [line.trim()] : []));

/** What is given goes by its own name. */
const nameOf = (of: Variable): string => textOf({ kind: "symbol", of, subscripts: [] });

/** The name of what an equation defines, without its subscripts: a lowered character each, or in brackets. */
const definedBy = (line: string, { equation: { left } }: Step): string => {
  const count = left.kind === "symbol" ? left.subscripts.length : 0;
  const [name = ""] = line.split(/ [=←] /u, 1);
  if (count === 0) return name;
  return name.endsWith("]") ? name.slice(0, name.lastIndexOf("[")) : [...name].slice(0, -count).join("");
};

/** Values by printed name. */
type Environment = ReadonlyMap<string, Value<Rounded>>;

const valuesGiven = (
  { inputs, constants }: Derivation,
  given: ReadonlyMap<Expr, readonly Rounded[]>,
): readonly (readonly [string, Value<Rounded>])[] => [
  ...inputs.map(({ variable, node }): readonly [string, Value<Rounded>] => [
    nameOf(variable),
    { shape: variable.shape, data: given.get(node) ?? [] },
  ]),
  ...[...constants].map(([name, tensor]): readonly [string, Value<Rounded>] => [
    nameOf({ name, kind: "value", shape: tensor.shape, isOneHot: false }),
    { shape: tensor.shape, data: exact(tensor.toArray()) },
  ]),
];

const isReadingError = (error: unknown): error is Error =>
  error instanceof SyntaxError || error instanceof EvaluationError;

/** What names stand for. */
interface Meanings {
  readonly environment: Environment;
  readonly functions: Functions;
}

/** Functions that are left abstract, by name. */
export type Functions = (name: string) => ((x: Rounded) => Rounded) | undefined;

/** Found to be so, or why not. */
type Reading =
  | { readonly value: Value<Rounded>; readonly fault?: undefined }
  | { readonly value?: undefined; readonly fault: string };

const read = (
  K: Elementary<Rounded>,
  text: string,
  symbols: readonly string[],
  { environment, functions }: Meanings,
  shape: Shape,
): Reading => {
  try {
    const equation = parse(text, symbols);
    const valuesOf = (symbol: string): Value<Rounded> | undefined => environment.get(symbol);
    return { value: evaluateText(K, equation, { valuesOf, shapeOf: () => shape, functions }) };
  } catch (error) {
    if (!isReadingError(error)) throw error;
    return { fault: error.message };
  }
};

/** The first name that two of the variables have. */
const sharedName = (names: readonly string[]): string | undefined =>
  names.find((name, place) => names.indexOf(name) !== place);

/** What a value that was found is off from the executed one, in words. */
const differing = (found: Value<Rounded>, executed: readonly Rounded[]): string | undefined => {
  if (found.data.length !== executed.length) return `${found.data.length} elements for ${executed.length}`;
  const difference = differenceOf(found.data, executed);
  if (difference === undefined) return undefined;
  const { place, found: value, executed: expected, allowed } = difference;
  return `element ${place} is ${value}, executed ${expected}, where ${allowed.toPrecision(2)} is allowed for rounding`;
};

/** An equation is in index notation where what it defines has subscripts. */
const notationOf = ({ equation: { left } }: Step): Notation =>
  left.kind === "symbol" && left.subscripts.length > 0 ? "index" : "matrix";

/** Reads every equation in turn, each with the values that those before it gave, and compares it with what was executed. */
export const readInTurn = (
  K: Elementary<Rounded>,
  derivation: Derivation,
  given: ReadonlyMap<Expr, readonly Rounded[]>,
  executed: readonly (readonly Rounded[] | undefined)[],
  functions: Functions = () => undefined,
): Readings => {
  const values = valuesGiven(derivation, given);
  const environment = new Map(values);
  const lines = linesOf(derivation);
  const defined = derivation.steps.toArray().map((step, place) => definedBy(lines[place] ?? "", step));
  const isNew = (_name: string, place: number): boolean => derivation.steps.get(place)?.kind !== "update";
  const symbols = [...values.map(([name]) => name), ...defined.filter(isNew)];
  const shared = sharedName(symbols);
  const equations: Printed[] = [];
  if (shared !== undefined) return { equations, fault: `two variables are printed as ${shared}` };
  for (const [place, step] of derivation.steps.entries()) {
    const [text = "", name = ""] = [lines[place], defined[place]];
    equations.push({ text, notation: notationOf(step) });
    const { fault, value } = read(K, text, symbols, { environment, functions }, step.shape);
    if (fault !== undefined) return { equations, fault };
    const { [place]: expected } = executed;
    const difference = expected === undefined ? undefined : differing(value, expected);
    if (difference !== undefined) return { equations, fault: difference };
    // A parameter after a step is another one than that before it.
    if (step.kind !== "update") environment.set(name, value);
  }
  return { equations, fault: undefined };
};
