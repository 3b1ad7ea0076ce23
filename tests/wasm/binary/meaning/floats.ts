import { fc } from "@fast-check/vitest";
import { among, f32, f64, i32, i64, type Lanes } from "./lanes.js";
import { lanewise, type Meaning, prefixed } from "./meaning.js";

/** The nearest whole number, the even one of two. */
const nearest = (value: number): number => {
  const size = Math.abs(value);
  // Adding 2⁵² leaves no place for fractions, and rounds to even; beyond it there are none.
  return size < 2 ** 52 ? Math.sign(value) * (size + 2 ** 52 - 2 ** 52) : value;
};

/** What `min` and `max` are not: the first, whatever it is, unless a comparison holds. */
const secondIf = (holds: boolean, a: number, b: number): number => (holds ? b : a);

/** The arithmetic of a type of floats; comparisons give lanes as wide with all bits or none. */
const arithmetic = <M>(type: Lanes<number>, masks: Lanes<M>, mask: (value: boolean) => M) => {
  const unary = (f: (a: number) => number): Meaning => lanewise(type, type, (a = 0) => f(a));
  const binary = (f: (a: number, b: number) => number): Meaning => lanewise(type, type, (a = 0, b = 0) => f(a, b));
  const compare = (f: (a: number, b: number) => boolean): Meaning =>
    lanewise(type, masks, (a = 0, b = 0) => mask(f(a, b)));
  // Products and sums of small whole numbers are exact, so that rounding once or twice is the same.
  const exact = among(type, fc.integer({ min: -100, max: 100 }));
  return {
    eq: compare((a, b) => a === b),
    ne: compare((a, b) => a !== b),
    lt: compare((a, b) => a < b),
    gt: compare((a, b) => a > b),
    le: compare((a, b) => a <= b),
    ge: compare((a, b) => a >= b),
    ceil: unary(Math.ceil),
    floor: unary(Math.floor),
    trunc: unary(Math.trunc),
    nearest: unary(nearest),
    abs: unary(Math.abs),
    neg: unary((a) => -a),
    sqrt: unary(Math.sqrt),
    add: binary((a, b) => a + b),
    sub: binary((a, b) => a - b),
    mul: binary((a, b) => a * b),
    div: binary((a, b) => a / b),
    min: binary(Math.min),
    max: binary(Math.max),
    pmin: binary((a, b) => secondIf(b < a, a, b)),
    pmax: binary((a, b) => secondIf(a < b, a, b)),
    relaxed_madd: lanewise(exact, type, (a = 0, b = 0, c = 0) => a * b + c),
    relaxed_nmadd: lanewise(exact, type, (a = 0, b = 0, c = 0) => c - a * b),
  };
};

export const floats = {
  ...prefixed(
    "f32x4",
    arithmetic(f32, i32, (value) => (value ? -1 : 0)),
  ),
  ...prefixed(
    "f64x2",
    arithmetic(f64, i64, (value) => (value ? -1n : 0n)),
  ),
} as const;
