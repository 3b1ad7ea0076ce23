import { isFloating } from "@chainrule/core";
import { lengthOf } from "./length.js";
import type { Numeral } from "./numbers.js";

/** The number with its first binary digits only. */
const rounded =
  (digits: number) =>
  (value: number): number => {
    const unit = 2 ** (Math.floor(Math.log2(Math.abs(value))) + 1 - digits);
    return Math.round(value / unit) * unit;
  };

/** What a number may become, the simplest first. */
const simplifications: readonly ((value: number) => number)[] = [
  () => 0,
  () => 1,
  (value) => Math.sign(value),
  () => 0.5,
  (value) => Math.trunc(value / 2),
  (value) => Math.round(value),
  ...[1, 2, 4, 8, 16].map(rounded),
];

/** Ways to make a number simpler; where one does not, it leaves the number as it is. Integers come no further from 0. */
export const simplerNumbers = simplifications.map((simplify) => ({ value, dtype }: Numeral): number => {
  // Without −0, which is no simpler than 0.
  const simpler = simplify(value) + 0;
  const isAllowed = isFloating(dtype) ? Number.isFinite(simpler) : Number.isInteger(simpler);
  return isAllowed && lengthOf(simpler) < lengthOf(value) ? simpler : value;
});
