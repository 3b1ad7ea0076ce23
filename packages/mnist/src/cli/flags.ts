// What may stand behind the options of the command line.

import { InvalidArgumentError, Option } from "@commander-js/extra-typings";
import { namesOf } from "../recipe/names.js";

/** A whole number in a range. */
export const wholeNumber =
  (least: number, most = Number.MAX_SAFE_INTEGER) =>
  (text: string): number => {
    const value = Number(text);
    if (text.trim() !== "" && Number.isSafeInteger(value) && value >= least && value <= most) return value;
    const range = most === Number.MAX_SAFE_INTEGER ? `${least} or more` : `${least} to ${most}`;
    throw new InvalidArgumentError(`Expected a whole number, ${range}.`);
  };

/** A number above 0. */
export const positive = (text: string): number => {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError("Expected a number above 0.");
};

/** Sizes of layers: `800,800`. */
export const sizes = (text: string): readonly number[] => {
  if (text === "none") return [];
  const list = text.split(/[,-]/).map(Number);
  if (list.every((size) => Number.isSafeInteger(size) && size > 0)) return list;
  throw new InvalidArgumentError('Expected sizes such as 300 or 800,800, or "none".');
};

/** A number that is not negative, below a bound. */
export const numberBelow =
  (bound: number) =>
  (text: string): number => {
    const value = Number(text);
    if (text.trim() !== "" && value >= 0 && value < bound) return Math.abs(value); // −0 is 0
    throw new InvalidArgumentError(
      bound === Number.POSITIVE_INFINITY
        ? "Expected a number, 0 or more."
        : `Expected a number from 0 up to, but not, ${bound}.`,
    );
  };

/** Two numbers: `0.1,0.9`. */
export const pair = (text: string): readonly [number, number] => {
  const [first, second, ...more] = text.split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  if (
    first !== undefined &&
    second !== undefined &&
    more.length === 0 &&
    first < second &&
    Number.isFinite(second - first)
  )
    return [first + 0, second + 0]; // −0 is 0
  throw new InvalidArgumentError("Expected two numbers, the smaller one first, such as 0.1,0.9.");
};

/** Whole numbers: `1,2,3`, or `1-5`. */
export const wholeNumbers = (text: string): readonly number[] => {
  const numbers = text.split(",").flatMap((part) => {
    const [first = Number.NaN, last = first] = part
      .split("-")
      .map((end) => (end.trim() === "" ? Number.NaN : Number(end)));
    const count = last - first + 1;
    return Number.isSafeInteger(first) && count >= 1 && count <= 1000
      ? Array.from({ length: count }, (_, i) => first + i)
      : [Number.NaN];
  });
  if (numbers.every((number) => Number.isSafeInteger(number) && number >= 0)) return [...new Set(numbers)];
  throw new InvalidArgumentError("Expected whole numbers, such as 1,2,3 or 1-5.");
};

/** An option with one of the names in a table. */
export const choice = <const Flags extends string, Name extends string>(
  flags: Flags,
  description: string,
  table: Readonly<Record<Name, unknown>>,
) => new Option(flags, description).choices(namesOf(table));
