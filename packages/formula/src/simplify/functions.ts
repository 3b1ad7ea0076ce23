import { rational, realOf } from "../term/rational.js";
import { call, fraction, half, number, numberIn, one, power, product, sum, type Term, zero } from "../term/term.js";
import { canonicalKey, isEquivalent } from "./canonical.js";
import { costOf } from "./cost.js";
import { isWhole, negated } from "./monomial.js";
import type { Rule } from "./rule.js";

/** The functions at the numbers where their values are fractions. */
const at: Readonly<Record<string, (x: number) => Term | undefined>> = {
  exp: (x) => (x === 0 ? one : undefined),
  log: (x) => (x === 1 ? zero : undefined),
  sin: (x) => (x === 0 ? zero : undefined),
  cos: (x) => (x === 0 ? one : undefined),
  tanh: (x) => (x === 0 ? zero : undefined),
  erf: (x) => (x === 0 ? zero : undefined),
  sigmoid: (x) => (x === 0 ? half : undefined),
  sign: (x) => number(Math.sign(x)),
};

const atNumber = (name: string, args: readonly Term[]): Term | undefined => {
  const [a, b] = args;
  if (a?.kind !== "number" || Number.isNaN(realOf(a.value))) return undefined;
  const x = realOf(a.value);
  if (name === "abs") return x < 0 ? fraction(rational(-a.value.numerator, a.value.denominator)) : a;
  if (name === "relu") return x > 0 ? a : zero;
  if (b?.kind === "number" && !Number.isNaN(realOf(b.value))) {
    if (name === "maximum") return x >= realOf(b.value) ? a : b;
    if (name === "minimum") return x <= realOf(b.value) ? a : b;
  }
  return Object.hasOwn(at, name) ? at[name]?.(x) : undefined;
};

const argumentOf = (term: Term | undefined, name: string): Term | undefined =>
  term?.kind === "call" && term.name === name ? term.args[0] : undefined;

/** A product with two of its factors replaced by one term, where `merge` says by which. */
export const mergedFactors = (term: Term, merge: (a: Term, b: Term) => Term | undefined): Term | undefined => {
  if (term.kind !== "product") return undefined;
  for (const [i, a] of term.factors.entries())
    for (const [j, b] of term.factors.entries()) {
      const merged = i === j ? undefined : merge(a, b);
      if (merged !== undefined) return product(...term.factors.with(i, merged).toSpliced(j, 1));
    }
  return undefined;
};

const isRelu = (term: Term, x: Term): boolean => {
  const base = term.kind === "power" ? term.base : term;
  const exponent = term.kind === "power" ? numberIn(term.exponent) : 1;
  const argument = argumentOf(base, "relu");
  return argument !== undefined && exponent !== undefined && exponent > 0 && isEquivalent(argument, x);
};

/** `x` for `[x > 0]` and `[x ≥ 0]`, or `[0 < x]`. */
const gateOf = (term: Term): Term | undefined => {
  if (term.kind !== "truth") return undefined;
  if (/[>≥]/u.test(term.relation) && numberIn(term.right) === 0) return term.left;
  return /[<≤]/u.test(term.relation) && numberIn(term.left) === 0 ? term.right : undefined;
};

/** `u` for `1 + eᵘ`. */
const onePlusExp = (term: Term): Term | undefined => {
  if (term.kind !== "sum" || term.terms.length !== 2) return undefined;
  const rest = term.terms.find((part) => numberIn(part) !== 1);
  return rest === undefined || !term.terms.some((part) => numberIn(part) === 1) ? undefined : argumentOf(rest, "exp");
};

