import { deltaOf, type Name, nameOf } from "../notation/name.js";

/** What is printed for a name, in the same words for names that are typed in different ways. */
const printed = ({ base, superscript, subscript }: Name): string => JSON.stringify([base, superscript, subscript]);

/** Gives names out, each once, with the δ of a z: a name that is taken gets the next number below it. */
export const naming = (): ((wanted: string) => string) => {
  const taken = new Set<string>();
  const namesOf = (typed: string): readonly string[] => [nameOf(typed), deltaOf(typed) ?? nameOf(typed)].map(printed);
  return (wanted) => {
    let name = wanted;
    for (let next = 2; namesOf(name).some((print) => taken.has(print)); next++) name = `${wanted}_${next}`;
    for (const print of namesOf(name)) taken.add(print);
    return name;
  };
};

/** The letters of the parameters that layers have. */
const letters: Readonly<Record<string, string>> = { weights: "W", bias: "b" };

/** What a leaf of a tree of parameters is called: `weights` of the first of a list are `W1`, a field `w` is `w`. */
export const nameOfPath = (path: string, root: string): string => {
  const keys = path.split(/[.[\]]+/u).filter((key) => key !== "");
  const field = keys.findLast((key) => !/^\d+$/u.test(key));
  const number = keys.findLast((key) => /^\d+$/u.test(key));
  const base = field === undefined ? root : (letters[field] ?? field);
  if (number === undefined) return base;
  return letters[field ?? ""] === undefined ? `${base}_${number}` : `${base}${Number(number) + 1}`;
};
