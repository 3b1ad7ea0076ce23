import type { Elementary } from "./elementary.js";

/** `value + tangent ε` with `ε² = 0`: a number and the rate at which it changes. */
export interface Dual<A> {
  readonly value: A;
  readonly tangent: A;
}

/**
 * The dual numbers over `K`: forward-mode differentiation, `f(a + ȧ ε) = f(a) + f′(a) ȧ ε`.
 *
 * Over the real numbers this gives first derivatives, over dual numbers second derivatives, over a prime field exact ones.
 * At kinks: `|x|′(0) = 0`, `sign′ = 0`, and equal arguments of `max` and `min` share the tangent.
 * `less`, `same` and `toNumber` look at the value.
 *
 * Source: Griewank & Walther, *Evaluating Derivatives*, chapter 3.
 *
 * @example
 * import { dual, real } from "@chainrule/core";
 * const K = dual(real);
 * assert.deepEqual(K.mul({ value: 3, tangent: 1 }, { value: 3, tangent: 1 }), { value: 9, tangent: 6 });
 */
export const dual = <A>(K: Elementary<A>): Elementary<Dual<A>> => {
  const constant = (value: A): Dual<A> => ({ value, tangent: K.zero });
  const zero = constant(K.zero);
  const one = constant(K.one);
  const two = K.fromNumber(2);
  const isZero = (a: A): boolean => K.equals(a, K.zero);
  const square = (a: A): A => K.mul(a, a);

  /** The chain rule for one argument; `derivative` is given the argument `x` and the result `y`. */
  const lift =
    (f: (x: A) => A, derivative: (x: A, y: A) => A) =>
    (a: Dual<A>): Dual<A> => {
      const value = f(a.value);
      return { value, tangent: K.mul(derivative(a.value, value), a.tangent) };
    };

  /** `a` or `b`, whichever `first` prefers; at a tie both have the value, and each gives a share of its tangent. */
  const choose =
    (pick: Elementary<A>["max"], first: (x: A, y: A) => boolean): Elementary<Dual<A>>["max"] =>
    (a, b, share = 1 / 2) => {
      if (first(a.value, b.value)) return a;
      if (first(b.value, a.value)) return b;
      const [ofA, ofB] = [K.fromNumber(1 - share), K.fromNumber(share)];
      return {
        value: pick(a.value, b.value, share),
        tangent: K.add(K.mul(ofA, a.tangent), K.mul(ofB, b.tangent)),
      };
    };

  /** `s′(x) = s(x) s(−x)`, which unlike `s(x)(1 − s(x))` keeps its digits for large `x`. */
  const sigmoidSlope = (x: A): A => K.mul(K.sigmoid(x), K.sigmoid(K.neg(x)));

  const pow = (a: Dual<A>, b: Dual<A>): Dual<A> => {
    const value = K.pow(a.value, b.value);
    // A part that does not move is not differentiated: `log a` may not exist where the exponent is constant, nor `a^(b−1)` where b = 0.
    const byBase =
      isZero(a.tangent) || isZero(b.value)
        ? K.zero
        : K.mul(a.tangent, K.mul(b.value, K.pow(a.value, K.sub(b.value, K.one))));
    const byExponent = isZero(b.tangent) ? K.zero : K.mul(b.tangent, K.mul(value, K.log(a.value)));
    return { value, tangent: K.add(byBase, byExponent) };
  };

  const div = (a: Dual<A>, b: Dual<A>): Dual<A> => {
    const value = K.div(a.value, b.value);
    return { value, tangent: K.div(K.sub(a.tangent, K.mul(value, b.tangent)), b.value) };
  };

  return {
    name: `the dual numbers over ${K.name}`,
    fromNumber: (value) => constant(K.fromNumber(value)),
    fromArray: (values) => Array.from(values, (value) => constant(K.fromNumber(value))),
    toNumber: (a) => K.toNumber(a.value),
    // In dual numbers over dual numbers the value has a tangent too.
    detach: (a) => constant(K.detach(a.value)),
    allocate: (_dtype, size) => Array.from({ length: size }, () => zero),
    equals: (a, b) => K.equals(a.value, b.value) && K.equals(a.tangent, b.tangent),

    zero,
    one,
    add: (a, b) => ({ value: K.add(a.value, b.value), tangent: K.add(a.tangent, b.tangent) }),
    sub: (a, b) => ({ value: K.sub(a.value, b.value), tangent: K.sub(a.tangent, b.tangent) }),
    mul: (a, b) => ({
      value: K.mul(a.value, b.value),
      tangent: K.add(K.mul(a.tangent, b.value), K.mul(a.value, b.tangent)),
    }),
    div,
    mod: () => zero,
    degree: () => 1,
    neg: (a) => ({ value: K.neg(a.value), tangent: K.neg(a.tangent) }),
    reciprocal: lift(K.reciprocal, (_x, y) => K.neg(square(y))),

    pow,
    exp: lift(K.exp, (_x, y) => y),
    expm1: lift(K.expm1, (x) => K.exp(x)),
    log: lift(K.log, (x) => K.reciprocal(x)),
    log1p: lift(K.log1p, (x) => K.reciprocal(K.add(K.one, x))),
    sqrt: lift(K.sqrt, (_x, y) => K.reciprocal(K.mul(two, y))),
    sin: lift(K.sin, (x) => K.cos(x)),
    cos: lift(K.cos, (x) => K.neg(K.sin(x))),
    // 1 − tanh² x = 4 s(2x) s(−2x): the left side cancels where tanh x is near ±1.
    tanh: lift(K.tanh, (x) => K.mul(square(two), sigmoidSlope(K.mul(two, x)))),
    sigmoid: lift(K.sigmoid, sigmoidSlope),
    softplus: lift(K.softplus, (x) => K.sigmoid(x)),
    erf: lift(K.erf, (x) => K.mul(K.fromNumber(2 / Math.sqrt(Math.PI)), K.exp(K.neg(square(x))))),

    abs: lift(K.abs, (x) => K.sign(x)),
    sign: (a) => constant(K.sign(a.value)),
    max: choose(K.max, (x, y) => K.less(y, x)),
    min: choose(K.min, (x, y) => K.less(x, y)),
    less: (a, b) => K.less(a.value, b.value),
    same: (a, b) => K.same(a.value, b.value),
  };
};