/** Functions at numbers, and of their inverses. */
export const functionRules: readonly Rule[] = [
  {
    name: "function-at-number",
    law: "exp(0) = 1, log(1) = 0, σ(0) = ½, |−2| = 2 and the like, where the value is a fraction",
    apply: (term) => (term.kind === "call" ? atNumber(term.name, term.args) : undefined),
  },
  {
    name: "roots-of-numbers",
    law: "√a √x = √(a x) for a number a > 0, and so for other powers that are no whole ones",
    apply: (term) =>
      mergedFactors(term, (a, b) => {
        if (a.kind !== "power" || b.kind !== "power" || a.exponent.kind !== "number") return undefined;
        const isRoot =
          !isWhole(a.exponent.value) && (numberIn(a.base) ?? 0) > 0 && isEquivalent(a.exponent, b.exponent);
        return isRoot ? power(product(a.base, b.base), a.exponent) : undefined;
      }),
  },
  {
    name: "extreme-of-equals",
    law: "max(x, x) = x; min(x, x) = x",
    apply: (term) => {
      if (term.kind !== "call" || (term.name !== "maximum" && term.name !== "minimum")) return undefined;
      const [x, y] = term.args;
      return x !== undefined && y !== undefined && isEquivalent(x, y) ? x : undefined;
    },
  },
  {
    name: "stopped-twice",
    law: "sg(sg(x)) = sg(x); sg(2) = 2",
    apply: (term) => {
      const x = argumentOf(term, "sg");
      return x !== undefined && (x.kind === "number" || argumentOf(x, "sg") !== undefined) ? x : undefined;
    },
  },
  { name: "log-exp", law: "log(exp(x)) = x", apply: (term) => argumentOf(argumentOf(term, "log"), "exp") },
  { name: "exp-log", law: "exp(log(x)) = x where x > 0", apply: (term) => argumentOf(argumentOf(term, "exp"), "log") },
  {
    name: "root-of-power",
    law: "(x²)^½ = |x|",
    apply: (term) => {
      if (term.kind !== "power" || term.base.kind !== "power") return undefined;
      const [inner, outer] = [term.base.exponent, term.exponent];
      if (inner.kind !== "number" || outer.kind !== "number") return undefined;
      const isRoot = outer.value.denominator === 2 && isWhole(inner.value) && inner.value.numerator % 2 === 0;
      const exponent = (inner.value.numerator / 2) * outer.value.numerator;
      return isRoot ? power(call("abs", term.base.base), number(exponent)) : undefined;
    },
  },
  {
    name: "power-of-abs",
    law: "|x|ⁿ = xⁿ for even n; ||x|| = |x|",
    apply: (term) => {
      if (argumentOf(argumentOf(term, "abs"), "abs") !== undefined && term.kind === "call") return term.args[0];
      const x = term.kind === "power" ? argumentOf(term.base, "abs") : undefined;
      const exponent = term.kind === "power" ? numberIn(term.exponent) : undefined;
      return x === undefined || exponent === undefined || exponent % 2 !== 0 ? undefined : power(x, number(exponent));
    },
  },
  {
    name: "sign-and-abs",
    law: "sign(x) |x| = x; sign(x) x = |x|",
    apply: (term) =>
      mergedFactors(term, (a, b) => {
        const x = argumentOf(a, "sign");
        const y = argumentOf(b, "abs");
        if (x === undefined) return undefined;
        if (y !== undefined && isEquivalent(x, y)) return x;
        return isEquivalent(x, b) ? call("abs", x) : undefined;
      }),
  },
  {
    name: "gated-relu",
    law: "[x > 0] relu(x)ⁿ = relu(x)ⁿ for n > 0",
    apply: (term) =>
      mergedFactors(term, (a, b) => {
        const x = gateOf(a);
        return x !== undefined && isRelu(b, x) ? b : undefined;
      }),
  },
  {
    name: "sigmoid",
    law: "1/(1 + exp(−x)) = σ(x)",
    apply: (term) => {
      const u = term.kind === "power" ? onePlusExp(term.base) : undefined;
      const exponent = term.kind === "power" && term.exponent.kind === "number" ? term.exponent.value : undefined;
      if (u === undefined || exponent === undefined || !isWhole(exponent) || exponent.numerator >= 0) return undefined;
      return power(call("sigmoid", negated(u)), number(-exponent.numerator));
    },
  },
  {
    name: "exp-sigmoid",
    law: "exp(x) σ(−x) = σ(x) = 1 − σ(−x)",
    apply: (term) =>
      mergedFactors(term, (a, b) => {
        const x = argumentOf(a, "exp");
        const base = b.kind === "power" ? b.base : b;
        const y = argumentOf(base, "sigmoid");
        const exponent = b.kind === "power" ? numberIn(b.exponent) : 1;
        if (x === undefined || y === undefined || exponent === undefined || !(exponent >= 1)) return undefined;
        if (canonicalKey(negated(x)) !== canonicalKey(y)) return undefined;
        const other = costOf(y) < costOf(x) ? sum(one, product(number(-1), base)) : call("sigmoid", x);
        return product(other, power(base, number(exponent - 1)));
      }),
  },
];
