import { type Dual, dual, type Elementary, real } from "@chainrule/core";

/** A number as computed, and a bound on how far rounding may have carried it from the exact one. */
export interface Rounded {
  readonly value: number;
  readonly error: number;
}

const reals = dual(real);

/**
 * The real numbers with a running bound on the rounding error, to first order.
 *
 * Each operation hands on the errors of its arguments through its derivatives, and adds one rounding of its own:
 * `e(f(a, b)) = |∂f/∂a| e(a) + |∂f/∂b| e(b) + ε |f(a, b)|`. The derivatives are those of the dual numbers. `less`, `same` and `equals`
 * look at the value.
 *
 * Source: Higham, *Accuracy and Stability of Numerical Algorithms* (2002), section 3.3, running error analysis (Wilkinson 1986).
 *
 * @example
 * import { rounded } from "@chainrule/check";
 * import { input, interpret, sub } from "@chainrule/core";
 * const [a, b] = [input([]), input([])];
 * const [d] = interpret(rounded(2 ** -52), [a, b], [sub(a, b)])([[{ value: 1, error: 0.25 }], [{ value: 1, error: 0.5 }]]);
 * assert.deepEqual(d?.[0], { value: 0, error: 0.75 });
 */
export const rounded = (epsilon: number): Elementary<Rounded> => {
  const exact = (value: number): Rounded => ({ value, error: 0 });
  const computed = (value: number, inherited: number): Rounded => ({
    value,
    error: inherited + epsilon * Math.abs(value),
  });

  const unary =
    (f: (a: Dual<number>) => Dual<number>) =>
    (a: Rounded): Rounded => {
      const { value, tangent } = f({ value: a.value, tangent: a.error });
      return computed(value, Math.abs(tangent));
    };
  const binary =
    (f: (a: Dual<number>, b: Dual<number>) => Dual<number>) =>
    (a: Rounded, b: Rounded): Rounded => {
      const byA = f({ value: a.value, tangent: a.error }, { value: b.value, tangent: 0 });
      const byB = f({ value: a.value, tangent: 0 }, { value: b.value, tangent: b.error });
      return computed(byA.value, Math.abs(byA.tangent) + Math.abs(byB.tangent));
    };

  // Whole numbers are meant as they are; of 0.1 or 1/3 only the rounded image is at hand.
  const fromNumber = (value: number): Rounded =>
    Number.isInteger(value) || !Number.isFinite(value) ? exact(value) : computed(value, 0);
  const pow = binary(reals.pow);
  // A sum and a product by hand: they are most of what a graph does, and their derivatives need no dual numbers.
  const add = (a: Rounded, b: Rounded): Rounded => computed(a.value + b.value, a.error + b.error);
  const mul = (a: Rounded, b: Rounded): Rounded =>
    computed(a.value * b.value, Math.abs(a.value) * b.error + Math.abs(b.value) * a.error);
  const zero = exact(0);

  return {
    name: "the real numbers with their rounding errors",
    fromNumber,
    fromArray: (values) => Array.from(values, fromNumber),
    toNumber: (a) => a.value,
    detach: (a) => a,
    allocate: (_dtype, size) => Array.from({ length: size }, () => zero),
    equals: (a, b) => a.value === b.value,

    zero,
    one: exact(1),
    add,
    sub: (a, b) => computed(a.value - b.value, a.error + b.error),
    mul,
    div: binary(reals.div),
    mod: () => zero,
    degree: () => 1,
    neg: (a) => ({ value: -a.value, error: a.error }),
    reciprocal: unary(reals.reciprocal),

    // A negative number has whole powers only, so its exponent cannot have been meant to be another; and 0 to any power is 0.
    pow: (a, b) => pow(a, a.value > 0 ? b : exact(b.value)),
    exp: unary(reals.exp),
    expm1: unary(reals.expm1),
    log: unary(reals.log),
    log1p: unary(reals.log1p),
    sqrt: unary(reals.sqrt),
    sin: unary(reals.sin),
    cos: unary(reals.cos),
    tanh: unary(reals.tanh),
    sigmoid: unary(reals.sigmoid),
    softplus: unary(reals.softplus),
    erf: unary(reals.erf),

    abs: (a) => ({ value: Math.abs(a.value), error: a.error }),
    sign: (a) => exact(Math.sign(a.value)),
    max: (a, b) => (a.value >= b.value ? a : b.value > a.value ? b : exact(Number.NaN)),
    min: (a, b) => (a.value <= b.value ? a : b.value < a.value ? b : exact(Number.NaN)),
    less: (a, b) => a.value < b.value,
    same: (a, b) => a.value === b.value,
  };
};
