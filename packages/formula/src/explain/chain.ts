import type { Derivation, Step } from "../derive/derivation.js";
import type { Meaning } from "../term/evaluate.js";
import { isSame } from "../term/key.js";
import { element, numberIn, one, position, product, sum, type Term } from "../term/term.js";
import { parts } from "../term/walk.js";
import { termAt, valueOfTerm } from "./concrete.js";
import type { Labels } from "./label.js";
import { nameOfQuantity, type Quantity, quantityOf, stepOf } from "./quantity.js";
import { positiveFirst, type Style, scalarText, type Text } from "./scalar-text.js";

/** What scalars are explained by. */
export interface Context {
  readonly derivation: Derivation;
  readonly meaning: Meaning<number>;
  readonly labels: Labels;
  /** Terms with labels in them, and with numbers. */
  readonly styles: { readonly labels: Style; readonly numbers: Style };
}

/** A factor with its texts: as a formula, and with numbers in it. */
export interface Link {
  readonly derivative: string | undefined;
  readonly formula: Text;
  readonly numbers: Text;
  readonly value: number;
}

/** A product, and the derivatives that it stands on. */
export interface Chain {
  readonly links: readonly Link[];
  readonly needs: readonly Quantity[];
}

type Element = Extract<Term, { kind: "element" }>;

const adjointsIn = (term: Term): readonly Element[] =>
  term.kind === "element" && term.of.kind === "adjoint" ? [term] : parts(term).flatMap(adjointsIn);

const hasAdjoint = (term: Term): boolean => adjointsIn(term).length > 0;

const factorsOf = (term: Term): readonly Term[] => (term.kind === "product" ? term.factors : [term]);

/** A term as one derivative times what has none, if it is that. */
const split = (term: Term): { readonly upstream: Element; readonly local: Term } | undefined => {
  const [upstream, ...more] = factorsOf(term).filter(hasAdjoint);
  if (upstream?.kind !== "element" || more.length > 0) return undefined;
  return { upstream, local: product(...factorsOf(term).filter((factor) => factor !== upstream)) };
};

const linkOf = (term: Term, derivative: string | undefined, { meaning, styles }: Context): Link => ({
  derivative,
  formula: scalarText(term, styles.labels),
  numbers: scalarText(term, styles.numbers),
  value: valueOfTerm(term, meaning),
});

/** A derivative that is explained elsewhere, by its name. */
const named = (upstream: Element, context: Context): Link =>
  linkOf(upstream, nameOfQuantity(quantityOf(upstream), context.derivation, context.labels), context);

const isOne = (term: Term): boolean => numberIn(term) === 1;

/** The derivative of what is at an element by a quantity. */
const partial = (upstream: Element, by: Quantity, { labels }: Context): string =>
  `∂${labels.labelOf(quantityOf(upstream))}/∂${labels.labelOf(by)}`;

/** An update with the derivative by its name, where the equation has what it is. */
const withGradient = (update: Step, gradient: Step): Step => {
  const written = factorsOf(gradient.term);
  const isWritten = (factor: Term): boolean => written.some((other) => isSame(factor, other));
  const named = element(gradient.variable, update.indices.map(position));
  const terms = update.term.kind === "sum" ? update.term.terms : [update.term];
  const replaced = terms.map((term) => {
    const others = factorsOf(term).filter((factor) => !isWritten(factor));
    return factorsOf(term).length === others.length + written.length ? product(...others, named) : term;
  });
  return { ...update, term: sum(...replaced) };
};

const rightSideOf = (quantity: Quantity, { derivation, meaning }: Context): Term | undefined => {
  const step = stepOf(derivation, quantity);
  const gradient = quantity.kind === "update" ? stepOf(derivation, { ...quantity, kind: "adjoint" }) : undefined;
  return step && termAt(gradient === undefined ? step : withGradient(step, gradient), quantity.at, meaning);
};

/** From the loss, or from the next sum, down to an element: a product of derivatives as long as only one path leads on. */
const chainTo = (end: Element, context: Context): Chain => {
  const quantity = quantityOf(end);
  const term = rightSideOf(quantity, context);
  if (term !== undefined && !hasAdjoint(term))
    return { links: [linkOf(term, nameOfQuantity(quantity, context.derivation, context.labels), context)], needs: [] };
  const link = term && split(term);
  return link === undefined ? { links: [named(end, context)], needs: [quantity] } : lengthened(link, quantity, context);
};

const lengthened = (
  { upstream, local }: { readonly upstream: Element; readonly local: Term },
  quantity: Quantity,
  context: Context,
): Chain => {
  const above = chainTo(upstream, context);
  return { ...above, links: [...above.links, linkOf(local, partial(upstream, quantity, context), context)] };
};

/** A product that is not followed further up: its derivatives by name. */
const pathOf = (term: Term, quantity: Quantity, isOnlyPath: (to: Element) => boolean, context: Context): Chain => {
  const needs = adjointsIn(term).map(quantityOf);
  const link = split(term);
  if (link === undefined) {
    const above = factorsOf(term).filter(hasAdjoint);
    const local = product(...factorsOf(term).filter((factor) => !hasAdjoint(factor)));
    const factors = isOne(local) && above.length > 0 ? above : [...above, local];
    return { links: factors.map((factor) => linkOf(factor, undefined, context)), needs };
  }
  const { upstream, local } = link;
  if (isOne(local)) return { links: [named(upstream, context)], needs };
  if (quantity.kind === "update")
    return { links: [linkOf(local, undefined, context), named(upstream, context)], needs };
  const derivative = isOnlyPath(upstream) ? partial(upstream, quantity, context) : undefined;
  return { links: [named(upstream, context), linkOf(local, derivative, context)], needs };
};

const isSameElement = (a: Quantity, b: Quantity): boolean => a.name === b.name && a.at.join() === b.at.join();

/** The paths to a quantity: one chain for each. A value is a sum of terms without chains. */
export const chainsOf = (quantity: Quantity, context: Context): readonly Chain[] => {
  const term = rightSideOf(quantity, context) ?? one;
  if (quantity.kind === "value" || !hasAdjoint(term)) {
    const terms = quantity.kind !== "adjoint" && term.kind === "sum" ? positiveFirst(term.terms) : [term];
    return terms.map((part) => ({ links: [linkOf(part, undefined, context)], needs: [] }));
  }
  const link = split(term);
  if (link !== undefined && quantity.kind === "adjoint") return [lengthened(link, quantity, context)];
  const adjoints = adjointsIn(term).map(quantityOf);
  const isOnlyPath = (to: Element): boolean =>
    adjoints.filter((other) => isSameElement(other, quantityOf(to))).length === 1;
  return (term.kind === "sum" ? term.terms : [term]).map((part) => pathOf(part, quantity, isOnlyPath, context));
};

/** The product of a chain. */
export const productOf = ({ links }: Chain): number => links.reduce((value, link) => value * link.value, 1);
