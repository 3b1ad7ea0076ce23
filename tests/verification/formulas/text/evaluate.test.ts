import { broadcastPairs } from "@chainrule/check";
import {
  add,
  type Expr,
  evaluate,
  logSumExp,
  matmul,
  mul,
  type Nested,
  type Shape,
  sizeOf,
  softmax,
  type Tensor,
  tensor,
  tensorFrom,
} from "@chainrule/core";
import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { EvaluationError } from "../../../../verification/formulas/text/meaning.js";
import { meaning } from "./meaning-of-text.js";

const A = [
  [1, 2, 3],
  [4, 5, 6],
];
const B = [
  [1, 0],
  [0, 2],
  [1, 1],
];
const known = { A, B, u: [10, 20], v: [1, -1], x: [1, 2, 3], s: 2, n: [7], c: [2, 0], "δ²": A, "x₁": [1, 2, 3] };

describe("element by element", () => {
  it.each<readonly [string, Nested]>([
    ["u + v − s", [9, 17]],
    ["−u", [-10, -20]],
    ["u ⊙ v", [10, -20]],
    ["u/s", [5, 10]],
    [
      "A − x",
      [
        [0, 0, 0],
        [3, 3, 3],
      ],
    ],
    ["x² + x³ − x⁻¹ + x/x²", [2, 12, 36]],
    ["x^(s + 1)", [1, 8, 27]],
    ["√(x²)", [1, 2, 3]],
    ["|v| − v", [0, 2]],
    ["‖u‖² + ‖A‖²", 591],
    ["‖n‖", 7],
    ["[x = s] + 2 [x ≠ s] + 4 [x < s] + 8 [x ≥ s]", [6, 9, 10]],
    ["[x > s] − [x ≤ s]", [-1, -1, 1]],
    ["(x if [x > 1] else −1)", [-1, 2, 3]],
    ["(x if s > 1 else −1)", [1, 2, 3]],
    ["(x[n] if n < 3 else n)", [7]],
    ["(x if n < 3 else s)", [2, 2, 2]],
    ["(x if n < 3 else s) + (x[n] if n < 3 else s)", [4, 4, 4]],
    ["nᵀ − n", [0]],
    ["(nᵀ + 1) x − x", [7, 14, 21]],
    ["max(x, s) + min(x, s)", [3, 4, 5]],
    ["quotient(x − 3, s)", [-1, -1, 0]],
    ["remainder(x − 3, s)", [0, 1, 0]],
    ["relu(v) + sign(v)", [2, -1]],
    ["i32(−1.5 x)", [-1, -3, -4]],
    ["u8(257 v)", [1, 255]],
    ["sin(0 x) + cos(0 x) + tanh(0 x) + erf(0 x) + σ(0 x)", [1.5, 1.5, 1.5]],
    ["log(exp(0)) + softplus(−∞)", 0],
    [
      "diag(u)",
      [
        [10, 0],
        [0, 20],
      ],
    ],
    ["½ ∞ − 0.25", Number.POSITIVE_INFINITY],
    ["NaN s", Number.NaN],
  ])("%s", (text, expected) => {
    expect(meaning(`y = ${text}`, known)).toEqual(expected);
  });

  test("functions that the text leaves abstract", () => {
    const functions = (name: string) => (name === "g′" ? (a: number) => 2 * a : undefined);
    expect(meaning("y = g′(x) + 1", known, undefined, functions)).toEqual([3, 5, 7]);
    expect(() => meaning("y = g(x)", known, undefined, functions)).toThrow("there is no function g");
  });
});

describe("side by side", () => {
  it.each<readonly [string, Nested]>([
    ["s u", [20, 40]],
    [
      "−1/s A",
      [
        [-0.5, -1, -1.5],
        [-2, -2.5, -3],
      ],
    ],
    [
      "A B",
      [
        [4, 7],
        [10, 16],
      ],
    ],
    ["A x", [14, 32]],
    ["uᵀ A", [90, 120, 150]],
    ["uᵀ v", -10],
    [
      "u vᵀ",
      [
        [10, -10],
        [20, -20],
      ],
    ],
    ["uᵀ A x", 780],
    [
      "A x uᵀ",
      [
        [140, 280],
        [320, 640],
      ],
    ],
    ["(A x)ᵀ u", 780],
    ["Aᵀ u", [90, 120, 150]],
    ["2/s uᵀ (A x − v)", 790],
    ["x nᵀ", [[7], [14], [21]]],
    ["u ⊙ v Σ x", [60, -120]],
    ["𝟏ᵀ A", [5, 7, 9]],
    ["3 𝟏ᵀ A", [15, 21, 27]],
    ["A 𝟏", [6, 15]],
    [
      "A + 𝟏 xᵀ",
      [
        [2, 4, 6],
        [5, 7, 9],
      ],
    ],
    [
      "A ⊙ (u 𝟏ᵀ)",
      [
        [10, 20, 30],
        [80, 100, 120],
      ],
    ],
    ["uᵀ 𝟏", 30],
    ["(𝟏 + 𝟏)ᵀ A", [10, 14, 18]],
    [
      "n A",
      [
        [7, 14, 21],
        [28, 35, 42],
      ],
    ],
    ["x n", [7, 14, 21]],
  ])("%s", (text, expected) => {
    expect(meaning(`y = ${text}`, known)).toEqual(expected);
  });
});

