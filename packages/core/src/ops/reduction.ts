import { type Definition, define, type One } from "../expr/define.js";
import type { Expr, Op } from "../expr/expr.js";
import { type Combine, fold } from "../kernel/loops.js";
import type { View } from "../kernel/walk.js";
import type { Elementary } from "../number-system/elementary.js";
import { ShapeError } from "../shape/errors.js";
import {
  at,
  type OneOrMany,
  resolveAxes,
  resolveAxis,
  type Shape,
  showShape,
  sizeOf,
  stridesOf,
} from "../shape/shape.js";
import { div, mul } from "./arithmetic.js";
import { cast } from "./cast.js";
import { equal } from "./comparison.js";
import { broadcastTo, reshape, sumTo } from "./movement.js";
import { lift, type Value } from "./operand.js";

/** Over which axes to reduce, and what becomes of them. */
export interface ReductionOptions {
  /** Keep the reduced axes, with size 1; default no. */
  readonly keepDims?: boolean;
}

/** The axis that a number names, counted from the front; `never` when it is not in the shape. */
type ResolvedAxis<S extends Shape, Axis extends number> = `${Axis}` extends keyof S
  ? `${Axis}`
  : `${Axis}` extends `-${infer FromEnd extends number}`
    ? LastAxes<S, FromEnd>
    : never;

/** The front-counted name of axis `-FromEnd`, by dropping axes from the front until `FromEnd` are left. */
type LastAxes<
  S extends Shape,
  FromEnd extends number,
  Dropped extends Shape = readonly [],
> = S["length"] extends FromEnd
  ? `${Dropped["length"]}`
  : S extends readonly [infer Head extends number, ...infer Rest extends Shape]
    ? LastAxes<Rest, FromEnd, readonly [...Dropped, Head]>
    : never;

type Without<
  S extends Shape,
  Axis extends string,
  Kept extends Shape = readonly [],
  Seen extends Shape = readonly [],
> = S extends readonly [infer Head extends number, ...infer Rest extends Shape]
  ? Without<Rest, Axis, `${Seen["length"]}` extends Axis ? Kept : readonly [...Kept, Head], readonly [...Seen, Head]>
  : Kept;

/** The shape without a literal axis; `Shape` where the rank or the axis is not a literal. */
export type Reduced<S extends Shape, Axis extends number> = number extends S["length"] | Axis
  ? Shape
  : Without<S, ResolvedAxis<S, Axis>>;

/** The shape with size 1 on a literal axis; sizes unknown where the axis is not a literal. */
export type Kept<S extends Shape, Axis extends number> = number extends S["length"] | Axis
  ? { readonly [I in keyof S]: number }
  : { readonly [I in keyof S]: I extends ResolvedAxis<S, Axis> ? 1 : S[I] };

/** A function of all elements along some axes. */
export interface Reduction {
  <S extends Shape>(x: Value<S>): Expr<readonly []>;
  <S extends Shape, const Axis extends number>(
    x: Value<S>,
    axis: Axis,
    options: { readonly keepDims: true },
  ): Expr<Kept<S, Axis>>;
  <S extends Shape, const Axis extends number>(
    x: Value<S>,
    axis: Axis,
    options?: { readonly keepDims?: false },
  ): Expr<Reduced<S, Axis>>;
  (x: Value, axes?: OneOrMany<number>, options?: ReductionOptions): Expr;
}

/** A reduction from one that keeps its axes: they are resolved, reduced to size 1, and dropped unless they are to be kept. */
export const reduction = (name: string, reduce: (x: Expr, kept: Shape, axes: readonly number[]) => Expr): Reduction =>
  // Safe: the axes are resolved at run time as `Reduced` and `Kept` resolve them in the types.
  ((x: Value, axes?: OneOrMany<number>, { keepDims = false }: ReductionOptions = {}): Expr => {
    const node = lift(x);
    const reduced = resolveAxes(name, axes, node.shape.length);
    const kept = node.shape.map((size, axis) => (reduced.includes(axis) ? 1 : size));
    const result = reduce(node, kept, reduced);
    return keepDims
      ? result
      : reshape(
          result,
          kept.filter((_, axis) => !reduced.includes(axis)),
        );
  }) as Reduction;

/**
 * `y = Σ x` over one axis, several, or all; `dy/dx = 1`. Sums of `u8` are `i32`, so that truth values can be counted.
 *
 * @throws ShapeError when an axis is out of range or named twice.
 *
 * @example
 * import { evaluate, sum, tensor } from "@chainrule/core";
 * const x = tensor([[1, 2], [3, 4]]);
 * assert.equal(evaluate(sum(x)).toNumber(), 10);
 * assert.deepEqual(evaluate(sum(x, 0)).toNested(), [4, 6]);
 * assert.deepEqual(evaluate(sum(x, -1, { keepDims: true })).toNested(), [[3], [7]]);
 */
export const sum = reduction("sum", (x, kept) => sumTo(x, kept));

/** How a result that kept its reduced axes is laid under the argument. */
const under = (kept: Shape, shape: Shape): View => {
  const strides = stridesOf(kept);
  return { offset: 0, strides: shape.map((size, axis) => (at(kept, axis) === size ? at(strides, axis) : 0)) };
};

