import type { Cursor } from "./cursor.js";
import type { Expression } from "./expression.js";

/** The letters that mean an index here. */
export type Scope = ReadonlySet<string>;

/** Reads one construct. */
export type Grammar = (cursor: Cursor, scope: Scope) => Expression;

/** What is between brackets and commas, and the closing bracket. */
export const list = (cursor: Cursor, scope: Scope, item: Grammar, closing: string): readonly Expression[] => {
  const items = [item(cursor, scope)];
  while (cursor.takes(",")) items.push(item(cursor, scope));
  cursor.expect(closing);
  return items;
};