describe("index notation", () => {
  it.each<readonly [string, Nested]>([
    ["yᵢ = Σₖ Aᵢₖ xₖ", [14, 32]],
    [
      "yᵢⱼ = Aⱼᵢ",
      [
        [1, 4],
        [2, 5],
        [3, 6],
      ],
    ],
    ["yᵢ = Aᵢ", A],
    ["yⱼ = Σᵢ δ²ᵢⱼ", [5, 7, 9]],
    ["y = Σᵢ δ²ᵢ", [5, 7, 9]],
    ["y = Σᵢⱼ δ²ᵢⱼ", 21],
    ["y = maxᵢ Aᵢ − minᵢ Aᵢ", [3, 3, 3]],
    ["yⱼ = argmaxᵢ (−Aᵢⱼ)", [0, 0, 0]],
    ["y = argmaxᵢ (uᵢ vᵢ²)", 1],
    ["yᵢ = x₁[i]", [1, 2, 3]],
    ["yᵢ = uᵢ A[i, 1]", [20, 100]],
    ["yᵢ = x[cᵢ]", [3, 1]],
    ["yᵢ = i xᵢ", [0, 2, 6]],
    ["yᵢ = Σₖ [cₖ = i] uₖ xᵢ", [20, 0, 30]],
    ["y = Σₖ uₖ Σₗ Aₖₗ + Σₗ xₗ", 366],
    ["y = Σ_{k<2} x[k + 1]", 5],
    ["y₀ᵢ = xᵢ", [[1, 2, 3]]],
    ["y[0, i] = xᵢ", [[1, 2, 3]]],
    ["yᵢ = xᵢ + Σₖ (xₖ if [k < i] else 0) xₖ", [1, 3, 8]],
  ])("%s", (text, expected) => {
    expect(meaning(text, known)).toEqual(expected);
  });

  test("what is defined says how far its letters run, and is stretched to", () => {
    expect(meaning("yᵢ = xᵢ", known, [2])).toEqual([1, 2]);
    expect(meaning("yᵢ = (xᵢ₋₁ if [i > 0] else xᵢ)", known, [3])).toEqual([1, 1, 2]);
    expect(meaning("yᵢ = 2 i", known, [3])).toEqual([0, 2, 4]);
    expect(meaning("yᵢ = (xᵢ if [i < 3] else u[i − 3])", known, [5])).toEqual([1, 2, 3, 10, 20]);
    expect(meaning("yᵢ = Aᵢᵢ", known)).toEqual(meaning("yᵢ = (A[i, i] if i < 2 else 0)", known, [2]));
    expect(meaning("y = Σₖ [k < 4] [k ≥ 1]", known)).toEqual(3);
    expect(meaning("y = Σₖ [k < 2] xₖ", known)).toEqual(3);
    expect(meaning("y = maxₖ (k if k < 5 else −∞)", known)).toEqual(4);
    expect(meaning("y = maxₖ ((k if k < 5 else −∞) if k < 2 else −∞)", known)).toEqual(1);
    expect(meaning("y = maxₖ (−[k < 2] if k < 3 else −∞)", known)).toEqual(0);
    expect(meaning("y = 𝟏", known, [2, 3])).toEqual([
      [1, 1, 1],
      [1, 1, 1],
    ]);
    expect(meaning("y = x", known, [2, 3])).toEqual([
      [1, 2, 3],
      [1, 2, 3],
    ]);
    expect(meaning("y = n", known, [])).toEqual(7);
    expect(meaning("y = n + nᵀ n", { n: [[7]] }, [2])).toEqual([56, 56]);
    expect(meaning("y = xᵀ", known, [3, 1])).toEqual([[1], [2], [3]]);
    expect(meaning("yᵢ = 1", known, [0])).toEqual([]);
  });
});

