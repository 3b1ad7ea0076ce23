// The derivatives of one sample case as graphs, made once, and what they are compared with.

import {
  type Buffer,
  type Complex,
  complex,
  type Dual,
  dual,
  type Elementary,
  type Expr,
  grad,
  hvp,
  input,
  interpret,
  isFloating,
  jvp,
  mul,
  sum,
} from "@chainrule/core";
import { fc } from "@fast-check/vitest";
import { arg, between, type Case } from "../ops/sample.js";

/** Numbers for everything that a case's derivatives depend on. */
export interface Point<A> {
  readonly at: readonly (readonly A[])[];
  /** A direction, for each argument that is a real number. */
  readonly along: readonly (readonly A[])[];
  /** A cotangent of the result. */
  readonly weights: readonly A[];
}

/** `y = f(x)` and its derivatives. */
export interface Derivatives {
  readonly args: readonly Expr[];
  /** Which arguments are real numbers. */
  readonly moving: readonly number[];
  readonly directions: readonly Expr[];
  readonly weights: Expr;
  readonly value: Expr;
  /** `Jᵀw`. */
  readonly gradient: readonly Expr[];
  /** `J v`. */
  readonly pushed: Expr;
  /** `∇²(w·f) v`. */
  readonly curvature: readonly Expr[];
}

/** The graphs of a case's derivatives, by the public `grad`, `jvp` and `hvp`. */
export const derivativesOf = ({ domains, of }: Case): Derivatives => {
  const args = domains.map(({ shape, dtype }) => input(shape, { dtype }));
  const moving = domains.flatMap(({ dtype }, place) => (isFloating(dtype) ? [place] : []));
  const f = (x: readonly Expr[]): Expr => of(...args.map((node, place) => x[moving.indexOf(place)] ?? node));
  const x = moving.map((place) => arg(args, place));
  const directions = x.map(({ shape, dtype }) => input(shape, { dtype }));
  const value = of(...args);
  const weights = input(value.shape, { dtype: value.dtype });
  const weighted = (point: readonly Expr[]): Expr<readonly []> => sum(mul(f(point), weights));
  const [, pushed] = jvp(f, x, directions);
  return {
    args,
    moving,
    directions,
    weights,
    value,
    gradient: grad(weighted)(x),
    pushed,
    curvature: hvp(weighted)(x, directions),
  };
};

/** All that a case's graphs depend on, in the order of `flatten`. */
export const inputsOf = ({ args, directions, weights }: Derivatives): readonly Expr[] => [
  ...args,
  ...directions,
  weights,
];
export const flatten = <A>({ at, along, weights }: Point<A>): readonly (readonly A[])[] => [...at, ...along, weights];

/** Points of a case's domain, with directions and weights between −1 and 1. */
export const pointsOf = ({ domains, shape }: Case): fc.Arbitrary<Point<number>> => {
  const unit = between(-1, 1);
  return fc.record({
    at: fc.tuple(...domains.map(({ values }) => values)),
    along: fc.tuple(...domains.filter(({ dtype }) => isFloating(dtype)).map((domain) => unit(domain.shape).values)),
    weights: unit(shape).values,
  });
};

/** `x + t v`. */
export const moved = ({ moving }: Derivatives, { at, along, weights }: Point<number>, t: number): Point<number> => ({
  at: at.map((values, place) => {
    const direction = along[moving.indexOf(place)];
    return direction === undefined ? values : values.map((x, i) => x + t * arg(direction, i));
  }),
  along,
  weights,
});

/** Reads graphs in a number system, each argument carrying its direction along. */
const reading =
  <A, B>(K: Elementary<B>, derivatives: Derivatives, outputs: readonly Expr[], lift: (x: A, v: A) => B, zero: A) =>
  ({ at, along, weights }: Point<A>): readonly Buffer<B>[] => {
    const lifted = at.map((values, place) => {
      const direction = along[derivatives.moving.indexOf(place)];
      return values.map((x, i) => lift(x, direction === undefined ? zero : arg(direction, i)));
    });
    const constant = weights.map((w) => lift(w, zero));
    return interpret(K, [...derivatives.args, derivatives.weights], outputs)([...lifted, constant]);
  };

const listed = <B, A>(buffers: readonly Buffer<B>[], read: (b: B) => A): readonly (readonly A[])[] =>
  buffers.map((buffer) => Array.from(buffer, read));

/** The derivatives of `outputs` along the direction, by dual numbers over `K`. */
export const byDuals = <A>(K: Elementary<A>, derivatives: Derivatives, outputs: readonly Expr[]) => {
  const read = reading<A, Dual<A>>(dual(K), derivatives, outputs, (value, tangent) => ({ value, tangent }), K.zero);
  return (point: Point<A>): readonly (readonly A[])[] => listed(read(point), ({ tangent }) => tangent);
};

/** The second derivatives of `outputs` along the direction, by dual numbers over dual numbers. */
export const byDualsTwice = <A>(K: Elementary<A>, derivatives: Derivatives, outputs: readonly Expr[]) => {
  const lift = (value: A, tangent: A): Dual<Dual<A>> => ({
    value: { value, tangent },
    tangent: { value: tangent, tangent: K.zero },
  });
  const read = reading(dual(dual(K)), derivatives, outputs, lift, K.zero);
  return (point: Point<A>): readonly (readonly A[])[] => listed(read(point), ({ tangent }) => tangent.tangent);
};

/** The derivatives of `outputs` along the direction, by a complex step so small that its square is nothing beside 1. */
export const byComplexStep = (derivatives: Derivatives, outputs: readonly Expr[]) => {
  const step = 2 ** -300;
  const read = reading<number, Complex>(complex, derivatives, outputs, (re, v) => ({ re, im: step * v }), 0);
  return (point: Point<number>): readonly (readonly number[])[] => listed(read(point), ({ im }) => im / step);
};
