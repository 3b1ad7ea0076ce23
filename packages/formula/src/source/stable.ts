// Exponentials as they can be computed: of differences from the largest exponent, which do not overflow.

import {
  call,
  difference,
  type FunctionName,
  negative,
  number,
  numberIn,
  power,
  product,
  reduce,
  sum,
  type Term,
} from "../term/term.js";
import { freeIndices, mapParts, renamed } from "../term/walk.js";
import { factorsOf } from "./arithmetic.js";

type Element = Extract<Term, { kind: "element" }>;

/** What an element is by the equation that defines its variable, where there is one. */
export type Definitions = (element: Element) => Term | undefined;

type Rewrite = (term: Term) => Term;

const argumentOf = (term: Term, name: FunctionName): Term | undefined =>
  term.kind === "call" && term.name === name ? term.args[0] : undefined;

const times = (n: number, term: Term): Term => (n === 1 ? term : product(number(n), term));

/** The first result, and its place. */
const firstOf = <A, B>(items: readonly A[], f: (item: A) => B | undefined) => {
  for (const [place, item] of items.entries()) {
    const result = f(item);
    if (result !== undefined) return [place, result] as const;
  }
  return undefined;
};

/** A term times `exp(−by)`, with that inside of its exponentials, where it consists of such. */
const lowered = (term: Term, by: Term): Term | undefined => {
  if (term.kind === "product") {
    const [place, factor] = firstOf(term.factors, (each) => lowered(each, by)) ?? [];
    return place === undefined || factor === undefined ? undefined : product(...term.factors.with(place, factor));
  }
  if (term.kind === "sum") {
    const terms = term.terms.flatMap((each) => lowered(each, by) ?? []);
    return terms.length === term.terms.length ? sum(...terms) : undefined;
  }
  if (term.kind === "reduce" && term.by === "sum") {
    const free = freeIndices(by);
    const { over, body } = term.over.some(({ id }) => free.has(id)) ? renamed(term, by) : term;
    const inside = lowered(body, by);
    return inside && reduce("sum", over, inside);
  }
  const exponent = argumentOf(term, "exp");
  return exponent && call("exp", difference(exponent, by));
};

/** `(Σ exp a)ⁿ`, with `Σ exp a = exp(largest) · Σ exp(a − largest)`; there may be weights beside `exp a`. */
interface ExpSum {
  readonly n: number;
  readonly largest: Term;
  readonly shifted: Term;
}

/** Whether a largest value is subtracted already. */
const isShifted = (exponent: Term): boolean =>
  exponent.kind === "sum" &&
  exponent.terms.some((term) => {
    const [first, ...rest] = factorsOf(term);
    return (
      first !== undefined && numberIn(first) === -1 && rest.some((each) => each.kind === "reduce" && each.by === "max")
    );
  });

const expSumOf = (term: Term, rewritten: Rewrite): ExpSum | undefined => {
  if (term.kind === "power") {
    const [n, inner] = [numberIn(term.exponent), expSumOf(term.base, rewritten)];
    return n === undefined || inner === undefined ? undefined : { ...inner, n: n * inner.n };
  }
  if (term.kind !== "reduce" || term.by !== "sum") return undefined;
  const body = rewritten(term.body);
  const [, exponent] = firstOf(factorsOf(body), (factor) => argumentOf(factor, "exp")) ?? [];
  if (exponent === undefined || isShifted(exponent)) return undefined;
  const largest = reduce("max", term.over, exponent);
  const shifted = lowered(body, largest);
  return shifted && { n: 1, largest, shifted: reduce("sum", term.over, shifted) };
};

