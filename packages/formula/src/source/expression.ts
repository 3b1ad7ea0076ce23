import type { Map as ImmutableMap } from "immutable";
import { type Index, reduce, type Term, type Variable } from "../term/term.js";
import { freeIndices } from "../term/walk.js";
import { callOf, conditionOf, numberOf, productOf, sumOf } from "./arithmetic.js";
import type { Code } from "./code.js";
import * as code from "./code.js";
import { hoisted, type Surroundings } from "./hoist.js";
import { unused } from "./identifier.js";
import type { Layout } from "./layout.js";

/** What names mean at a place of the source. */
export interface Scope extends Surroundings {
  readonly nameOf: (variable: Variable) => string;
  readonly functionOf: (name: string) => string;
  /** The letters of indices, by their numbers. */
  readonly letters: ImmutableMap<number, string>;
}

/** A value, and the constants that must be defined before it. */
export interface Block {
  readonly definitions: readonly Definition[];
  readonly value: Code;
}

export interface Definition {
  readonly variable: Variable;
  readonly key: string;
  readonly value: Code;
}

/** Where constants are defined. */
export const after = (definitions: readonly Pick<Definition, "variable" | "key">[], scope: Scope): Scope => ({
  ...scope,
  taken: scope.taken.union(definitions.map(({ variable }) => variable.name)),
  known: scope.known.merge(definitions.map(({ key, variable }) => [key, variable] as const)),
});

export const definition = ({ variable, value }: Definition): Layout => code.definition(variable.name, value);

const lettersOf = { axis: [..."ijkrstuvpqmn"], bound: [..."krstuvpqmnij"] };

const withLetter = (scope: Scope, index: Index, use: keyof typeof lettersOf): { inside: Scope; letter: string } => {
  const given = scope.taken.union(scope.letters.values());
  const letter = lettersOf[use].find((candidate) => !given.has(candidate)) ?? unused("i", given);
  return { inside: { ...scope, letters: scope.letters.set(index.id, letter) }, letter };
};

/** Nested arrays of the values of a term for all values of the indices. */
export const arrayOf = (indices: readonly Index[], term: Term, scope: Scope): Block => {
  const [index, ...rest] = indices;
  const part = index === undefined ? undefined : partOf(indices, term, scope);
  if (part !== undefined) return { definitions: [], value: part };

  const loops = indices.filter(({ size }) => size !== 1);
  const taken = scope.taken.union(scope.letters.values());
  const { intermediates, term: remaining } = hoisted(term, loops, { ...scope, taken });
  const inside = after(intermediates, scope);
  const definitions = intermediates.flatMap((intermediate): readonly Definition[] => {
    const block = arrayOf(intermediate.indices, intermediate.term, { ...inside, known: scope.known });
    return [...block.definitions, { ...intermediate, value: block.value }];
  });
  if (index === undefined) return { definitions, value: expression(remaining, inside) };
  if (index.size === 1) {
    const block = arrayOf(rest, remaining, inside);
    return { definitions: [...definitions, ...block.definitions], value: code.list(block.value) };
  }
  return {
    definitions,
    value: loop("fill", index, "axis", remaining, inside, (body) => arrayOf(rest, remaining, body)),
  };
};

/** A loop over the values of an index, which a term may depend on. */
const loop = (
  name: string,
  index: Index,
  use: keyof typeof lettersOf,
  term: Term,
  scope: Scope,
  body: (inside: Scope) => Block,
): Code => {
  const { inside, letter } = withLetter(scope, index, use);
  const parameter = freeIndices(term).has(index.id) ? letter : "";
  const { definitions, value } = body(inside);
  return code.loop(name, index.size, parameter, definitions.map(definition), value);
};

/** What of a variable a term is for all values of the indices, where it is an array in it. */
const partOf = (indices: readonly Index[], term: Term, scope: Scope): Code | undefined => {
  if (term.kind !== "element") return undefined;
  const depth = term.at.length - indices.length;
  const isWhole = indices.every(({ id, size }, place) => {
    const at = term.at[depth + place];
    if (at === undefined || term.of.shape[depth + place] !== size) return false;
    return size === 1 || (at.kind === "index" && at.index.id === id);
  });
  const before = term.at.slice(0, Math.max(0, depth));
  const depends = before.some((at) => indices.some(({ id }) => freeIndices(at).has(id)));
  return isWhole && !depends ? elementOf(term.of, before, scope) : undefined;
};

const elementOf = (variable: Variable, at: readonly Term[], scope: Scope): Code =>
  code.element(
    scope.nameOf(variable),
    at.map((position) => expression(position, scope)),
  );

/** The value of a term. */
export const expression = (term: Term, scope: Scope): Code => {
  const of = (part: Term): Code => expression(part, scope);
  switch (term.kind) {
    case "number":
      return numberOf(term.value);
    case "index":
      return code.atom(scope.letters.get(term.index.id) ?? fail(`index ${term.index.id} is free`));
    case "element":
      return elementOf(term.of, term.at, scope);
    case "sum":
      return sumOf(term.terms, of);
    case "product":
    case "power":
      return productOf(term, of);
    case "call":
      return callOf(term.name, term.args, of, scope.functionOf);
    case "reduce":
      return reduction(term, scope);
    case "truth":
      return code.call("Number", conditionOf(term, of));
    case "choice":
      return code.choice(conditionOf(term.condition, of), of(term.yes), of(term.no));
  }
};

/** One loop for each index. */
const reduction = ({ by, over, body }: Extract<Term, { kind: "reduce" }>, scope: Scope): Code => {
  const [index, ...others] = over;
  const inner = reduce(by, others, body);
  if (index === undefined) return expression(body, scope);
  return loop(by, index, "bound", inner, scope, (inside) => arrayOf([], inner, inside));
};

const fail = (message: string): never => {
  throw new RangeError(message);
};
