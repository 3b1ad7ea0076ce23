import { element, half, number, quotient, squareRoot, type Term, type Variable } from "../term/term.js";

/** Numbers that have a form of their own; `pi` is a variable, where there is one. */
const known = (pi: Variable | undefined): readonly (readonly [number, Term])[] => [
  [Math.SQRT2, squareRoot(number(2))],
  [Math.SQRT1_2, squareRoot(half)],
  ...(pi === undefined
    ? []
    : ([
        [Math.PI, element(pi, [])],
        [2 / Math.sqrt(Math.PI), quotient(number(2), squareRoot(element(pi, [])))],
      ] as const)),
];

/** Whether π is needed to say a number. */
export const needsPi = (value: number, dtype: string): boolean =>
  [Math.PI, 2 / Math.sqrt(Math.PI)].some((other) => isStored(other, value, dtype));

/** Whether a number is what another is stored as. */
const isStored = (exact: number, value: number, dtype: string): boolean =>
  (dtype === "f32" ? Math.fround(exact) : exact) === value;

/** The number that every element of a constant is, as it was written. */
export const constantNumber = (value: number, dtype: string, pi: Variable | undefined): Term =>
  known(pi).find(([exact]) => isStored(exact, value, dtype))?.[1] ?? number(dtype === "f32" ? shortest(value) : value);

/** The shortest decimal that is read back as the same f32 number: 0.1, not 0.10000000149011612. */
const shortest = (value: number): number => {
  const decimals = Array.from({ length: 8 }, (_, digits) => Number(value.toPrecision(digits + 1)));
  return decimals.find((decimal) => Math.fround(decimal) === value) ?? value;
};
