import { List, OrderedMap } from "immutable";
import type { Derivation, Step } from "../derive/derivation.js";
import { askedFor } from "./asked.js";
import { valueOfTerm } from "./concrete.js";
import { isPublishedAs, showDecimal } from "./decimal.js";
import type { Explanation, PublishedElement, Result, ScalarExplanation } from "./explanation.js";
import { type ElementPlace, type Labels, labelsOf, type NestedLabels } from "./label.js";
import { nameOfQuantity, quantitiesCalled, stepOf } from "./quantity.js";
import { type Showing, withExplained } from "./scalar.js";
import { labelStyle, numberStyle } from "./style.js";
import { type Valued, type Values, valued } from "./values.js";

/** What to explain beside the steps as a whole, and how. */
export interface ExplainOptions {
  /**
   * The numbers to explain one by one: a derivative as it is printed, `∂E/∂h1`; a value by its label, `h1`, or its place; a parameter, `w5`,
   * for the derivative by it and, where the derivation has one, its next value.
   */
  readonly of?: readonly (string | ElementPlace)[];
  /** What elements are called: `{ W2: [["w5", "w6"], ["w7", "w8"]] }`. Those without a label are called `W2[0,1]`. */
  readonly labels?: Readonly<Record<string, NestedLabels>>;
  /** What a text has published, by the names under which it is printed here: `{ "∂E/∂w1": 0.0011362635 }`. */
  readonly published?: Readonly<Record<string, number>>;
  /** The decimals of printed numbers, 9 unless said otherwise. */
  readonly digits?: number;
}

const resultIn =
  (published: Readonly<Record<string, number>>) =>
  (name: string, value: number): Result => {
    const known = Object.hasOwn(published, name) ? published[name] : undefined;
    return { value, published: known, differs: known !== undefined && !isPublishedAs(value, known) };
  };

/** The published elements of the values of steps. */
const publishedIn = (
  { steps }: Valued,
  published: Readonly<Record<string, number>>,
  derivation: Derivation,
  labels: Labels,
): readonly (PublishedElement & { readonly step: Step })[] =>
  Object.entries(published).flatMap(([left, known]) => {
    const quantity = quantitiesCalled(left, derivation, labels).find(
      (each) => nameOfQuantity(each, derivation, labels) === left,
    );
    const step = quantity && stepOf(derivation, quantity);
    if (quantity === undefined || step === undefined) return [];
    const value = steps.find((each) => each.step === step)?.value;
    const place = quantity.at.reduce((sum, position, axis) => sum * (step.shape[axis] ?? 1) + position, 0);
    const number = value?.toArray()[place] ?? Number.NaN;
    return [{ step, left, value: number, published: known, differs: !isPublishedAs(number, known) }];
  });

/** Whether a name is that of the derivative of one value by another, `∂o1/∂net_o1`. */
const isPartial = (name: string, { placeOf }: Labels): boolean => {
  const [, above, below] = /^∂(.+)\/∂(.+)$/u.exec(name) ?? [];
  return above !== undefined && below !== undefined && placeOf(above) !== undefined && placeOf(below) !== undefined;
};

/**
 * The steps of a derivation with the numbers filled in; on request number by number, each a sum of chains of factors:
 * `∂E/∂w5 = ∂E/∂o1 · ∂o1/∂net_o1 · ∂net_o1/∂w5 = 0.741365070 × 0.186815602 × 0.593269992 = 0.082167041`.
 *
 * Sums over several paths are explained before what stands on them. Chains run through activations where the derivation was made with
 * `adjoints: "all"`. Numbers are worked out in double precision; only their texts are rounded.
 *
 * @throws RangeError for an input without a value, for a name, a label or a published number that the derivation does not have, and for a
 * chain where δ is minus the derivative;
 * TypeError for a value that is no tensor and no number; ShapeError for a value or labels of another shape.
 *
 * @example
 * import { derive, explain } from "@chainrule/formula";
 * import { input, mul, named, sigmoid, square, sub, tensor } from "@chainrule/core";
 * const [w, x, t] = [input([], { name: "w" }), input([], { name: "x" }), input([], { name: "t" })];
 * const o = named("o", sigmoid(named("z", mul(w, x))));
 * const derivation = derive(named("E", mul(0.5, square(sub(t, o)))), { wrt: { w }, adjoints: "all" });
 * const values = { w: tensor(2), x: tensor(0.5), t: tensor(0) };
 * const { scalars } = explain(derivation, values, { of: ["w"], published: { "∂E/∂w": 0.0719 } });
 * assert.equal(scalars.first()?.chain, "∂E/∂o · ∂o/∂z · ∂z/∂w");
 * assert.equal(scalars.first()?.differs, false);
 */
export const explain = (derivation: Derivation, values: Values, options: ExplainOptions = {}): Explanation => {
  const { of = [], published = {}, digits = 9 } = options;
  if (of.length > 0 && derivation.delta === "descent")
    throw new RangeError('explain: chains of derivatives need δ = ∂E/∂z: derive without delta: "descent"');
  const labels = labelsOf(derivation, options.labels ?? {});
  const { steps, meaning } = valued(derivation, values);
  const showNumber = (value: number): string => showDecimal(value, digits);
  const showing: Showing = {
    derivation,
    meaning,
    labels,
    styles: {
      labels: labelStyle(derivation, labels),
      numbers: numberStyle(derivation, (term) => valueOfTerm(term, meaning), showNumber),
    },
    showNumber,
    resultOf: resultIn(published),
  };
  const asked = of.flatMap((wanted) => askedFor(wanted, derivation, labels));
  const elements = publishedIn({ steps, meaning }, published, derivation, labels);
  const unknown = Object.keys(published).find(
    (name) => !elements.some(({ left }) => left === name) && !isPartial(name, labels),
  );
  if (unknown !== undefined) throw new RangeError(`explain: published: no step of the derivation gives ${unknown}`);
  return {
    derivation,
    steps: steps.map(({ step, value }) => ({
      step,
      value,
      published: List(elements.filter((each) => each.step === step).map(({ step: _, ...element }) => element)),
    })),
    scalars: asked
      .reduce((done, quantity) => withExplained(done, quantity, showing), OrderedMap<string, ScalarExplanation>())
      .toList(),
    digits,
  };
};
