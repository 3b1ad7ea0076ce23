import type { Step } from "../derive/derivation.js";
import { positionsOf } from "../read/read.js";
import { keyOf } from "../term/key.js";
import { element, product, sum, type Term } from "../term/term.js";
import { factorsOf } from "./arithmetic.js";

const keyOfProduct = (factors: readonly Term[]): string => factors.map((factor) => keyOf(factor)).join();

/** The term of a step; that of an update with the gradient as a step before it defines it, so that it is not computed again. */
export const withGradient = ({ kind, variable, indices, term }: Step, steps: readonly Step[]): Term => {
  const gradient = steps.find((step) => step.kind === "gradient" && step.variable.name === variable.name);
  if (kind !== "update" || gradient === undefined) return term;
  const whole = factorsOf(gradient.term);
  const changes = (term.kind === "sum" ? term.terms : [term]).map((change) => {
    const factors = factorsOf(change);
    const isChange = keyOfProduct(factors.slice(-whole.length)) === keyOfProduct(whole);
    if (!isChange) return change;
    return product(...factors.slice(0, -whole.length), element(gradient.variable, positionsOf(indices)));
  });
  return sum(...changes);
};
