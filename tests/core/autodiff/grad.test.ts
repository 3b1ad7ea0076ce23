import {
  add,
  argmax,
  type Concrete,
  type Expr,
  evaluate,
  exp,
  grad,
  jvp,
  mul,
  named,
  type Shape,
  type Symbolic,
  sin,
  square,
  sum,
  type Tensor,
  tanh,
  tensor,
  valueAndGrad,
} from "@chainrule/core";
import { Map as ImmutableMap, List, Record } from "immutable";
import { describe, expect, test } from "vitest";

const f64 = { dtype: "f64" } as const;

describe("gradients keep the form of the argument", () => {
  const w = tensor([1, 2]);
  const b = tensor(3);

  test("plain objects, arrays and tuples, nested", () => {
    const f = (p: { layers: readonly [{ w: Expr; b: Expr }, Expr] }): Expr<readonly []> =>
      sum(mul(mul(p.layers[0].w, p.layers[0].b), p.layers[1]));
    const g = evaluate(grad(f)({ layers: [{ w, b }, tensor(10)] }));
    expect(g.layers[0].w.toNested()).toEqual([30, 30]);
    expect(g.layers[0].b.toNested()).toBe(30);
    expect(g.layers[1].toNested()).toBe(9);
    expect([g, g.layers, g.layers[0]].every(Object.isFrozen)).toBe(true);
  });

  test("Immutable List and Map", () => {
    const f = (p: List<ImmutableMap<string, Expr>>): Expr<readonly []> =>
      p.reduce<Expr<readonly []>>((total, layer) => add(total, sum(square(layer.get("w", tensorless)))), zero);
    const g = evaluate(grad(f)(List([ImmutableMap({ w }), ImmutableMap({ w: tensor([5]) })])));
    expect(List.isList(g) && g.every(ImmutableMap.isMap)).toBe(true);
    expect(g.map((layer) => layer.get("w")?.toNested()).toArray()).toEqual([[2, 4], [10]]);
  });

  test("Immutable Record, with its methods", () => {
    const Layer = Record<{ w: Tensor<readonly [2]>; b: Tensor }>({ w, b: tensor(0) }, "Layer");
    const f = (p: Symbolic<ReturnType<typeof Layer>>): Expr<readonly []> => sum(mul(p.w, p.b));
    const g: Concrete<ReturnType<typeof Layer>> = evaluate(grad(f)(Layer({ w, b })));
    expect(Record.isRecord(g)).toBe(true);
    expect([g.w.toNested(), g.get("b").toNested()]).toEqual([[3, 3], 3]);
  });
});

const tensorless: Expr = named("none", tensor([0]));
const zero: Expr<readonly []> = named("zero", tensor(0));

describe("what a gradient is taken by", () => {
  test("only the first argument", () => {
    const f = (x: Expr, y: Expr): Expr<readonly []> => sum(mul(x, square(y)));
    expect(evaluate(grad(f)(tensor([1, 1]), tensor([2, 3]))).toNested()).toEqual([4, 9]);
  });

  test("a place, not a value: the same tensor or node twice has two gradients", () => {
    const x = tensor(3);
    const f = (p: readonly [Expr, Expr]): Expr<readonly []> => sum(mul(p[0], square(p[1])));
    const node = named("x", x);
    for (const shared of [x, node]) {
      const [a, b] = evaluate(grad(f)([shared, shared]));
      expect([a.toNumber(), b.toNumber()]).toEqual([9, 18]);
    }
  });

  test("not what is closed over, though it is the same node", () => {
    const x = named("x", tensor(3));
    expect(evaluate(grad((y: Expr) => sum(mul(x, y)))(x)).toNumber()).toBe(3);
  });

  test("a leaf that the result does not depend on has a gradient of zeros in its shape and dtype", () => {
    const g = evaluate(grad((p: { a: Expr; b: Expr }) => sum(p.a))({ a: tensor(1), b: tensor([[1, 2]], f64) }));
    expect([g.b.shape, g.b.dtype, g.b.toArray()]).toEqual([[1, 2], "f64", [0, 0]]);
  });

  test("numbers are scalars", () => {
    expect(evaluate(grad((x: Expr<readonly []>) => square(x))(3)).toNumber()).toBe(6);
  });
});

describe("values and gradients together", () => {
  test("valueAndGrad gives both from one graph", () => {
    const [value, gradient] = evaluate(valueAndGrad((x: Expr) => sum(exp(x)))(tensor([0, 0], f64)));
    expect([value.toNumber(), gradient.toNested()]).toEqual([2, [1, 1]]);
  });

  test("gradients of gradients, to the fourth order: sin⁗ = sin", () => {
    type Scalar = (x: Expr<readonly []>) => Expr<readonly []>;
    const derivative =
      (f: Scalar): Scalar =>
      (x) =>
        grad(f)(x);
    const x = tensor(0.7, f64);
    const fourth = derivative(derivative(derivative(derivative(sin))));
    // Four products of numbers below 1, each rounded once.
    expect(Math.abs(evaluate(fourth(named("x", x))).toNumber() - Math.sin(0.7))).toBeLessThanOrEqual(
      4 * Number.EPSILON,
    );
  });

  test("a perturbation of the inner derivative is not confused with the outer: d/dx (x · d/dy (x + y)) = 1", () => {
    const inner = (x: Expr<readonly []>): Expr<readonly []> => grad((y: Expr<readonly []>) => add(x, y))(1);
    expect(evaluate(grad((x: Expr<readonly []>) => mul(x, inner(x)))(1)).toNumber()).toBe(1);
  });

  test("a value used many times collects all its cotangents", () => {
    const f = <S extends Shape>(x: Expr<S>): Expr<readonly []> => {
      const y = tanh(x);
      return sum(add(add(y, y), mul(y, y)));
    };
    const [y, slope] = [Math.tanh(0.5), 1 - Math.tanh(0.5) ** 2];
    const expected = (2 + 2 * y) * slope;
    expect(Math.abs(evaluate(grad(f)(tensor(0.5, f64))).toNumber() - expected)).toBeLessThanOrEqual(
      8 * Number.EPSILON * expected,
    );
  });
});

test("jvp: the tangent of an integer result is 0, and the other results are not disturbed", () => {
  const f = (x: Expr<readonly [3]>) => ({ place: argmax(x), value: square(x) });
  const [, { place, value }] = jvp(f, tensor([1, 3, 2]), tensor([1, 1, 1]));
  const [at, slope] = evaluate([place, value] as const);
  expect([at.dtype, at.toNumber()]).toEqual(["i32", 0]);
  expect(slope.toNested()).toEqual([2, 6, 4]);
});
