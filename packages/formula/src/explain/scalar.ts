import { List, type OrderedMap } from "immutable";
import { type Chain, type Context, chainsOf, type Link, productOf } from "./chain.js";
import type { Result, ScalarExplanation } from "./explanation.js";
import { nameOfQuantity, type Quantity } from "./quantity.js";
import { atom, level, shortened, sumOf, type Text, within } from "./scalar-text.js";

/** What scalars are shown by. */
export interface Showing extends Context {
  readonly showNumber: (value: number) => string;
  /** A number beside what a text has published under its name. */
  readonly resultOf: (name: string, value: number) => Result;
}

/** The sum of products of texts. */
const sumOfProducts = (sum: readonly (readonly Text[])[], times: string): string =>
  sumOf(sum.map((factors) => productText(factors, times, sum.length > 1)));

const productText = (factors: readonly Text[], times: string, isAddend: boolean): string => {
  const [only] = factors;
  if (only !== undefined && factors.length === 1 && !isAddend) return only.text;
  return factors.map((factor, place) => within(factor, place === 0 ? level.negative : level.product)).join(times);
};

/** The rows of numbers between a formula and its value: with numbers put in, then with the products multiplied, without those that are 0. */
const numbersOf = (chains: readonly Chain[], value: number, showNumber: Showing["showNumber"]): readonly string[] => {
  const put = ({ links }: Chain): readonly Text[] =>
    links.length === 1 ? links.map(({ numbers }) => numbers) : links.map((link) => atom(showNumber(link.value)));
  const products = chains.map(productOf).filter((each) => each !== 0);
  const rows = [
    sumOfProducts(chains.map(put), " × "),
    ...(products.length === 0 ? [] : [sumOf(products.map(showNumber))]),
    showNumber(value),
  ];
  return rows.filter((row, place) => rows.indexOf(row) === place).slice(0, -1);
};

const allDerivatives = (chains: readonly Chain[]): readonly (readonly Text[])[] | undefined => {
  const names = chains.map(({ links }) =>
    links.flatMap(({ derivative }) => (derivative === undefined ? [] : [atom(derivative)])),
  );
  return names.every((row, place) => row.length === chains[place]?.links.length) ? names : undefined;
};

const explained = (quantity: Quantity, chains: readonly Chain[], showing: Showing): ScalarExplanation => {
  const left = nameOfQuantity(quantity, showing.derivation, showing.labels);
  const value = chains.map(productOf).reduce((a, b) => a + b, 0);
  const formula = sumOfProducts(
    chains.map(({ links }) => links.map((link) => link.formula)),
    " · ",
  );
  const derivatives = allDerivatives(chains);
  const chain = derivatives && sumOfProducts(derivatives, " · ");
  const factorOf = ({ derivative, formula: own, value: number }: Link) => ({
    ...(derivative === undefined
      ? { value: number, published: undefined, differs: false }
      : showing.resultOf(derivative, number)),
    derivative,
    formula: own.text,
  });
  return {
    ...showing.resultOf(left, value),
    left,
    relation: quantity.kind === "update" ? "←" : "=",
    addends: List(chains.map((each) => ({ factors: List(each.links.map(factorOf)), value: productOf(each) }))),
    chain: chain === formula || chain === left ? undefined : chain,
    formula,
    numbers: List(numbersOf(chains, value, showing.showNumber)),
  };
};

/** What was explained already, and a quantity after all that it stands on. */
export const withExplained = (
  done: OrderedMap<string, ScalarExplanation>,
  quantity: Quantity,
  showing: Showing,
): OrderedMap<string, ScalarExplanation> => {
  const key = `${quantity.kind} ${quantity.name} ${quantity.at}`;
  if (done.has(key)) return done;
  const chains = chainsOf(quantity, showing);
  const needs = shortened(
    chains.map((chain) => chain.needs),
    [],
  ).flat();
  return needs
    .reduce((known, need) => withExplained(known, need, showing), done)
    .set(key, explained(quantity, chains, showing));
};
