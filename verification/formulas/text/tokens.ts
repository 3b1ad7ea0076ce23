import { pointing } from "./pointing.js";

/** A piece of the text: where it begins, and whether a space stands before it. */
export type Token = (
  | { readonly kind: "number"; readonly value: number }
  /** The name of a tensor. */
  | { readonly kind: "symbol"; readonly name: string }
  /** A letter, the name of a function, `if` or `else`. */
  | { readonly kind: "word"; readonly name: string }
  /** Raised or lowered characters, as they are on the line: `−1`, `T`, `ij`, `k+1`. */
  | { readonly kind: "raised"; readonly text: string }
  | { readonly kind: "lowered"; readonly text: string }
  | { readonly kind: "mark"; readonly text: string }
  | { readonly kind: "end" }
) & { readonly at: number; readonly isSpaced: boolean };

const pairs = (from: string, to: string): ReadonlyMap<string, string> => {
  const plain = [...to];
  return new Map([...from].map((character, place) => [character, plain[place] ?? character]));
};

const raised = pairs("⁰¹²³⁴⁵⁶⁷⁸⁹⁻ᵀ", "0123456789−T");
const lowered = pairs("₀₁₂₃₄₅₆₇₈₉₊₋ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ", "0123456789+−aehijklmnoprstuvxβγρφχ");

/** Whether a superscript after a name would seem to belong to the name: it carries one, or is a quotient. */
export const needsParentheses = (name: string): boolean =>
  [...name].some((character) => /[\p{Lm}⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻^/]/u.test(character) && !lowered.has(character));

// Letters that stand on the line: raised and lowered ones are modifiers to Unicode.
const letter = String.raw`[\p{Lu}\p{Ll}\p{Lt}\p{Lo}]`;
const word = new RegExp(`(?!Σ)${letter}(?:${letter}|[0-9])*′*`, "uy");
const startsInWord = new RegExp(`^(?:${letter}|[0-9′])`, "u");
const endsInWord = new RegExp(`(?:${letter}|[0-9])$`, "u");
const number = /\d+(?:\.\d+)?(?:e[+-]?\d+)?/uy;
const mark = /[=←+−⊙/√()[\]{}|‖,Σ𝟏≠<≤>≥^_]/uy;

const matchAt = (pattern: RegExp, text: string, at: number): string | undefined => {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
};

/** The longest name of a tensor that stands here whole, not as the beginning of a word or the name of a function. */
const symbolAt = (text: string, at: number, longestFirst: readonly string[]): string | undefined =>
  longestFirst.find((name) => {
    const rest = text.slice(at + name.length);
    return text.startsWith(name, at) && !rest.startsWith("(") && !(endsInWord.test(name) && startsInWord.test(rest));
  });

const runOf = (text: string, at: number, table: ReadonlyMap<string, string>): string => {
  const characters = [...text.slice(at)];
  const end = characters.findIndex((character) => !table.has(character));
  return characters
    .slice(0, end < 0 ? undefined : end)
    .map((character) => table.get(character) ?? "")
    .join("");
};

type Lexeme = Token extends infer T
  ? T extends Token
    ? Omit<T, "at" | "isSpaced"> & { length: number }
    : never
  : never;

const lexemeAt = (text: string, at: number, longestFirst: readonly string[]): Lexeme | undefined => {
  const symbol = symbolAt(text, at, longestFirst);
  if (symbol !== undefined) return { kind: "symbol", name: symbol, length: symbol.length };
  const digits = matchAt(number, text, at);
  if (digits !== undefined) return { kind: "number", value: Number(digits), length: digits.length };
  if (text[at] === "½") return { kind: "number", value: 0.5, length: 1 };
  if (text[at] === "∞") return { kind: "number", value: Number.POSITIVE_INFINITY, length: 1 };
  const name = matchAt(word, text, at);
  if (name === "NaN") return { kind: "number", value: Number.NaN, length: name.length };
  if (name !== undefined) return { kind: "word", name, length: name.length };
  const above = runOf(text, at, raised);
  if (above !== "") return { kind: "raised", text: above, length: above.length };
  const below = runOf(text, at, lowered);
  if (below !== "") return { kind: "lowered", text: below, length: below.length };
  const other = matchAt(mark, text, at);
  return other === undefined ? undefined : { kind: "mark", text: other, length: other.length };
};

/**
 * The pieces of a text, and an end.
 *
 * @throws SyntaxError at a character that has no meaning.
 */
export const tokensOf = (text: string, symbols: readonly string[]): readonly Token[] => {
  const longestFirst = symbols.toSorted((a, b) => b.length - a.length);
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    const isSpaced = text[at] === " ";
    while (text[at] === " ") at++;
    if (at >= text.length) return [...tokens, { kind: "end", at, isSpaced }];
    const lexeme = lexemeAt(text, at, longestFirst);
    if (lexeme === undefined)
      throw new SyntaxError(pointing(`unexpected ${String.fromCodePoint(text.codePointAt(at) ?? 0)}`, text, at));
    const { length, ...token } = lexeme;
    tokens.push({ ...token, at, isSpaced });
    at += length;
  }
};
