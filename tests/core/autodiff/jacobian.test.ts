import {
  add,
  constant,
  type Expr,
  evaluate,
  exp,
  hessian,
  hvp,
  input,
  isOp,
  jacobian,
  jvp,
  matmul,
  mul,
  reshape,
  type Shape,
  sin,
  square,
  sum,
  type Tensor,
  tanh,
  tensor,
  tensorFrom,
  topological,
  vjp,
} from "@chainrule/core";
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { tabulate } from "../oracles/indexed.js";

const f64 = { dtype: "f64" } as const;
const values = (size: number): fc.Arbitrary<readonly number[]> =>
  fc.array(
    fc.integer({ min: -64, max: 64 }).map((k) => k / 32),
    { minLength: size, maxLength: size },
  );
const vectors = (shape: Shape): fc.Arbitrary<Tensor> =>
  values(shape.reduce((size, n) => size * n, 1)).map((list) => tensorFrom(shape, list, f64));

/** Fewer arguments than results, and more. */
const tall = (x: Expr): Expr => mul(reshape(sin(x), [2, 1]), tensor([1, 2, 3], f64));
const wide = (x: Expr): Expr => sum(square(x), 0);
const fixed = tensor(
  [
    [1, 2, 3],
    [4, 5, 6],
  ],
  f64,
);

/** Where both sides add the same products in another order: as many roundings as terms, of values below 64. */
const near = (a: number, b: number, terms: number): boolean => Math.abs(a - b) <= terms * 64 * Number.EPSILON;

describe("jacobian", () => {
  test.prop([vectors([2])])("tall, by columns: ∂(sin xᵢ · cⱼ)/∂xₖ = δᵢₖ cos xᵢ · cⱼ", (x) => {
    const j = evaluate(jacobian(tall)(x));
    expect(j.shape).toEqual([2, 3, 2]);
    const expected = tabulate([2, 3, 2], (i = 0, c = 0, k = 0) =>
      i === k ? Math.cos(x.toArray()[i] ?? 0) * (c + 1) : 0,
    );
    j.toArray().forEach((value, place) => {
      expect(near(value, expected[place] ?? Number.NaN, 1)).toBe(true);
    });
  });

  test.prop([vectors([2, 3])])("wide, by rows: ∂(Σᵢ xᵢⱼ²)/∂xₖₗ = 2 xₖₗ δⱼₗ", (x) => {
    const j = evaluate(jacobian(wide)(x));
    const expected = tabulate([3, 2, 3], (c = 0, k = 0, l = 0) => (c === l ? 2 * (x.toArray()[k * 3 + l] ?? 0) : 0));
    expect([j.shape, j.toArray().map((v) => v + 0)]).toEqual([[3, 2, 3], expected.map((v) => v + 0)]);
  });

  test("of a linear function is its matrix, by rows and by columns", () => {
    const of = (a: Tensor): readonly number[] =>
      evaluate(
        jacobian((x: Expr) => matmul(constant(a), reshape(x, [-1, 1])))(
          tensorFrom([a.shape[1] ?? 0], [1, 1, 1].slice(0, a.shape[1]), f64),
        ),
      ).toArray();
    const upright = tensorFrom([3, 2], [1, 4, 2, 5, 3, 6], f64);
    expect(of(fixed)).toEqual(fixed.toArray());
    expect(of(upright)).toEqual(upright.toArray());
  });

  test("is made of as few rows or columns as there are: rows where as many of either", () => {
    /** How many rows were joined, and whether the whole was transposed afterwards, so that they are columns. */
    const madeOf = (f: (x: Expr) => Expr, x: Shape): readonly [count: number, areColumns: boolean] => {
      const nodes = topological([jacobian(f)(input(x, f64))]);
      const joined = nodes.filter((node) => isOp(node, "concat")).map(({ args }) => args.length);
      return [Math.max(...joined), nodes.at(-1)?.args.some((node) => isOp(node, "transpose")) ?? false];
    };
    expect(madeOf(tall, [2])).toEqual([2, true]);
    expect(madeOf(wide, [2, 3])).toEqual([3, false]);
    expect(madeOf((x) => reshape(square(x), [4]), [2, 2])).toEqual([4, false]);
  });

  test("of a scalar is the gradient, of a constant zeros, of nothing nothing", () => {
    expect(evaluate(jacobian((x: Expr) => sum(square(x)))(tensor([1, 2]))).toNested()).toEqual([2, 4]);
    expect(evaluate(jacobian(() => constant(fixed))(tensor([1], f64))).toArray()).toEqual(new Array(6).fill(0));
    expect(evaluate(jacobian((x: Expr) => square(x))(tensorFrom([0], []))).shape).toEqual([0, 0]);
  });
});

