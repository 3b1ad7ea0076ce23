import { type Cursor, cursorOver } from "./cursor.js";
import type { Expression, ParsedEquation, Reduction } from "./expression.js";
import { type Grammar, list, type Scope } from "./grammar.js";
import { isRelation, type Relation } from "./relation.js";
import { bounds, freePositions, positions } from "./subscripts.js";
import { needsParentheses, type Token, tokensOf } from "./tokens.js";

/** Some of what is separated by a mark; the thing itself where there is only one. */
const separated =
  (mark: string, part: Grammar, join: (parts: readonly Expression[], at: number) => Expression): Grammar =>
  (cursor, scope) => {
    const first = part(cursor, scope);
    const parts = [first];
    while (cursor.takes(mark)) parts.push(part(cursor, scope));
    return parts.length === 1 ? first : join(parts, first.at);
  };

const elementwise: Grammar = (cursor, scope) =>
  separated("⊙", sideBySide, (factors, at) => ({ kind: "elementwise", factors, at }))(cursor, scope);

/** `a + b − c`, the loosest binding: a minus in front is that of the first term. */
const sum: Grammar = (cursor, scope) => {
  const { at } = cursor.peek();
  const term = (isNegative: boolean, from: number): Expression => {
    const of = elementwise(cursor, scope);
    return isNegative ? { kind: "negative", of, at: from } : of;
  };
  const first = term(cursor.takes("−"), at);
  const terms = [first];
  for (;;) {
    const { at: sign } = cursor.peek();
    if (cursor.takes("+")) terms.push(term(false, sign));
    else if (cursor.takes("−")) terms.push(term(true, sign));
    else return terms.length === 1 ? first : { kind: "sum", terms, at };
  }
};

/** Whether a token that stands after a factor, with a space before it, begins another. A bar does, unless it closes one. */
const beginsFactor = (token: Token): boolean =>
  token.isSpaced &&
  (token.kind === "number" ||
    token.kind === "symbol" ||
    (token.kind === "word" && token.name !== "if" && token.name !== "else") ||
    (token.kind === "mark" && ["(", "[", "|", "‖", "√", "Σ", "𝟏"].includes(token.text)));

/** `2 x`, `W x`: factors with a space between them, the last of which may be a reduction of all that follows. */
const sideBySide: Grammar = (cursor, scope) => {
  const { at } = cursor.peek();
  const factors: Expression[] = [];
  do {
    factors.push(reduction(cursor, scope) ?? quotient(cursor, scope));
  } while (beginsFactor(cursor.peek()));
  const [first] = factors;
  return first !== undefined && factors.length === 1 ? first : { kind: "side by side", factors, at };
};

const reductions: Readonly<Record<string, Reduction>> = { Σ: "sum", max: "max", min: "min", argmax: "argmax" };

/** Which reduction begins here: a `max` with an argument list is a function. */
const reductionAt = (cursor: Cursor): Reduction | undefined => {
  const [token, following] = [cursor.peek(), cursor.peek(1)];
  if (token.kind === "mark" && token.text === "Σ") return "sum";
  if (token.kind !== "word") return undefined;
  const isCall = following.kind === "mark" && following.text === "(" && !following.isSpaced;
  return isCall || !Object.hasOwn(reductions, token.name) ? undefined : reductions[token.name];
};

/** `Σₖ …` to the end of the product. */
const reduction = (cursor: Cursor, scope: Scope): Expression | undefined => {
  const by = reductionAt(cursor);
  if (by === undefined) return undefined;
  const { at } = cursor.take();
  const over = bounds(cursor);
  const letters = over.map(({ letter }) => letter);
  const twice = letters.find((letter, place) => scope.has(letter) || letters.indexOf(letter) !== place);
  if (twice !== undefined) return cursor.fail(`the letter ${twice} is bound already`, at);
  return { kind: "reduction", by, over, of: sideBySide(cursor, new Set([...scope, ...letters])), at };
};

/** `a/b`, not chained, without spaces. */
const quotient: Grammar = (cursor, scope) => {
  const numerator = postfix(cursor, scope);
  if (!cursor.isAt("/")) return numerator;
  if (cursor.peek().isSpaced || cursor.peek(1).isSpaced) return cursor.fail("a quotient is written without spaces");
  cursor.take();
  const denominator = postfix(cursor, scope);
  if (cursor.isAt("/")) return cursor.fail("quotients are not chained");
  return { kind: "quotient", numerator, denominator, at: numerator.at };
};

/** Powers, transposes and roots; what is raised twice is in parentheses. */
const postfix: Grammar = (cursor, scope) => {
  const { at } = cursor.peek();
  const isRoot = cursor.takes("√");
  const base = atom(cursor, scope);
  const of: Expression = isRoot ? { kind: "root", of: base, at } : base;
  const token = cursor.peek();
  const isPower = token.kind === "mark" && token.text === "^";
  if ((token.kind !== "raised" && !isPower) || token.isSpaced) return of;
  if (isRoot || (base.kind === "symbol" && cursor.peek(-1).kind !== "mark" && needsParentheses(base.name)))
    return cursor.fail("what carries a superscript already is raised in parentheses", token.at);
  cursor.take();
  if (token.kind === "raised" && token.text === "T") return { kind: "transpose", of, at };
  const exponent = token.kind === "raised" ? wholeNumber(cursor, token) : parenthesised(cursor, scope);
  if (cursor.peek().kind === "raised") return cursor.fail("what is raised twice is in parentheses");
  return { kind: "power", base: of, exponent, at };
};

