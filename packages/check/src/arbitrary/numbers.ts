import * as fc from "fast-check";
import type { ReadonlyNonEmptyArray } from "fp-ts/lib/ReadonlyNonEmptyArray.js";
import { simplestFirst } from "./simplest-first.js";

/** Which numbers to draw. */
export interface NumberOptions {
  readonly min: number;
  readonly max: number;
  /** Whole numbers only; default no. */
  readonly integers?: boolean;
  /** Only those that a person would try first, such as 0, ±1, ½, where kinks and ties are; default no. */
  readonly simple?: boolean;
}

/** How many steps a domain is divided into, at least: enough for two draws seldom to be equal. */
const STEPS = 1024;

/** How many sizes count as simple. */
const SIMPLE = 8;

/** The smallest number that has all its digits. */
const SMALLEST = 2 ** -1022;

const powerBelow = (value: number): number => 2 ** Math.floor(Math.log2(value));

/** The multiples of a unit between two numbers that are not negative. */
const multiplesOf = (unit: number, from: number, to: number): readonly number[] => {
  const first = Math.ceil(from / unit);
  const count = Math.max(0, Math.floor(to / unit) - first + 1);
  return Array.from({ length: count }, (_, index) => (first + index) * unit);
};

/** Binary fractions between two numbers that are not negative, those with the fewest digits first: 0, 1, 2, ½, 1½, ¼, … */
const fractionsBetween = (from: number, to: number): readonly number[] => {
  if (from === to) return [from];
  // Not so small that multiples of it could not be told apart.
  const smallest = Math.max(powerBelow((to - from) / STEPS), powerBelow(to) * Number.EPSILON, SMALLEST);
  const largest = Math.max(1, smallest);
  const units = Array.from({ length: Math.log2(largest / smallest) + 1 }, (_, digits) => largest / 2 ** digits);
  // Of halves, quarters …, those that were not among the coarser ones.
  return units.flatMap((unit) =>
    multiplesOf(unit, from, to).filter((value) => unit === largest || !Number.isInteger(value / unit / 2)),
  );
};

/**
 * Numbers of a domain, given their sizes: each as likely, with either sign where the domain has both. Sizes and signs shrink apart, so
 * that a negative number shrinks to a simple negative number.
 */
export const ofSizes = (sizes: ReadonlyNonEmptyArray<number>, min: number, max: number): fc.Arbitrary<number> =>
  fc.tuple(simplestFirst(sizes), fc.boolean()).map(([size, negative]) => {
    const sign = negative ? -1 : 1;
    return sign * size >= min && sign * size <= max ? sign * size : -sign * size;
  });

/**
 * Numbers of a domain, all as likely: fractions with few binary digits, so that counterexamples can be read. They shrink towards whole
 * numbers, and those towards 0.
 *
 * @example
 * import { numbers } from "@chainrule/check";
 * import { sample } from "fast-check";
 * for (const x of sample(numbers({ min: 0.5, max: 4 }))) assert.ok(x >= 0.5 && x <= 4);
 */
export const numbers = ({ min, max, integers = false, simple = false }: NumberOptions): fc.Arbitrary<number> => {
  if (integers) {
    const drawn = fc.integer({ min: Math.ceil(min), max: Math.floor(max) });
    return simple ? drawn : fc.noBias(drawn);
  }
  const nearest = Math.max(0, min, -max);
  const [simplest = nearest, ...others] = fractionsBetween(nearest, Math.max(Math.abs(min), Math.abs(max)));
  return ofSizes([simplest, ...(simple ? others.slice(0, SIMPLE - 1) : others)], min, max);
};
