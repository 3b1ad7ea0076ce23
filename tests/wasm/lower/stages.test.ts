import {
  type Arguments,
  add,
  cast,
  concat,
  div,
  type Expr,
  matmul,
  mul,
  ones,
  pad,
  relu,
  reshape,
  sigmoid,
  simplify,
  slice,
  softmax,
  sub,
  sum,
  take,
  tensorFrom,
  trace,
  transpose,
} from "@chainrule/core";
import { printStages } from "@chainrule/wasm";
import { describe, expect, test } from "vitest";

const stagesOf = <Args extends readonly Expr[]>(f: (...args: Args) => unknown, ...args: Arguments<Args>): string =>
  printStages(simplify(trace(f)(...args)));

const matrix = ones([2, 3]);

/** Images of which nine in ten pixels are black. */
const pixels = tensorFrom(
  [50, 64],
  Uint8Array.from({ length: 3200 }, (_, index) => (index % 10 === 0 ? 200 : 0)),
);

describe("a program becomes stages", () => {
  test("movements and elementwise operations are one nest", () => {
    expect(stagesOf((x: Expr) => mul(add(transpose(x), 1), transpose(x)), matrix)).toMatchInlineSnapshot(
      `"for i < 3, j < 2: v2[2i + j] = mul(add(arg0[i + 3j], 1), arg0[i + 3j])"`,
    );
  });

  test("a value that is used twice is computed once, in the nest that uses it where that is one", () => {
    const f = (x: Expr) => {
      const y = sigmoid(x);
      return [mul(y, sub(1, y)), sum(y)];
    };
    expect(stagesOf(f, matrix)).toMatchInlineSnapshot(`
      "for i < 2, j < 3: v2[3i + j] = sigmoid(arg0[3i + j]); v3[3i + j] = mul(sigmoid(arg0[3i + j]), sub(1, sigmoid(arg0[3i + j])))
      for reducing i < 2, reducing j < 3: v4[0] = add v2[3i + j]
      once: v5[0] = v4[0]"
    `);
  });

  test("reshapes move to what is in memory", () => {
    expect(stagesOf((x: Expr) => reshape(mul(add(x, 1), 2), [3, 2]), matrix)).toMatchInlineSnapshot(
      `"for i < 3, j < 2: v4[2i + j] = mul(add(arg0[2i + j], 1), 2)"`,
    );
  });

  test("blocks are written where they belong", () => {
    const f = (x: Expr) => [
      pad(
        x,
        [
          [1, 0],
          [0, 1],
        ],
        7,
      ),
      concat([x, slice(x, [0, 1], [2, 2])], 1),
    ];
    expect(stagesOf(f, matrix)).toMatchInlineSnapshot(`
      "for i < 12: v2[i] = 7
      for i < 2, j < 3: v2[4 + 4i + j] = arg0[3i + j]; v3[5i + j] = arg0[3i + j]
      for i < 2, j < 2: v3[3 + 5i + j] = arg0[1 + 3i + j]"
    `);
  });

  test("softmax", () => {
    expect(stagesOf((x: Expr) => softmax(x), matrix)).toMatchInlineSnapshot(`
      "for i < 2, reducing j < 3: v2[i] = maximum arg0[3i + j]
      for i < 2, j < 3: v3[3i + j] = exp(sub(arg0[3i + j], v2[i]))
      for i < 2, reducing j < 3: v4[i] = add v3[3i + j]
      for i < 2, j < 3: v5[3i + j] = div(v3[3i + j], v4[i])"
    `);
  });

  test("a layer: the bias is what the product is added to", () => {
    const f = (x: Expr, w: Expr, b: Expr) => relu(add(matmul(x, w), b));
    expect(stagesOf(f, ones([32, 64]), ones([64, 48]), ones([48]))).toMatchInlineSnapshot(`
      "for i < 32, j < 48: v4[48i + j] = arg2[j]
      product 32×64×48: v4 += arg0 arg1
      for i < 32, j < 48: v5[48i + j] = relu(v4[48i + j])"
    `);
  });

  test("a step of descent: pixels that are mostly black are read where they are, and the weights changed in place", () => {
    const step = (w: Expr, rows: Expr) => {
      const x = div(cast(take(pixels, rows), "f32"), 255);
      return sub(w, mul(0.5, matmul(transpose(x), sigmoid(matmul(x, w)))));
    };
    const program = simplify(trace(step)(ones([64, 32]), tensorFrom([4], new Int32Array(4))));
    expect(printStages(program, 1)).toMatchInlineSnapshot(`
      "check take: 0 ≤ arg1 < 50
      non-zeros of 4×64, by row and by column: x[i, j] = div(f32(c1[j + 64arg1[i]]), 255)
      product of non-zeros 4×64×32: v4 = x arg0
      for i < 4, j < 32: v5[32i + j] = sigmoid(v4[32i + j])
      product of non-zeros 64×4×32: arg0 += -0.5 xᵀ v5"
    `);
  });
});