describe("what has no value", () => {
  it.each([
    ["y = y", "y has no value"],
    ["y = A A", "inner dimensions differ: [2, 3] · [2, 3]"],
    ["y = u u", "inner dimensions differ: [2, 1] · [2, 1]"],
    ["y = u + x", "shapes do not broadcast"],
    ["y = uᵀ + v", "a row and a column have no common shape"],
    ["y = 𝟏ᵀ 𝟏", "nothing says how long 𝟏 is"],
    ["yᵢ = x[i + 1] xᵢ", "position 3 is outside an axis of 3"],
    ["yᵢ = x[i/2] xᵢ", "position 0.5 is outside an axis of 3"],
    ["y = x[u]", "expected a number, found 2 elements"],
    ["yᵢ = 1", "nothing says how far i runs"],
    ["yᵢ = Σₖ [c[k + 1] = i] xᵢ", "nothing says how far k runs"],
    ["y = maxₖ [k < 3] k", "nothing says how far k runs"],
    ["y = Σₖ (xₖ if [k < 3] else u[k − 3])", "nothing says how far k runs"],
    ["y = sin(x, x)", "sin takes one argument, got 2"],
    ["y = max(x)", "max takes two arguments, got 1"],
    ["y = sum(x)", "there is no function sum"],
    ["y = diag(A)", "diag takes a vector"],
    ["y = max_{k<0} k", "there is no largest or smallest of no elements"],
  ])("%s: %s", (text, message) => {
    expect(() => meaning(text, known)).toThrow(message);
  });

  it.each<readonly [string, Shape, string]>([
    ["yᵢⱼ = xᵢⱼ", [3, 3], "2 subscripts, of a tensor [3]"],
    ["y = x", [2], "shapes do not broadcast: [3] and [2]"],
    ["y = x", [1], "found [3] for what is [1]"],
    ["y = A", [3], "found [2, 3] for what is [3]"],
    ["yᵢⱼ = 1", [3], "2 subscripts, of a tensor [3]"],
    ["y[0] = 1", [3], "one position, of an axis of 3"],
  ])("%s, of shape %j: %s", (text, shape, message) => {
    expect(() => meaning(text, known, shape)).toThrow(message);
  });

  test("the innermost part that has none is pointed at", () => {
    expect(() => meaning("y = 2 (x + u)", known)).toThrow(
      new EvaluationError("elementwise: shapes do not broadcast: [3] and [2] (3 ≠ 2)\ny = 2 (x + u)\n       ^"),
    );
  });
});

/** Tensors of small whole numbers, of which sums and products are exact. */
const filled = (shape: Shape): fc.Arbitrary<Tensor> =>
  fc
    .array(fc.integer({ min: -9, max: 9 }), { minLength: sizeOf(shape), maxLength: sizeOf(shape) })
    .map((values) => tensorFrom(shape, values, { dtype: "f64" }));

/** As they are read: with one 0. */
const values = (expr: Expr): Nested => meaning("y = a", { a: evaluate(expr) });

const size = fc.integer({ min: 0, max: 3 });

describe("what the library makes of it", () => {
  test.prop([broadcastPairs({ maxRank: 3, maxElements: 24 }).chain(({ a, b }) => fc.tuple(filled(a), filled(b)))])(
    "values are stretched to each other",
    ([a, b]) => {
      expect(meaning("y = a + b", { a, b })).toEqual(values(add(a, b)));
      expect(meaning("y = a ⊙ b", { a, b })).toEqual(values(mul(a, b)));
    },
  );

  const factors = fc
    .tuple(broadcastPairs({ maxRank: 2, maxElements: 6 }), size, size, size)
    .chain(([{ a, b }, rows, inner, columns]) => fc.tuple(filled([...a, rows, inner]), filled([...b, inner, columns])));
  test.prop([factors])("matrices are multiplied, in batches", ([a, b]) => {
    expect(meaning("y = a b", { a, b })).toEqual(values(matmul(a, b)));
    expect(meaning("y = (bᵀ aᵀ)ᵀ", { a, b })).toEqual(values(matmul(a, b)));
  });

  const matrices = fc
    .tuple(size, size, size)
    .chain(([m, k, n]) => fc.tuple(filled([m, k]), filled([k, n]), filled([n])));
  test.prop([matrices])("index notation says what matrix notation says", ([a, b, c]) => {
    const symbols = { a, b, c };
    expect(meaning("yᵢⱼ = Σₖ aᵢₖ bₖⱼ", symbols)).toEqual(meaning("y = a b", symbols));
    expect(meaning("yᵢ = Σₖ aᵢₖ Σₗ bₖₗ cₗ", symbols)).toEqual(meaning("y = a b c", symbols));
    expect(meaning("yᵢⱼ = aⱼᵢ", symbols)).toEqual(meaning("y = aᵀ", symbols));
    expect(meaning("yₗ = Σₖ bₖₗ cₗ", symbols)).toEqual(meaning("y = (𝟏ᵀ b) ⊙ cᵀ", symbols));
    expect(meaning("y = Σₖ bₖ", symbols, c.shape)).toEqual(meaning("y = 𝟏ᵀ b", symbols));
  });

  test("softmax and logsumexp go along the last axis, and do not overflow", () => {
    const x = tensor(
      [
        [1000, 1001],
        [-3, 2],
      ],
      { dtype: "f64" },
    );
    // Differences of 1 and 5 from the largest are exact, the rest is a handful of operations on numbers up to 1001.
    for (const [name, expr] of [
      ["softmax", softmax(x, 1)],
      ["logsumexp", logSumExp(x, 1)],
    ] as const)
      [meaning(`y = ${name}(x)`, { x })].flat(2).forEach((value, place) => {
        const expected = evaluate<Expr>(expr).toArray()[place] ?? Number.NaN;
        expect(Math.abs(Number(value) - expected)).toBeLessThanOrEqual(8 * Number.EPSILON * Math.abs(expected));
      });
  });
});
