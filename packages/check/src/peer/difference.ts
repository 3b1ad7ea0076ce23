import { isFloating } from "@chainrule/core";
import type { Rounded } from "../numeric/rounded.js";
import type { Specimen } from "../specimen/specimen.js";
import type { Pulled } from "./library.js";
import type { Reading } from "./reading.js";

/** An element on which a library and exact mathematics differ. */
export interface Difference {
  readonly of: "value" | "gradient";
  /** By which of the inputs the gradient is; undefined for a value. */
  readonly input: number | undefined;
  /** Which element, in row-major order. */
  readonly place: number;
  readonly actual: number;
  readonly expected: number;
  /** How far rounding may carry the expected number. */
  readonly bound: number;
}

/** Rounding bounds count one ε for each operation; libraries compute an elementary function in a few. */
export const MARGIN = 16;

/** The least number that has all digits of f32, which is what most libraries compute in: below it, relative bounds mean nothing. */
const SMALLEST = 2 ** -126;
const LARGEST = 2 ** 127;

const isOutOfRange = ({ value }: Rounded): boolean =>
  value !== 0 && Number.isFinite(value) && (Math.abs(value) >= LARGEST || Math.abs(value) < SMALLEST);

/** Whether a number leaves the range in which f32 keeps its digits. */
export const leavesRange = ({ values }: Reading): boolean =>
  [...values.values()].some((elements) => elements.some(isOutOfRange));

type Where = Pick<Difference, "of" | "input">;

/** The elements that rounding does not account for, each with how many times the allowance it is off. */
const differencesIn = (
  where: Where,
  actual: readonly number[],
  expected: readonly Rounded[],
): readonly (readonly [number, Difference])[] =>
  expected.flatMap(({ value, error }, place) => {
    const bound = MARGIN * error + SMALLEST;
    // Where the mathematics has no number, or rounding leaves none, there is nothing to compare with.
    if (!Number.isFinite(value) || !Number.isFinite(bound)) return [];
    // An array of another length has no elements that correspond.
    const found = actual.length === expected.length ? (actual[place] ?? Number.NaN) : Number.NaN;
    const ratio = Number.isFinite(found) ? Math.abs(found - value) / bound : Number.POSITIVE_INFINITY;
    return ratio > 1 ? [[ratio, { ...where, place, actual: found, expected: value, bound }] as const] : [];
  });

/** The largest difference: of the value if there is one, as the gradient of another value is another gradient. */
export const worstDifference = (
  { inputs }: Specimen,
  pulled: Pulled,
  { value, gradients }: Reading,
): Difference | undefined => {
  const variables = [...inputs.keys()].filter((input) => isFloating(inputs[input]?.dtype ?? "i32"));
  const ofValue = differencesIn({ of: "value", input: undefined }, pulled.value, value);
  const ofGradient = gradients.flatMap((expected, index) =>
    differencesIn({ of: "gradient", input: variables[index] }, pulled.gradients[index] ?? [], expected),
  );
  const all = ofValue.length > 0 ? ofValue : ofGradient;
  return all.reduce<readonly [number, Difference | undefined]>(
    (worst, next) => (next[0] > worst[0] ? next : worst),
    [0, undefined],
  )[1];
};
