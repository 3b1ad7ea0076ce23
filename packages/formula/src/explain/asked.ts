import type { Derivation } from "../derive/derivation.js";
import type { Variable } from "../term/term.js";
import type { ElementPlace, Labels } from "./label.js";
import { type Quantity, quantitiesCalled } from "./quantity.js";

const variablesOf = ({ steps }: Derivation): readonly Variable[] => [
  ...new Map(steps.map(({ variable }) => [variable.name, variable] as const)).values(),
];

/** How an element of a variable, and the derivative by it, is asked for. */
const exampleOf = ({ name, shape }: Variable, { loss }: Derivation): string => {
  const element = shape.length === 0 ? name : `${name}[${shape.map(() => 0).join()}]`;
  return name === loss.name ? element : `${element} or ∂${loss.name}/∂${element}`;
};

/** What can be asked for, with the variable that may have been meant as the example. */
const suggestion = (wanted: string, derivation: Derivation): string => {
  const variables = variablesOf(derivation);
  const [, below = wanted] = /^∂.*\/∂(.+)$/u.exec(wanted) ?? [];
  const meant = variables
    .filter(({ name }) => below === name || below.startsWith(`${name}[`))
    .concat(derivation.steps.flatMap(({ kind, variable }) => (kind === "gradient" ? [variable] : [])).toArray())
    .concat(variables)[0];
  const example = meant === undefined ? "" : `, such as ${exampleOf(meant, derivation)}`;
  return `ask for an element${example}, or for its label; there are ${variables.map(({ name }) => name).join(", ")}`;
};

/**
 * The numbers that are asked for.
 *
 * @throws RangeError where the derivation has none of that name.
 */
export const askedFor = (
  wanted: string | ElementPlace,
  derivation: Derivation,
  labels: Labels,
): readonly Quantity[] => {
  const name = typeof wanted === "string" ? wanted : labels.labelOf(wanted);
  const found = quantitiesCalled(name, derivation, labels);
  if (found.length > 0) return found;
  throw new RangeError(`explain: no number of the derivation is called ${name}: ${suggestion(name, derivation)}`);
};
