import type { Index, Term, Variable } from "../term/term.js";
import { parts } from "../term/walk.js";
import { nameOf } from "./name.js";

const alphabet = ["i", "j", "k", "l", "r", "s", "t", "u", "v", "p", "q"];
const firstBound = "k";

/** The letters that indices have where a part of an equation stands. */
export interface Scope {
  readonly letters: ReadonlyMap<number, string>;
  /** Letters that name variables. */
  readonly avoided: ReadonlySet<string>;
  /** Where in the alphabet new letters begin. */
  readonly from: number;
}

const variablesIn = (term: Term): readonly Variable[] => [
  ...(term.kind === "element" ? [term.of] : []),
  ...parts(term).flatMap(variablesIn),
];

const next = ({ letters, avoided, from }: Scope): string => {
  const taken = new Set([...avoided, ...letters.values()]);
  const free = alphabet.slice(from).find((letter) => !taken.has(letter));
  if (free !== undefined) return free;
  let count = 1;
  while (taken.has(`i${count}`)) count++;
  return `i${count}`;
};

/** The scope in which these indices have letters too. */
export const bind = (scope: Scope, indices: readonly Index[]): Scope => {
  const letters = new Map(scope.letters);
  for (const { id } of indices) letters.set(id, next({ ...scope, letters }));
  return { ...scope, letters };
};

/** The scope of an equation: its free indices are i, j, …; bound ones begin at k where there are free ones. */
export const scopeOf = (variable: Variable, term: Term, free: readonly Index[]): Scope => {
  const bare = [variable, ...variablesIn(term)]
    .map(({ name }) => nameOf(name))
    .filter(({ superscript, subscript }) => superscript === "" && subscript === "");
  const scope = { letters: new Map<number, string>(), avoided: new Set(bare.map(({ base }) => base)), from: 0 };
  return { ...bind(scope, free), from: free.length === 0 ? 0 : alphabet.indexOf(firstBound) };
};
