import { describe, expect, test } from "vitest";
import { parse } from "../../../../verification/formulas/text/parse.js";
import { reading } from "./shape-of-text.js";

const names = ["a", "b", "c", "x", "A", "W", "W²", "a¹", "a²", "δ²", "∂E/∂W²", "x₁", "m", "E", "z¹", "W^{l+k}"];

describe("what every construct means", () => {
  test.each([
    ["a + b − c", "sum(a, b, negative(c))"],
    ["−a + b", "sum(negative(a), b)"],
    ["a ⊙ b ⊙ c", "elementwise(a, b, c)"],
    ["2 A x", "side by side(2, A, x)"],
    ["a/b", "quotient(a, b)"],
    ["x²", "power(x, 2)"],
    ["x⁻¹⁰", "power(x, -10)"],
    ["x^(a + 1)", "power(x, sum(a, 1))"],
    ["√x", "root(x)"],
    ["√(a + b)", "root(sum(a, b))"],
    ["xᵀ", "transpose(x)"],
    ["𝟏ᵀ", "transpose(ones)"],
    ["σ(x)", "σ(x)"],
    ["max(a, b)", "max(a, b)"],
    ["quotient(a, 2) + remainder(a, 2)", "sum(quotient(a, 2), remainder(a, 2))"],
    ["softmax(x) + logsumexp(x)", "sum(softmax(x), logsumexp(x))"],
    ["diag(x) + i32(x) + u8(x)", "sum(diag(x), i32(x), u8(x))"],
    ["g(x) g′(x)", "side by side(g(x), g′(x))"],
    ["|x|", "absolute(x)"],
    ["‖a − b‖²", "power(norm(sum(a, negative(b))), 2)"],
    ["[a > b]", ">(a, b)"],
    ["[a = b] [a ≠ b]", "side by side(=(a, b), ≠(a, b))"],
    ["[a < b] [a ≤ b] [a ≥ b]", "side by side(<(a, b), ≤(a, b), ≥(a, b))"],
    ["(a if c else b)", "choice(c, a, b)"],
    ["(a if [a > b] else b)", "choice(>(a, b), a, b)"],
    ["(a if a > b else b)", "choice(>(a, b), a, b)"],
    ["Σ a", "sum over  (a)"],
    ["max a − min a", "sum(max over  (a), negative(min over  (a)))"],
    ["argmaxₖ xₖ", "argmax over k (x at (’k))"],
    ["Σₖₗ Aₖₗ", "sum over k l (A at (’k, ’l))"],
    ["Σₖᵢ₁ A[k, i1]", "sum over k i1 (A at (’k, ’i1))"],
    ["Σ_{k,q} A[k, q]", "sum over k q (A at (’k, ’q))"],
    ["Σ_{k<5, l} k xₗ", "sum over k<5 l (side by side(’k, x at (’l)))"],
    ["E", "E"],
  ])("%s", (text, expected) => {
    expect(reading(text, names)).toBe(expected);
  });

  test.each([
    ["2", 2],
    ["½", 0.5],
    ["0.125", 0.125],
    ["1e-12", 1e-12],
    ["2.5e+21", 2.5e21],
    ["∞", Number.POSITIVE_INFINITY],
    ["NaN", Number.NaN],
  ])("the number %s", (text, value) => {
    expect(parse(`y = ${text}`, ["y"]).right).toMatchObject({ kind: "number", value });
  });
});

describe("how tightly it binds", () => {
  test.each([
    ["−a ⊙ b + c", "sum(negative(elementwise(a, b)), c)"],
    ["a ⊙ b c ⊙ x", "elementwise(a, side by side(b, c), x)"],
    ["(W x) ⊙ b", "elementwise(side by side(W, x), b)"],
    ["2/m xᵀ (A x − b)", "side by side(quotient(2, m), transpose(x), sum(side by side(A, x), negative(b)))"],
    ["(a − b)/m", "quotient(sum(a, negative(b)), m)"],
    ["1/(2 m)", "quotient(1, side by side(2, m))"],
    ["a²/x²", "quotient(a², power(x, 2))"],
    ["−x²", "negative(power(x, 2))"],
    ["−1/m Σ (a ⊙ b)", "negative(side by side(quotient(1, m), sum over  (elementwise(a, b))))"],
    ["Σ a b + c", "sum(sum over  (side by side(a, b)), c)"],
    ["Σₖ xₖ ⊙ c", "elementwise(sum over k (x at (’k)), c)"],
    ["a Σₖ xₖ Σₗ xₗ", "side by side(a, sum over k (side by side(x at (’k), sum over l (x at (’l)))))"],
    ["½ ‖a − b‖²", "side by side(0.5, power(norm(sum(a, negative(b))), 2))"],
    ["|a| |b|", "side by side(absolute(a), absolute(b))"],
    ["|a |b||", "absolute(side by side(a, absolute(b)))"],
    ["(x²)ᵀ", "transpose(power(x, 2))"],
    ["√x/m", "quotient(root(x), m)"],
    ["x^(−½)", "power(x, negative(0.5))"],
    ["maxₖ xₖ a", "max over k (side by side(x at (’k), a))"],
    ["a max(b, c)", "side by side(a, max(b, c))"],
  ])("%s", (text, expected) => {
    expect(reading(text, names)).toBe(expected);
  });
});

