import { type DType, type Expr, type Shape, type Smoothness, type Tensor, tensorFrom } from "@chainrule/core";
import { fc } from "@fast-check/vitest";
import { type Formula, type Indexed, pointwise } from "../oracles/indexed.js";

/** Where the values of an argument come from. */
export interface Domain {
  readonly shape: Shape;
  readonly dtype: DType;
  readonly values: fc.Arbitrary<readonly number[]>;
}

/** One way to call an operation: its arguments, the shape that must come out, and the values as a formula in indices. */
export interface Case {
  readonly label: string;
  readonly domains: readonly Domain[];
  readonly shape: Shape;
  readonly of: (...args: readonly Expr[]) => Expr;
  readonly reference: (...args: readonly Indexed[]) => Formula;
}

/** Arguments at which the values are known exactly; all `f64`. */
export interface Special {
  readonly of: (...args: readonly Expr[]) => Expr;
  readonly given: readonly (readonly number[])[];
  readonly expected: readonly number[];
}

/** What is known of an operation. */
export interface Sample {
  readonly smoothness: Smoothness;
  /** `undefined` derivatives (comparisons, `argmax`) and deliberate ones (`stopGradient`) are tested apart. */
  readonly differentiable: boolean;
  readonly cases: readonly Case[];
  readonly special?: readonly Special[];
}

const sizeOf = (shape: Shape): number => shape.reduce((size, n) => size * n, 1);

const filled = (shape: Shape, value: fc.Arbitrary<number>): fc.Arbitrary<readonly number[]> =>
  fc.array(value, { minLength: sizeOf(shape), maxLength: sizeOf(shape) });

/** Describes a kind of values, to be given a shape. */
export type Kind = (shape: Shape) => Domain;

/** Steps between `low` and `high`, all of them exact in f64 and spread evenly, unlike `fc.double`. */
const steps = 2 ** 16;

/** Numbers from an interval. */
export const between =
  (low: number, high: number): Kind =>
  (shape) => ({
    shape,
    dtype: "f64",
    values: filled(
      shape,
      fc.integer({ min: 0, max: steps }).map((k) => low + ((high - low) * k) / steps),
    ),
  });

/**
 * Numbers within 1/8 of `offset` plus a whole number: those of offsets 1/4 and 3/4 differ by at least 1/4, and are that far from
 * the whole numbers, so a step of 2⁻⁴ crosses no kink.
 */
export const near =
  (offset: number): Kind =>
  (shape) => ({
    shape,
    dtype: "f64",
    values: filled(
      shape,
      fc
        .tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -steps, max: steps }))
        .map(([whole, jitter]) => whole + offset + jitter / steps / 8),
    ),
  });

/** Numbers that are at least 3/4 apart, in any order, so that a step of 2⁻⁴ does not change which is largest. */
export const apart: Kind = (shape) => {
  const size = sizeOf(shape);
  const places = Array.from({ length: size }, (_, k) => k - size / 2);
  return {
    shape,
    dtype: "f64",
    values: fc
      .tuple(
        fc.shuffledSubarray(places, { minLength: size, maxLength: size }),
        filled(shape, fc.integer({ min: 0, max: steps })),
      )
      .map(([order, jitter]) => order.map((place, k) => place + (jitter[k] ?? 0) / steps / 4)),
  };
};

/** Whole numbers below `count`. */
export const below =
  (count: number, dtype: "i32" | "u8" = "i32"): Kind =>
  (shape) => ({ shape, dtype, values: filled(shape, fc.integer({ min: 0, max: count - 1 })) });

/** Values of a domain, as a tensor. */
export const tensorOf = ({ shape, dtype, values }: Domain): fc.Arbitrary<Tensor> =>
  values.map((list) => tensorFrom(shape, list, { dtype }));

const show = (shapes: readonly Shape[]): string => shapes.map((shape) => `[${shape.join(", ")}]`).join(" ");

/** A case; its label tells the shapes, and what else there is to tell. */
export const sampleCase = (
  domains: readonly Domain[],
  shape: Shape,
  of: Case["of"],
  reference: Case["reference"],
  note = "",
): Case => ({ label: `${show(domains.map((d) => d.shape))}${note && ` ${note}`}`, domains, shape, of, reference });

/** The argument at a place, which exists by the arity of the case. */
export const arg = <A>(args: readonly A[], place: number): A => {
  const found = args[place];
  if (found === undefined) throw new RangeError(`no argument ${place}`);
  return found;
};

/** A function of one value on a scalar, a vector, a matrix, a block with an axis of size 1, and on nothing. */
export const unaryCases = (f: (x: Expr) => Expr, kind: Kind, scalar: (x: number) => number): readonly Case[] =>
  [[], [3], [2, 3], [2, 1, 2], [0]].map((shape) =>
    sampleCase([kind(shape)], shape, (...args) => f(arg(args, 0)), pointwise(scalar)),
  );

/** Pairs of shapes that broadcast, and what they broadcast to. */
const pairs: readonly (readonly [Shape, Shape, Shape])[] = [
  [[], [], []],
  [[3], [3], [3]],
  [[2, 3], [3], [2, 3]],
  [[], [2, 2], [2, 2]],
  [
    [2, 1],
    [1, 3],
    [2, 3],
  ],
  [
    [2, 1, 2],
    [3, 1],
    [2, 3, 2],
  ],
  [[1, 1], [1], [1, 1]],
  [[0], [1], [0]],
];

/** A function of two values on pairs of shapes that broadcast. */
export const binaryCases = (
  f: (a: Expr, b: Expr) => Expr,
  kindA: Kind,
  kindB: Kind,
  scalar: (a: number, b: number) => number,
): readonly Case[] =>
  pairs.map(([a, b, shape]) =>
    sampleCase(
      [kindA(a), kindB(b)],
      shape,
      (...args) => f(arg(args, 0), arg(args, 1)),
      pointwise((x = Number.NaN, y = Number.NaN) => scalar(x, y)),
    ),
  );

/** Values of a function of one number. */
export const knownValues = (
  f: (x: Expr) => Expr,
  table: readonly (readonly [given: number, expected: number])[],
): readonly Special[] => [
  { of: (...args) => f(arg(args, 0)), given: [table.map(([x]) => x)], expected: table.map(([, y]) => y) },
];

/** Values of a function of two numbers. */
export const knownPairs = (
  f: (a: Expr, b: Expr) => Expr,
  table: readonly (readonly [a: number, b: number, expected: number])[],
): readonly Special[] => [
  {
    of: (...args) => f(arg(args, 0), arg(args, 1)),
    given: [table.map(([a]) => a), table.map(([, b]) => b)],
    expected: table.map(([, , y]) => y),
  },
];