/** Prefers what `pick` prefers, and gives each of the elements that tie for the first place the same share of the result. */
const preferring = <A>({ same }: Elementary<A>, pick: Pick<A>, places: number): Combine<A> => {
  const ties = new Uint32Array(places);
  return (best, a, place) => {
    const count = same(best, a) ? (ties[place] ?? 0) + 1 : 1;
    const chosen = pick(best, a, 1 / count);
    if (same(chosen, a)) ties[place] = count;
    return chosen;
  };
};

/** The larger or the smaller of two elements; where they tie, the second has a share. */
type Pick<A> = (a: A, b: A, share: number) => A;

/** The largest or smallest element along axes: its derivative is shared equally among the elements that attain it. */
const extremum = (name: "max" | "min", of: <A>(K: Elementary<A>) => Pick<A>): Reduction & { readonly op: Op } => {
  const { op, of: node } = define<One, { shape: Shape }>({
    name,
    smoothness: "piecewise",
    infer: ([x], { shape }) => {
      if (shape.length !== x.shape.length || shape.some((size, axis) => size !== 1 && size !== x.shape[axis]))
        throw new ShapeError(`${name}: ${showShape(shape)} is not ${showShape(x.shape)} with some axes reduced to 1`);
      if (sizeOf(x.shape) === 0 && sizeOf(shape) > 0)
        throw new ShapeError(`${name}: ${showShape(x.shape)} has no elements to choose from`);
      return { shape, dtype: x.dtype };
    },
    kernel: (K, { args: [x], shape, dtype }) => {
      const worst = K.fromNumber(name === "max" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY);
      const size = sizeOf(shape);
      return fold(K, dtype, x.shape, under(shape, x.shape), size, worst, () => preferring(K, of(K), size));
    },
    pull: (g, y) => {
      const [x] = y.args;
      const attained = cast(equal(x, y), x.dtype);
      return [mul(broadcastTo(div(g, sumTo(attained, y.shape)), x.shape), attained)];
    },
  });
  return Object.assign(
    reduction(name, (x, shape) => node([x], { shape })),
    { op },
  );
};

/**
 * The largest element along one axis, several, or all; elements that tie share the derivative equally.
 *
 * @throws ShapeError when there are no elements to choose from, or an axis is out of range or named twice.
 *
 * @example
 * import { evaluate, max, tensor } from "@chainrule/core";
 * assert.deepEqual(evaluate(max(tensor([[1, 5], [7, 2]]), 1)).toNested(), [5, 7]);
 */
export const max = extremum("max", (K) => K.max);

/**
 * The smallest element along one axis, several, or all; elements that tie share the derivative equally.
 *
 * @throws ShapeError when there are no elements to choose from, or an axis is out of range or named twice.
 *
 * @example
 * import { evaluate, min, tensor } from "@chainrule/core";
 * assert.deepEqual(evaluate(min(tensor([[1, 5], [7, 2]]), 1)).toNested(), [1, 2]);
 */
export const min = extremum("min", (K) => K.min);

const positions: Definition<One, { axis: number }> = define<One, { axis: number }>({
  name: "argmax",
  smoothness: "piecewise",
  infer: ([x], { axis }) => {
    if (x.shape[axis] === 0) throw new ShapeError(`argmax: axis ${axis} of ${showShape(x.shape)} has no elements`);
    return { shape: x.shape.toSpliced(axis, 1), dtype: "i32" };
  },
  kernel: (K, { args: [x], params: { axis }, shape, dtype }) => {
    const size = at(x.shape, axis);
    const stride = at(stridesOf(x.shape), axis);
    return (a) => {
      const out = K.allocate(dtype, sizeOf(shape));
      for (let i = 0; i < out.length; i++) {
        const start = Math.floor(i / stride) * stride * size + (i % stride);
        let best = 0;
        for (let j = 1; j < size; j++) {
          const [champion, challenger] = [a[start + best * stride] ?? K.zero, a[start + j * stride] ?? K.zero];
          if (K.less(champion, challenger)) best = j;
        }
        out[i] = K.fromNumber(best);
      }
      return out;
    };
  },
  pull: () => [undefined],
});

/**
 * Where the largest element along an axis (the last unless said otherwise) stands, as `i32`; the first where several tie.
 * A value only: no gradient flows through it.
 *
 * @throws ShapeError when the axis has no elements.
 *
 * @example
 * import { argmax, evaluate, tensor } from "@chainrule/core";
 * assert.deepEqual(evaluate(argmax(tensor([[1, 5], [7, 2]]))).toNested(), [1, 0]);
 */
export const argmax = Object.assign(
  <S extends Shape, const Axis extends number = -1>(x: Value<S>, axis?: Axis): Expr<Reduced<S, Axis>> => {
    const node = lift(x);
    // Safe: `infer` drops the axis as `Reduced` does.
    return positions.of([node], { axis: resolveAxis("argmax", axis ?? -1, node.shape.length) }) as Expr as Expr<
      Reduced<S, Axis>
    >;
  },
  { op: positions.op },
);
