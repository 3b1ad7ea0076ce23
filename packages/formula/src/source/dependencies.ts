import type { Derivation, Step } from "../derive/derivation.js";
import type { Term, Variable } from "../term/term.js";
import { parts } from "../term/walk.js";
import { keyOfFunction, keyOfVariable } from "./identifier.js";

const withParts = (term: Term): readonly Term[] => [term, ...parts(term).flatMap(withParts)];

const variablesIn = (term: Term): readonly Variable[] =>
  withParts(term).flatMap((part) => (part.kind === "element" ? [part.of] : []));

/** The keys of the variables and functions that stand in a term. */
export const usedIn = (term: Term): readonly string[] => [
  ...variablesIn(term).map(keyOfVariable),
  ...withParts(term).flatMap((part) => (part.kind === "call" ? [keyOfFunction(part.name)] : [])),
];

/** The steps that the results need, in order. */
export const needed = (steps: readonly Step[], isResult: (step: Step) => boolean): readonly Step[] => {
  const used = new Set<string>();
  return steps
    .toReversed()
    .filter((step) => {
      const isNeeded = isResult(step) || used.has(keyOfVariable(step.variable));
      if (isNeeded) for (const key of usedIn(step.term)) used.add(key);
      return isNeeded;
    })
    .toReversed();
};

/** What must be given: the inputs, and what else nothing defines. */
export const inputsOf = ({ inputs, constants }: Derivation, steps: readonly Step[]): readonly Variable[] => {
  const given = inputs.map(({ variable }) => variable);
  const defined = new Set(steps.filter(({ kind }) => kind !== "update").map(({ variable }) => keyOfVariable(variable)));
  const others = steps
    .flatMap(({ term }) => variablesIn(term))
    .filter((variable) => !defined.has(keyOfVariable(variable)) && !constants.has(variable.name));
  return [...new Map([...given, ...others].map((variable) => [keyOfVariable(variable), variable])).values()];
};
