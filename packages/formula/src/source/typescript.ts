import { Map as ImmutableMap, Set as ImmutableSet } from "immutable";
import type { Derivation, Step } from "../derive/derivation.js";
import { nameOf } from "../notation/name.js";
import { type Naming, namingOf, textOfName } from "../render/naming.js";
import { textOfEquation } from "../render/text.js";
import { isSameVariable, type Variable, zero } from "../term/term.js";
import { substitute } from "../term/walk.js";
import { functionOf } from "./abstract-function.js";
import { fields } from "./code.js";
import { constantOf } from "./constant.js";
import { inputsOf, needed, usedIn } from "./dependencies.js";
import type { Scope } from "./expression.js";
import { identifiersOf, isIdentifier, keyOfConstant, keyOfFunction, keyOfStep, keyOfVariable } from "./identifier.js";
import { type Field, interfaceOf } from "./interface.js";
import { block, type Layout, written } from "./layout.js";
import { preludeOf } from "./prelude.js";
import { type Definitions, stable } from "./stable.js";
import { statementsOf } from "./statements.js";
import { withGradient } from "./update.js";

/** How the source is written. */
export interface SourceOptions {
  /** What the function is called; default `gradient`. */
  readonly name?: string;
}

/** Text as it may stand in a comment. */
const inComment = (text: string): string => text.replaceAll("*/", "* /").replaceAll(/\s+/gu, " ");

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;

/** The steps with their terms as they are computed. */
const computed = (steps: readonly Step[]): readonly Step[] => {
  const definitionOf: Definitions = ({ of, at }) => {
    const step = steps.find(({ kind, variable }) => kind !== "update" && isSameVariable(variable, of));
    return step && substitute(step.term, new Map(step.indices.map(({ id }, axis) => [id, at[axis] ?? zero])));
  };
  return steps.map((step) => ({ ...step, term: stable(withGradient(step, steps), definitionOf) }));
};

/** What the function computes. */
const headline = (steps: readonly Step[], loss: Step | undefined, naming: Naming): string => {
  const of = loss === undefined ? textOfName(nameOf(naming.loss)) : textOfEquation(loss, naming);
  const by = steps.filter(({ kind }) => kind === "gradient").map(({ variable }) => textOfName(nameOf(variable.name)));
  return inComment(by.length === 0 ? `${of}.` : `${of}, and its derivatives by ${listed(by)}.`);
};

/**
 * The derivation as source of its own: a module of TypeScript with one pure function, from the inputs to the loss and the gradients, that
 * uses no library. Tensors are nested arrays; numbers are doubles.
 *
 * @throws RangeError for a name that is no identifier, or that the source needs itself.
 *
 * @example
 * import { derive, toTypeScript } from "@chainrule/formula";
 * import { input, mul, named, square, sub, sum } from "@chainrule/core";
 * const [W, x, y] = [input([2, 3], { name: "W" }), input([3], { name: "x" }), input([2], { name: "y" })];
 * const z = named("z", sum(mul(W, x), 1));
 * const source = toTypeScript(derive(mul(0.5, sum(square(sub(z, y)))), { wrt: { W } }));
 * assert.ok(source.endsWith(`
 * export const gradient = ({ W, x, y }: Inputs): Result => {
 *   // z = W x
 *   const z = fill(2, (i) => sum(3, (k) => W[i][k] * x[k]));
 *   // E = ½ ‖z − y‖²
 *   const E = sum(2, (k) => (z[k] - y[k]) ** 2) / 2;
 *
 *   // δ = z − y
 *   const delta = fill(2, (i) => z[i] - y[i]);
 *
 *   // ∂E/∂W = δ xᵀ
 *   const dW = fill(2, (i) => fill(3, (j) => delta[i] * x[j]));
 *
 *   return { E, dW };
 * };
 * `));
 */
export const toTypeScript = (derivation: Derivation, { name = "gradient" }: SourceOptions = {}): string => {
  if (!isIdentifier(name)) throw new RangeError(`toTypeScript: no function can be called ${name} here`);
  const isLoss = ({ kind, variable }: Step): boolean => kind === "forward" && variable.name === derivation.loss.name;
  const isResult = (step: Step): boolean => step.kind === "gradient" || step.kind === "update" || isLoss(step);
  const steps = needed(computed(derivation.steps.toArray()), isResult);
  const inputs = inputsOf(derivation, steps);
  const used = new Set(steps.flatMap(({ term }) => usedIn(term)));

  const identifiers = identifiersOf(derivation, inputs, ImmutableSet([name]));
  const called = (key: string, otherwise: string): string => identifiers.get(key) ?? otherwise;
  const fieldOf = (key: string, variable: Variable): Field => ({ ...variable, name: called(key, variable.name) });
  const given = inputs.map((variable) => fieldOf(keyOfVariable(variable), variable));
  const results = steps.filter(isResult).map((step) => fieldOf(keyOfStep(step), step.variable));
  const scope: Scope = {
    nameOf: (variable) => called(keyOfVariable(variable), variable.name),
    functionOf: (abstract) => called(keyOfFunction(abstract), abstract),
    letters: ImmutableMap(),
    known: ImmutableMap(),
    taken: identifiers.valueSeq().toSet().add(name),
  };

  const constants = derivation.constants
    .toArray()
    .filter(([typed]) => used.has(keyOfConstant(typed)))
    .map(([typed, value]) => constantOf(called(keyOfConstant(typed), typed), value));
  const seen = [
    ...derivation.constants.keySeq().map(keyOfConstant),
    ...derivation.functions.keySeq().map(keyOfFunction),
  ];
  const outermost: Scope = { ...scope, taken: ImmutableSet(seen.map((key) => called(key, key))).add(name) };
  const functions = derivation.functions
    .toArray()
    .filter(([typed]) => used.has(keyOfFunction(typed)))
    .map(([typed, f]) => functionOf(scope.functionOf(typed), f, outermost));

  const naming = namingOf(derivation);
  const body: readonly Layout[] = [
    ...statementsOf(steps, scope, {
      nameOf: (step) => called(keyOfStep(step), step.variable.name),
      commentOf: (step) => inComment(textOfEquation(step, naming)),
    }),
    "",
    ["return ", fields(results.map((field) => field.name)), ";"],
  ];
  const destructured = inputs.filter((variable) => used.has(keyOfVariable(variable))).map(scope.nameOf);
  const parameter = given.length === 0 ? "" : [fields(destructured), ": Inputs"];
  const main = [`export const ${name} = (`, parameter, "): Result => ", block(...body), ";"];

  const definitions = [...constants, ...functions].map(written);
  const code = written(main);
  return [
    ...(given.length === 0 ? [] : [interfaceOf("Inputs", given)]),
    interfaceOf("Result", results),
    ...preludeOf([...definitions, code].join("\n").replaceAll(/^ *\/\/.*$/gmu, "")),
    ...(definitions.length === 0 ? [] : [definitions.join("\n")]),
    `/** ${headline(steps, derivation.steps.find(isLoss), naming)} */\n${code}\n`,
  ].join("\n\n");
};