/** Factors times `exp(−n by)`, of which each that can takes its share. */
const loweredFactors = (factors: readonly Term[], by: Term, n: number): readonly Term[] | undefined => {
  const places = factors.flatMap((factor, place) => (lowered(factor, by) === undefined ? [] : [place]));
  const lower = (factor: Term, rank: number): Term => {
    const share = Math.ceil((n - rank) / places.length);
    return (rank < 0 || share <= 0 ? undefined : lowered(factor, times(share, by))) ?? factor;
  };
  return places.length === 0 ? undefined : factors.map((factor, place) => lower(factor, places.indexOf(place)));
};

/** `exp(aₖ)/Σ exp a` as `exp(aₖ − largest)/Σ exp(a − largest)`. */
const quotientOf = (factors: readonly Term[], rewritten: Rewrite): Term => {
  const divisors = factors.map((factor) => (isDivisor(factor) ? expSumOf(factor, rewritten) : undefined));
  let above: readonly Term[] = factors.filter((_, place) => divisors[place] === undefined).map(rewritten);
  const below = divisors.flatMap((divisor, place): readonly Term[] => {
    if (divisor === undefined) return [];
    const lower = loweredFactors(above, divisor.largest, -divisor.n);
    above = lower ?? above;
    return lower === undefined
      ? factors.slice(place, place + 1).map((factor) => mapParts(factor, rewritten))
      : [power(divisor.shifted, number(divisor.n))];
  });
  // Divisors are first: what they have as a table need not be computed again above them.
  return product(...below, ...above);
};

const isDivisor = (factor: Term): boolean =>
  factor.kind === "power" && Number.isInteger(numberIn(factor.exponent)) && (numberIn(factor.exponent) ?? 0) < 0;

/** The `x` of `1 − x`. */
const complementOf = (term: Term): Term | undefined => {
  const others = term.kind === "sum" ? term.terms.filter((part) => numberIn(part) !== 1) : [];
  const [other] = others;
  if (term.kind !== "sum" || term.terms.length !== 2 || others.length !== 1 || other?.kind !== "product")
    return undefined;
  const factors = other.factors.filter((factor) => numberIn(factor) !== -1);
  return factors.length === other.factors.length - 1 ? product(...factors) : undefined;
};

/** `log σ(x)`, `log(1 − σ(x))`, and the logarithm of a product with `Σ exp a` in it, without the function whose logarithm that is. */
const logarithmOf = (term: Term, rewritten: Rewrite, definitionOf: Definitions): Term | undefined => {
  const defined = (part: Term): Term => (part.kind === "element" ? (definitionOf(part) ?? part) : part);
  const whole = defined(term);
  const x = argumentOf(whole, "sigmoid");
  if (x !== undefined) return negative(call("softplus", negative(rewritten(x))));
  const complement = complementOf(whole);
  const opposite = complement && argumentOf(defined(complement), "sigmoid");
  if (opposite !== undefined) return negative(call("softplus", rewritten(opposite)));

  const factors = factorsOf(whole);
  const sums = factors.map((factor) => expSumOf(factor, rewritten));
  if (sums.every((each) => each === undefined)) return undefined;
  const rest = factors.filter((factor, place) => sums[place] === undefined && argumentOf(factor, "exp") === undefined);
  // The sums are first: the largest that they have as a constant need not be computed again beside them.
  return sum(
    ...sums.flatMap((each) =>
      each === undefined ? [] : [times(each.n, call("log", each.shifted)), times(each.n, each.largest)],
    ),
    ...factors.flatMap((factor) => argumentOf(factor, "exp") ?? []).map(rewritten),
    ...(rest.length === 0 ? [] : [call("log", product(...rest.map(rewritten)))]),
  );
};

/** A term with the same value, whose exponentials do not overflow where that can be helped. */
export const stable = (term: Term, definitionOf: Definitions): Term => {
  const rewritten = (part: Term): Term => stable(part, definitionOf);
  if (term.kind === "product" && term.factors.some(isDivisor)) return quotientOf(term.factors, rewritten);
  const argument = argumentOf(term, "log");
  return (argument && logarithmOf(argument, rewritten, definitionOf)) ?? mapParts(term, rewritten);
};
