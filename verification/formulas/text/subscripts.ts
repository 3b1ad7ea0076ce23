import type { Cursor } from "./cursor.js";
import type { Bound, Expression } from "./expression.js";
import { type Grammar, list, type Scope } from "./grammar.js";

/** A letter, which may also be the name of a tensor elsewhere. */
const letterOf = (cursor: Cursor): string => {
  const token = cursor.peek();
  if (token.kind !== "word" && token.kind !== "symbol") return cursor.fail("expected a letter");
  cursor.take();
  return token.name;
};

/** The letters of a reduction: lowered, or in braces where one cannot be, or has a size: `Σ_{k<5, q}`. */
export const bounds = (cursor: Cursor): readonly Bound[] => {
  const token = cursor.peek();
  if (token.kind === "lowered") {
    cursor.take();
    if (!/^(?:\p{L}\d*)+$/u.test(token.text)) return cursor.fail("a reduction is over letters", token.at);
    // Where letters run out they are numbered: `Σᵢ₁`.
    return (token.text.match(/\p{L}\d*/gu) ?? []).map((letter) => ({ letter, size: undefined }));
  }
  if (!cursor.takes("_")) return [];
  cursor.expect("{");
  const over: Bound[] = [];
  do {
    const letter = letterOf(cursor);
    const limit = cursor.takes("<") ? cursor.take() : undefined;
    if (limit !== undefined && limit.kind !== "number") return cursor.fail("expected a size", limit.at);
    over.push({ letter, size: limit?.value });
  } while (cursor.takes(","));
  cursor.expect("}");
  return over;
};

/** The subscripts of a symbol, if it has any: lowered, `ij` or `k+1`, or any formulas in brackets. */
export const positions = (cursor: Cursor, scope: Scope, item: Grammar): readonly Expression[] => {
  const token = cursor.peek();
  if (token.isSpaced) return [];
  if (token.kind === "lowered") {
    cursor.take();
    return lowered(cursor, scope, token.text, token.at);
  }
  return cursor.takes("[") ? list(cursor, scope, item, "]") : [];
};

/** A position for each lowered character; what a sign is before belongs to the position before it. */
const lowered = (cursor: Cursor, scope: Scope, text: string, at: number): readonly Expression[] => {
  const items = text.match(/[^+−](?:[+−][^+−])*/gu) ?? [];
  if (items.join("") !== text) return cursor.fail("a position is missing", at);
  const atomOf = (character: string): Expression => {
    if (/\d/.test(character)) return { kind: "number", value: Number(character), at };
    if (!scope.has(character)) return cursor.fail(`the letter ${character} is bound nowhere`, at);
    return { kind: "letter", letter: character, at };
  };
  return items.map((item): Expression => {
    const [first, ...others] = item.match(/[+−]?[^+−]/gu) ?? [];
    const terms = [atomOf(first ?? ""), ...others.map((other): Expression => signed(other, atomOf, at))];
    return terms.length === 1 ? atomOf(item) : { kind: "sum", terms, at };
  });
};

const signed = (text: string, atomOf: (character: string) => Expression, at: number): Expression => {
  const of = atomOf(text.slice(1));
  return text.startsWith("−") ? { kind: "negative", of, at } : of;
};

/** The letters of what is defined. */
export const freePositions = (cursor: Cursor): readonly (string | 0)[] => {
  const token = cursor.peek();
  if (token.kind === "lowered") {
    cursor.take();
    return [...token.text].map((character) => (character === "0" ? 0 : character));
  }
  if (token.isSpaced || !cursor.takes("[")) return [];
  const free: (string | 0)[] = [];
  do {
    const position = cursor.peek();
    const isZero = position.kind === "number" && position.value === 0;
    free.push(isZero ? 0 : letterOf(cursor));
    if (isZero) cursor.take();
  } while (cursor.takes(","));
  cursor.expect("]");
  return free;
};
