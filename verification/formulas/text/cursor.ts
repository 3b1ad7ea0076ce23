import { pointing } from "./pointing.js";
import type { Token } from "./tokens.js";

/** A place in a text that is being read; it moves on as tokens are taken, and is dropped with the end of the reading. */
export interface Cursor {
  /** The token at the place, or so many after it. */
  readonly peek: (ahead?: number) => Token;
  readonly take: () => Token;
  /** Whether the next token is this mark. */
  readonly isAt: (mark: string) => boolean;
  /** Takes the mark if it is next. */
  readonly takes: (mark: string) => boolean;
  /** Takes a mark that must be next. */
  readonly expect: (mark: string) => void;
  /** Stops with a message about a token: the next, unless another is given. */
  readonly fail: (message: string, at?: number) => never;
}

const shown = (token: Token, text: string): string => {
  switch (token.kind) {
    case "number":
      return String(token.value);
    case "symbol":
    case "word":
      return token.name;
    case "end":
      return "the end";
    default:
      return String.fromCodePoint(text.codePointAt(token.at) ?? 0);
  }
};

export const cursorOver = (text: string, tokens: readonly Token[]): Cursor => {
  const end: Token = { kind: "end", at: text.length, isSpaced: false };
  let next = 0;
  const peek = (ahead = 0): Token => tokens[next + ahead] ?? end;
  const fail = (message: string, at = peek().at): never => {
    throw new SyntaxError(pointing(message, text, at));
  };
  const isAt = (mark: string): boolean => {
    const token = peek();
    return token.kind === "mark" && token.text === mark;
  };
  const take = (): Token => {
    const token = peek();
    next++;
    return token;
  };
  const takes = (mark: string): boolean => {
    if (!isAt(mark)) return false;
    next++;
    return true;
  };
  const expect = (mark: string): void => {
    if (!takes(mark)) fail(`expected ${mark}, found ${shown(peek(), text)}`);
  };
  return { peek, take, isAt, takes, expect, fail };
};