describe("names", () => {
  test.each([
    ["the longest name wins", "a² + W² + x₁", ["a", "a²", "W²", "x₁"], "sum(a², W², x₁)"],
    ["otherwise it is a power", "a² + W²", ["a", "W"], "sum(power(a, 2), power(W, 2))"],
    ["a derivative has a name too", "δ² + ∂E/∂W²", names, "sum(δ², ∂E/∂W²)"],
    ["braces", "W^{l+k} a", names, "side by side(W^{l+k}, a)"],
    ["no name is the beginning of a word", "ab + a exp(a)", ["a", "ab", "e"], "sum(ab, side by side(a, exp(a)))"],
    ["a name that ends below is raised as it is", "vₙ² vₙᵀ", ["vₙ"], "side by side(power(vₙ, 2), transpose(vₙ))"],
    ["what is called is a function", "g(x) + g", ["g", "x"], "sum(g(x), g)"],
    ["a name with an exponent is raised in parentheses", "(W²)ᵀ + (a¹)²", names, "sum(transpose(W²), power(a¹, 2))"],
  ])("%s: %s", (_, text, symbols, expected) => {
    expect(reading(text, symbols)).toBe(expected);
  });

  test("both signs of equality, and what is defined", () => {
    expect(parse("W²ᵢⱼ ← W²ᵢⱼ", names)).toMatchObject({ relation: "←", left: { name: "W²", positions: ["i", "j"] } });
    expect(parse("x₁[i, 0, q] = 1", names)).toMatchObject({
      relation: "=",
      left: { name: "x₁", positions: ["i", 0, "q"] },
    });
    expect(parse("∂E/∂W² = A", names)).toMatchObject({ left: { name: "∂E/∂W²", positions: [] } });
  });
});

describe("subscripts", () => {
  test.each([
    ["W²ᵢⱼ", "W² at (’i, ’j)"],
    ["x₂", "x at (2)"],
    ["A₀ⱼ", "A at (0, ’j)"],
    ["x[i]", "x at (’i)"],
    ["xᵢ²", "power(x at (’i), 2)"],
    ["(W²ᵢⱼ)²", "power(W² at (’i, ’j), 2)"],
    ["xᵢ₊₁", "x at (sum(’i, 1))"],
    ["Aᵢ₋₁ⱼ", "A at (sum(’i, negative(1)), ’j)"],
    ["A[cᵢ, j + 1]", "A at (c at (’i), sum(’j, 1))"],
    [
      "x[quotient(i, 2)] x[2 remainder(j, 3)]",
      "side by side(x at (quotient(’i, 2)), x at (side by side(2, remainder(’j, 3))))",
    ],
    ["x₁[i, j]", "x₁ at (’i, ’j)"],
    ["i + Σₖ k", "sum(’i, sum over k (’k))"],
    ["x [i = j]", "side by side(x, =(’i, ’j))"],
  ])("%s", (text, expected) => {
    expect(reading(text, names, "yᵢⱼ")).toBe(expected);
  });
});

describe("what is no equation", () => {
  test.each([
    ["y = a +", "expected a factor", 7],
    ["y = (a + b", "expected ), found the end", 10],
    ["y = a b)", "expected an operator, or the end", 7],
    ["y = ab", "ab is the name of nothing here", 4],
    ["y = a/b/c", "quotients are not chained", 7],
    ["y = a / b", "a quotient is written without spaces", 6],
    ["y = 2x", "expected an operator, or the end", 5],
    ["y = W²ᵀ", "what carries a superscript already is raised in parentheses", 6],
    ["y = W²ᵢᵀ", "the letter i is bound nowhere", 6],
    ["yᵢ = W²ᵢ²", "what carries a superscript already is raised in parentheses", 8],
    ["y = √x²", "what carries a superscript already is raised in parentheses", 6],
    ["y = xᵢ", "the letter i is bound nowhere", 5],
    ["y = Σₖ Σₖ xₖ", "the letter k is bound already", 7],
    ["yᵢ = Σᵢ xᵢ", "the letter i is bound already", 5],
    ["y = Σₖₖ xₖ", "the letter k is bound already", 4],
    ["yₐ = a xₐ", "a is both a letter and a symbol here", 5],
    ["yᵢᵢ = 1", "what is defined has letters for subscripts, each another", 0],
    ["y₁ = 1", "what is defined has letters for subscripts, each another", 0],
    ["y = [a]", "expected a relation", 6],
    ["y = (a if b)", "expected else", 11],
    ["y = |a + b", "expected |, found the end", 10],
    ["y = x₊₁", "a position is missing", 5],
    ["y = Σ₂ x", "a reduction is over letters", 5],
    ["y = a * b", "unexpected *", 6],
    ["y : a", "unexpected :", 2],
    ["y a", "expected =, found a", 2],
    ["2 = a", "expected a symbol, which is defined", 0],
  ])("%s", (text, message, at) => {
    expect(() => parse(text, ["y", ...names])).toThrow(new SyntaxError(`${message}\n${text}\n${" ".repeat(at)}^`));
  });

  test("the caret stands below the place, though a character takes two units", () => {
    expect(() => parse("y = 𝟏 𝟏 *", ["y"])).toThrow(new SyntaxError(`unexpected *\ny = 𝟏 𝟏 *\n${" ".repeat(8)}^`));
  });
});
