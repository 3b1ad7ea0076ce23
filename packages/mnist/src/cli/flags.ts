// What may stand behind the options of the command line.

import { InvalidArgumentError, Option } from "@commander-js/extra-typings";

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

/** A number between 0 and 1. */
export const share = (text: string): number => {
  const value = Number(text);
  if (value > 0 && value < 1) return value;
  throw new InvalidArgumentError("Expected a share between 0 and 1, such as 0.1.");
};

/** Sizes of layers: `800,800`. */
export const sizes = (text: string): readonly number[] => {
  if (text === "none") return [];
  const list = text.split(/[,-]/).map(Number);
  if (list.every((size) => Number.isSafeInteger(size) && size > 0)) return list;
  throw new InvalidArgumentError('Expected sizes such as 300 or 800,800, or "none".');
};

/** The names in a table, with their types. */
const namesOf = <Name extends string>(table: Readonly<Record<Name, unknown>>): readonly Name[] =>
  // Safe: a table has no other keys than those of its type.
  Object.keys(table) as Name[];

/** An option with one of the names in a table. */
export const choice = <const Flags extends string, Name extends string>(
  flags: Flags,
  description: string,
  table: Readonly<Record<Name, unknown>>,
) => new Option(flags, description).choices(namesOf(table));