/** A function of mixed second derivatives everywhere. */
const curved = (x: Expr): Expr<readonly []> =>
  sum(mul(exp(mul(0.25, x)), add(tanh(sum(x)), square(matmul(reshape(x, [1, 3]), reshape(x, [3, 1]))))));

describe("second derivatives", () => {
  test.prop([vectors([3])])("the Hessian is symmetric", (x) => {
    const h = evaluate(hessian(curved)(x));
    const [values, size] = [h.toArray(), Math.max(1, ...h.toArray().map(Math.abs))];
    values.forEach((value, place) => {
      const mirrored = values[(place % 3) * 3 + Math.floor(place / 3)] ?? Number.NaN;
      // Some forty roundings, relative to the largest entry.
      expect(Math.abs(value - mirrored)).toBeLessThanOrEqual(40 * Number.EPSILON * size);
    });
  });

  test.prop([vectors([3]), vectors([3])])("hvp = hessian · v", (x, v) => {
    const point = constant(x);
    const [product, matrix] = evaluate([hvp(curved)(point, v), hessian(curved)(point)] as const);
    const entries = matrix.toArray();
    const size = Math.max(1, ...entries.map(Math.abs));
    product.toArray().forEach((value, i) => {
      const expected = v.toArray().reduce((total, vj, j) => total + (entries[3 * i + j] ?? Number.NaN) * vj, 0);
      // Three products with |v| ≤ 2, of entries that took some forty roundings.
      expect(Math.abs(value - expected)).toBeLessThanOrEqual(3 * 2 * 40 * Number.EPSILON * size);
    });
  });

  test.prop([values(1)])("of a cubic, exactly: (x³)″ = 6x", ([x = 0]) => {
    const h = evaluate(hessian((at: Expr<readonly []>) => mul(at, square(at)))(tensor(x, f64)));
    expect([h.shape, h.toNumber() + 0]).toEqual([[], 6 * x + 0]);
  });
});

describe("vjp and jvp", () => {
  test.prop([vectors([2]), vectors([2]), vectors([2, 3])])("⟨ȳ, J ẋ⟩ = ⟨Jᵀ ȳ, ẋ⟩ for trees of results", (x, v, w) => {
    const f = (at: Expr) => ({ tall: tall(at), both: [square(at), sum(at)] as const });
    const [, pull] = vjp(f, x);
    const [, pushed] = jvp(f, x, v);
    const cotangent = { tall: w, both: [v, tensor(2, f64)] as const };
    const [back, forth] = evaluate([pull(cotangent), pushed] as const);
    const inner = (a: Tensor, b: Tensor): number =>
      a.toArray().reduce((total, value, i) => total + value * (b.toArray()[i] ?? Number.NaN), 0);
    const left = inner(w, forth.tall) + inner(v, forth.both[0]) + 2 * forth.both[1].toNumber();
    expect(near(left, inner(back, v), 16)).toBe(true);
  });

  test("trees of cotangents and tangents go by name, in whatever order they are written", () => {
    const [, pull] = vjp((x: Expr) => ({ once: mul(x, 1), tenfold: mul(x, 10) }), tensor(1));
    expect(evaluate(pull({ tenfold: tensor(0), once: tensor(1) })).toNumber()).toBe(1);
    const f = (p: { a: Expr; b: Expr }): Expr => add(p.a, mul(p.b, 10));
    const [, pushed] = jvp(f, { a: tensor(1), b: tensor(1) }, { b: tensor(0), a: tensor(1) });
    expect(evaluate(pushed).toNumber()).toBe(1);
  });

  test("a result that does not depend on the argument does not move", () => {
    const [y, dy] = jvp((_x: Expr) => constant(fixed), tensor([1], f64), tensor([1], f64));
    expect([evaluate(y).equals(fixed), evaluate(dy).toArray()]).toEqual([true, new Array(6).fill(0)]);
  });
});