const wholeNumber = (cursor: Cursor, { text, at }: Token & { readonly kind: "raised" }): Expression =>
  /^−?\d+$/.test(text)
    ? { kind: "number", value: Number(text.replace("−", "-")), at }
    : cursor.fail("expected a whole number", at);

const parenthesised = (cursor: Cursor, scope: Scope): Expression => {
  cursor.expect("(");
  const inner = sum(cursor, scope);
  cursor.expect(")");
  return inner;
};

const atom: Grammar = (cursor, scope) => {
  const token = cursor.peek();
  const { at } = token;
  switch (token.kind) {
    case "number":
      cursor.take();
      return { kind: "number", value: token.value, at };
    case "symbol":
      cursor.take();
      if (scope.has(token.name)) return cursor.fail(`${token.name} is both a letter and a symbol here`, at);
      return { kind: "symbol", name: token.name, positions: positions(cursor, scope, sum), at };
    case "word":
      cursor.take();
      return scope.has(token.name) ? { kind: "letter", letter: token.name, at } : call(cursor, scope, token.name, at);
    case "mark":
      return enclosed(cursor, scope, token.text, at);
    default:
      return cursor.fail("expected a factor");
  }
};

const call = (cursor: Cursor, scope: Scope, name: string, at: number): Expression => {
  if (!cursor.isAt("(") || cursor.peek().isSpaced) return cursor.fail(`${name} is the name of nothing here`, at);
  cursor.take();
  return { kind: "call", name, args: list(cursor, scope, sum, ")"), at };
};

/** What begins with a mark, most of which end with one. */
const enclosed = (cursor: Cursor, scope: Scope, mark: string, at: number): Expression => {
  switch (mark) {
    case "𝟏":
      cursor.take();
      return { kind: "ones", at };
    case "|":
    case "‖": {
      cursor.take();
      const of = sum(cursor, scope);
      cursor.expect(mark);
      return { kind: mark === "|" ? "absolute" : "norm", of, at };
    }
    case "[": {
      cursor.take();
      const left = sum(cursor, scope);
      const relation = relationAt(cursor);
      const right = sum(cursor, scope);
      cursor.expect("]");
      return { kind: "truth", relation, left, right, at };
    }
    case "(":
      cursor.take();
      return inParentheses(cursor, scope, at);
    default:
      return cursor.fail("expected a factor");
  }
};

const relationAt = (cursor: Cursor): Relation => {
  const token = cursor.peek();
  if (token.kind !== "mark" || !isRelation(token.text)) return cursor.fail("expected a relation");
  cursor.take();
  return token.text;
};

const takesWord = (cursor: Cursor, word: "if" | "else"): boolean => {
  const token = cursor.peek();
  if (token.kind !== "word" || token.name !== word) return false;
  cursor.take();
  return true;
};

/** `(a)`, or `(a if c else b)`, where the condition may be a relation without its brackets. */
const inParentheses = (cursor: Cursor, scope: Scope, at: number): Expression => {
  const yes = sum(cursor, scope);
  if (!takesWord(cursor, "if")) {
    cursor.expect(")");
    return yes;
  }
  const left = sum(cursor, scope);
  const token = cursor.peek();
  const condition: Expression =
    token.kind === "mark" && isRelation(token.text)
      ? { kind: "truth", relation: relationAt(cursor), left, right: sum(cursor, scope), at: left.at }
      : left;
  if (!takesWord(cursor, "else")) return cursor.fail("expected else");
  const no = sum(cursor, scope);
  cursor.expect(")");
  return { kind: "choice", condition, yes, no, at };
};

/**
 * The meaning of a printed equation, given the printed names of all tensors: a name that is the beginning of another loses to it, and a
 * function is a word that is followed at once by a parenthesis.
 *
 * @throws SyntaxError with the place, where the text is not an equation, or could be read in two ways.
 */
export const parse = (text: string, symbols: readonly string[]): ParsedEquation => {
  const cursor = cursorOver(text, tokensOf(text, symbols));
  const defined = cursor.peek();
  if (defined.kind !== "symbol") return cursor.fail("expected a symbol, which is defined");
  cursor.take();
  const free = freePositions(cursor);
  const letters = free.filter((position) => position !== 0);
  if (letters.some((letter) => !/^\p{L}/u.test(letter)) || new Set(letters).size < letters.length)
    return cursor.fail("what is defined has letters for subscripts, each another", defined.at);
  const relation = cursor.takes("←") ? "←" : "=";
  if (relation === "=") cursor.expect("=");
  const right = sum(cursor, new Set(letters));
  if (cursor.peek().kind !== "end") return cursor.fail("expected an operator, or the end");
  return { text, relation, left: { name: defined.name, positions: free, at: defined.at }, right };
};
