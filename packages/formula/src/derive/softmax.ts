// Where a softmax stands in an equation, it is given a name.

import { isEquivalent } from "../simplify/canonical.js";
import { isSame } from "../term/key.js";
import { exponentOf, type Softmax, softmaxOver, sumOfExp } from "../term/softmax.js";
import {
  call,
  type Index,
  negative,
  number,
  numberIn,
  position,
  power,
  product,
  reciprocal,
  reduce,
  sum,
  type Term,
} from "../term/term.js";
import { mapParts, substitute } from "../term/walk.js";

/** What stands in place of a softmax; nothing, where it is to stay. */
export type Replacement = (softmax: Softmax) => Term | undefined;

/** The term of a softmax at its own index. */
export const softmaxTerm = ({ body, index }: Softmax, bound: Index): Term =>
  product(
    call("exp", body),
    reciprocal(reduce("sum", [bound], call("exp", substitute(body, new Map([[index.id, position(bound)]]))))),
  );

/** Replaces each softmax, and the logarithm of one, by what `name` makes of it. */
export const replaceSoftmax = (term: Term, name: Replacement): Term => {
  const inside = mapParts(term, (part) => replaceSoftmax(part, name));
  if (inside.kind === "product") return inProduct(inside.factors, name) ?? inside;
  return inside.kind === "sum" ? (inSum(inside.terms, name) ?? inside) : inside;
};

/** What is divided by: a term, and to what power. */
const divisorOf = (factor: Term): { readonly base: Term; readonly power: number } | undefined => {
  const exponent = factor.kind === "power" ? (numberIn(factor.exponent) ?? 0) : 0;
  return factor.kind === "power" && exponent < 0 && Number.isInteger(exponent)
    ? { base: factor.base, power: -exponent }
    : undefined;
};

/** A factor divided by `Σ exp z`: `exp z`, or a sum of multiples of it. */
const normalised = (factor: Term, whole: Softmax, name: Replacement): Term | undefined => {
  const body = exponentOf(factor);
  if (body !== undefined) {
    const softmax = softmaxOver(whole, body, isEquivalent);
    return softmax && name(softmax);
  }
  if (factor.kind !== "reduce" || factor.by !== "sum") return undefined;
  const inner = factor.body.kind === "product" ? factor.body.factors : [factor.body];
  for (const [place, part] of inner.entries()) {
    const named = normalised(part, whole, name);
    if (named !== undefined) return { ...factor, body: product(...inner.with(place, named)) };
  }
  return undefined;
};

const inProduct = (factors: readonly Term[], name: Replacement): Term | undefined => {
  for (const [i, factor] of factors.entries()) {
    const divisor = divisorOf(factor);
    const whole = divisor === undefined ? undefined : sumOfExp(divisor.base);
    if (divisor === undefined || whole === undefined) continue;
    for (const [j, other] of factors.entries()) {
      const named = i === j ? undefined : normalised(other, whole, name);
      if (named === undefined) continue;
      const left = divisor.power === 1 ? [] : [power(divisor.base, number(1 - divisor.power))];
      const rest = factors.filter((_, place) => place !== i && place !== j);
      return replaceSoftmax(product(...rest, ...left, named), name);
    }
  }
  return undefined;
};

/** The softmax that a term is, where it is one and nothing else. */
export const softmaxOf = (term: Term): Softmax | undefined => {
  if (term.kind !== "product" || term.factors.length !== 2) return undefined;
  const [a = term, b = term] = term.factors;
  const [above, below] = divisorOf(a) === undefined ? [a, b] : [b, a];
  const divisor = divisorOf(below);
  const whole = divisor?.power === 1 ? sumOfExp(divisor.base) : undefined;
  const body = exponentOf(above);
  return whole === undefined || body === undefined ? undefined : softmaxOver(whole, body, isEquivalent);
};

/** `log Σ exp z − z` is `−log softmax z`, whatever number both are multiplied by. */
const inSum = (terms: readonly Term[], name: Replacement): Term | undefined => {
  for (const [i, term] of terms.entries()) {
    const factors = term.kind === "product" ? term.factors : [term];
    const place = factors.findIndex((factor) => factor.kind === "call" && factor.name === "log");
    const logarithm = factors[place];
    const whole =
      logarithm?.kind === "call" && logarithm.args[0] !== undefined ? sumOfExp(logarithm.args[0]) : undefined;
    if (whole === undefined) continue;
    const rest = product(...factors.toSpliced(place, 1));
    for (const [j, other] of terms.entries()) {
      const body = j === i ? undefined : oppositeOf(rest, other);
      const softmax = body === undefined ? undefined : softmaxOver(whole, body, isEquivalent);
      const named = softmax && name(softmax);
      if (named === undefined) continue;
      const others = terms.filter((_, at) => at !== i && at !== j);
      return sum(...others, negative(product(rest, call("log", named))));
    }
  }
  return undefined;
};

/** The sign and size of the numbers among factors, and the others. */
const split = (term: Term): { readonly coefficient: number; readonly factors: readonly Term[] } => {
  const all = term.kind === "product" ? term.factors : [term];
  const coefficient = all.reduce((value, factor) => value * (numberIn(factor) ?? 1), 1);
  return { coefficient, factors: all.filter((factor) => factor.kind !== "number") };
};

/** The body `z` for which a term is `−rest z`. */
const oppositeOf = (rest: Term, term: Term): Term | undefined => {
  const [wanted, given] = [split(rest), split(term)];
  if (wanted.coefficient !== -given.coefficient) return undefined;
  const left = [...given.factors];
  for (const factor of wanted.factors) {
    const place = left.findIndex((other) => isSame(factor, other));
    if (place < 0) return undefined;
    left.splice(place, 1);
  }
  return left.length === 0 ? undefined : product(...left);
};
