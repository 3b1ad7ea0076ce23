import { Map as ImmutableMap, Set as ImmutableSet } from "immutable";
import type { Derivation, Step } from "../derive/derivation.js";
import { deltaOf, nameOf } from "../notation/name.js";
import type { Variable } from "../term/term.js";
import { prelude } from "./prelude.js";

const words =
  "abstract any arguments as async await boolean break case catch class const constructor continue debugger declare default delete do " +
  "else enum eval export extends false finally for from function get if implements import in infer instanceof interface is keyof let " +
  "module namespace never new null number object of package private protected public readonly require return set static string super " +
  "switch symbol this throw true try type typeof undefined unique unknown using var void while with yield";

/** What no variable may be called: words of the language, what the source uses of its library, and the functions it brings along. */
export const reserved: ImmutableSet<string> = ImmutableSet([
  ...words.split(" "),
  ..."Array Infinity Math NaN Number globalThis".split(" "),
  ...prelude.keys(),
]);

export const isIdentifier = (text: string): boolean =>
  /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(text) && !reserved.has(text);

const spelled: Readonly<Record<string, string>> = { "+": " plus ", "-": " minus ", "−": " minus ", "′": " prime " };

/** A name in letters that an identifier may have: `W^{l+1}` is `W_l_plus_1`, `z¹` is `z1`, `g′` is `g_prime`. */
export const identifierOf = (name: string): string => {
  const { base, superscript, subscript } = nameOf(name);
  const isPlain = /^\p{L}*$/u.test(base) && /^\d*$/.test(superscript) && /^\d*$/.test(subscript);
  const isOne = isPlain && (superscript === "" || subscript === "");
  const written = isOne ? base + superscript + subscript : [base, superscript, subscript].join(" ");
  const letters = written
    // Superscripts and subscripts are letters and digits in another form.
    .normalize("NFKC")
    .replace(/[+\-−′]/gu, (sign) => spelled[sign] ?? "_")
    .replace(/[^\p{ID_Continue}$]+/gu, "_")
    .replace(/^_+(?=.)|(?<=.)_+$/gu, "");
  return /^[\p{ID_Start}_$]/u.test(letters) ? letters : `_${letters}`;
};

/** The text itself where it is free, else with the lowest number that makes it so. */
export const unused = (text: string, taken: ImmutableSet<string>): string => {
  for (let attempt = text, count = 2; ; count++) {
    if (!taken.has(attempt) && !reserved.has(attempt)) return attempt;
    attempt = /\d$/.test(text) ? `${text}_${count}` : `${text}${count}`;
  }
};

/** What tells variables apart. */
export const keyOfVariable = ({ kind, name }: Variable): string => `${kind} ${name}`;

/** What tells steps apart: a parameter after a step downhill is not what it was before. */
export const keyOfStep = ({ kind, variable }: Step): string =>
  kind === "update" ? `update ${variable.name}` : keyOfVariable(variable);

export const keyOfConstant = (name: string): string => `value ${name}`;

export const keyOfFunction = (name: string): string => `function ${name}`;

/** What a step defines should be called: `z1`; its adjoint `delta1`, that of another value `da1`; the gradient by `W1`, `dW1`. */
const wishOf = ({ kind, variable: { name } }: Step): string => {
  const identifier = identifierOf(name);
  if (kind === "forward") return identifier;
  if (kind === "update") return `next_${identifier}`;
  return kind === "adjoint" && deltaOf(name) !== undefined ? identifier.replace("z", "delta") : `d${identifier}`;
};

/** The identifiers of all that has a name, by its key. Those that are seen from outside are given first. */
export const identifiersOf = (
  { steps, loss, constants, functions }: Derivation,
  inputs: readonly Variable[],
  taken: ImmutableSet<string>,
): ImmutableMap<string, string> => {
  const value = (variable: Variable) => [keyOfVariable(variable), identifierOf(variable.name)] as const;
  const wishes = [
    ...inputs.map(value),
    value(loss),
    ...steps
      .filter(({ kind }) => kind === "gradient" || kind === "update")
      .map((step) => [keyOfStep(step), wishOf(step)] as const),
    ...functions.keySeq().map((name) => [keyOfFunction(name), identifierOf(name)] as const),
    ...constants.keySeq().map((name) => [keyOfConstant(name), identifierOf(name)] as const),
    ...steps.map((step) => [keyOfStep(step), wishOf(step)] as const),
  ];
  return wishes.reduce(
    (given, [key, wish]) => (given.has(key) ? given : given.set(key, unused(wish, taken.union(given.values())))),
    ImmutableMap<string, string>(),
  );
};
