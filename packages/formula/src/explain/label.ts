import { type Shape, ShapeError, sameShape, showShape } from "@chainrule/core";
import type { Derivation } from "../derive/derivation.js";
import type { Variable } from "../term/term.js";
import { placesOf } from "./values.js";

/** A label, or lists of lists of labels like those of the elements of a tensor; axes of size 1 may be left out. */
export type NestedLabels = string | readonly NestedLabels[];

/** An element of the variable with a name. */
export interface ElementPlace {
  readonly name: string;
  readonly at: readonly number[];
}

/** What elements are called, and which element is called so. */
export interface Labels {
  readonly labelOf: (place: ElementPlace) => string;
  readonly placeOf: (label: string) => ElementPlace | undefined;
}

const shapeOf = (labels: NestedLabels | undefined): Shape =>
  labels === undefined || typeof labels === "string" ? [] : [labels.length, ...shapeOf(labels[0])];

const flat = (labels: NestedLabels): readonly string[] =>
  typeof labels === "string" ? [labels] : labels.flatMap(flat);

const plainLabel = ({ name, at }: ElementPlace): string => (at.length === 0 ? name : `${name}[${at.join()}]`);

/** The labels of the elements of one variable. */
const labelled = ({ name, shape }: Variable, labels: NestedLabels): readonly (readonly [string, ElementPlace])[] => {
  const [given, list, places] = [shapeOf(labels), flat(labels), placesOf(shape)];
  const isLong = sameShape(given, shape);
  const isShort = sameShape(
    given,
    shape.filter((size) => size !== 1),
  );
  if (!(isLong || isShort) || list.length !== places.length)
    throw new ShapeError(`explain: the labels of ${name} need shape ${showShape(shape)}, got ${showShape(given)}`);
  return places.map((at, place) => [list[place] ?? "", { name, at }]);
};

/** The variables of a derivation, by name. */
const variablesOf = ({ inputs, steps, constants }: Derivation): ReadonlyMap<string, Shape> =>
  new Map([
    ...constants.map(({ shape }, name) => [name, shape] as const).values(),
    ...inputs.map(({ variable: { name, shape } }) => [name, shape] as const),
    ...steps.map(({ variable: { name, shape } }) => [name, shape] as const),
  ]);

/**
 * The labels of all elements: those that are given, else `W2[0,1]`.
 *
 * @throws RangeError for a variable that is not there or a label that is given twice; ShapeError for labels of another shape.
 */
export const labelsOf = (derivation: Derivation, given: Readonly<Record<string, NestedLabels>>): Labels => {
  const variables = variablesOf(derivation);
  const pairs = Object.entries(given).flatMap(([name, labels]) => {
    const shape = variables.get(name);
    if (shape !== undefined) return labelled({ name, shape, kind: "value", isOneHot: false }, labels);
    throw new RangeError(`explain: labels for ${name}, but there are ${[...variables.keys()].join(", ")}`);
  });
  const places = new Map(pairs);
  const labels = new Map(pairs.map(([label, place]) => [plainLabel(place), label]));
  if (places.size < pairs.length) {
    const twice = pairs.find(([label], first) => pairs.findLastIndex(([other]) => other === label) > first);
    throw new RangeError(`explain: two elements have the label ${twice?.[0]}`);
  }
  const parse = (label: string): ElementPlace | undefined => {
    const [, name = label, at = ""] = /^(.+)\[([\d,\s]+)\]$/u.exec(label) ?? [];
    const place = { name, at: at === "" ? [] : at.split(",").map(Number) };
    return isWithin(variables.get(name), place.at) ? place : undefined;
  };
  return {
    labelOf: (place) => labels.get(plainLabel(place)) ?? plainLabel(place),
    placeOf: (label) => places.get(label) ?? parse(label),
  };
};

/** Whether a shape has an element at a place. */
const isWithin = (shape: Shape | undefined, at: readonly number[]): boolean =>
  shape !== undefined && shape.length === at.length && at.every((position, axis) => position < (shape[axis] ?? 0));
