import type { AbstractFunction } from "../derive/derivation.js";
import { definedFunction } from "./code.js";
import { arrayOf, definition, type Scope } from "./expression.js";
import { prepared } from "./hoist.js";
import { identifierOf, unused } from "./identifier.js";
import type { Layout } from "./layout.js";
import { stable } from "./stable.js";

/** The definition of a function of one number. */
export const functionOf = (name: string, { argument, term }: AbstractFunction, scope: Scope): Layout => {
  const parameter = unused(identifierOf(argument.name), scope.taken);
  const inside: Scope = {
    ...scope,
    taken: scope.taken.add(parameter),
    nameOf: (variable) => (variable.name === argument.name ? parameter : scope.nameOf(variable)),
  };
  const { definitions, value } = arrayOf([], prepared(stable(term, () => undefined)), inside);
  return definedFunction(name, parameter, definitions.map(definition), value);
};
