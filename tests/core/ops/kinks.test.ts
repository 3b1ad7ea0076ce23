import {
  abs,
  cast,
  complex,
  dual,
  type Expr,
  evaluate,
  grad,
  input,
  interpret,
  jvp,
  max,
  maximum,
  min,
  minimum,
  mul,
  pow,
  pullback,
  real,
  relu,
  sign,
  stopGradient,
  sum,
  type Tensor,
  tensor,
  tensorFrom,
  vjp,
  where,
} from "@chainrule/core";
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

const f64Option = { dtype: "f64" } as const;
const f64 = (values: readonly number[]): Tensor => tensorFrom([values.length], values, { dtype: "f64" });

/** `∇ Σ f(x)`. */
const slopes = (f: (x: Expr) => Expr, x: readonly number[]): readonly number[] =>
  evaluate(grad((at: Expr) => sum(f(at)))(f64(x))).toArray();

/** `∂/∂a` and `∂/∂b` of `Σ f(a, b)`. */
const shares = (f: (a: Expr, b: Expr) => Expr, a: readonly number[], b: readonly number[]) => {
  const [da, db] = evaluate(grad(([x, y]: readonly [Expr, Expr]) => sum(f(x, y)))([f64(a), f64(b)]));
  return [da.toArray(), db.toArray()];
};

describe("derivatives at kinks are those that the documentation states", () => {
  test("relu′(0) = 0", () => {
    expect(slopes(relu, [-1, -0, 0, 1])).toEqual([0, 0, 0, 1]);
  });

  test("|x|′(0) = 0, and sign′ = 0", () => {
    // A sign of −0 is −0, and so is the derivative there.
    expect(slopes(abs, [-2, 0, -0, 3])).toEqual([-1, 0, -0, 1]);
    expect(slopes(sign, [-2, 0, 3])).toEqual([0, 0, 0]);
  });

  test("equal arguments of maximum and minimum take half each", () => {
    expect(shares(maximum, [1, 2, 3], [2, 2, 2])).toEqual([
      [0, 0.5, 1],
      [1, 0.5, 0],
    ]);
    expect(shares(minimum, [1, 2, 3], [2, 2, 2])).toEqual([
      [1, 0.5, 0],
      [0, 0.5, 1],
    ]);
    // ½ + ½: both arguments are x.
    expect(slopes((x) => maximum(x, x), [0])).toEqual([1]);
  });

  test.prop([fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 4 })])(
    "elements that tie in max and min share equally, others take nothing",
    (ties, others) => {
      const expected = [...new Array<number>(ties).fill(1 / ties), ...new Array<number>(others).fill(0)];
      const of = (champion: number) => [
        ...new Array<number>(ties).fill(champion),
        ...new Array<number>(others).fill(0),
      ];
      expect(slopes((x) => max(x), of(1))).toEqual(expected);
      expect(slopes((x) => min(x), of(-1))).toEqual(expected);
    },
  );

  /** The tangents of elements that tie, among others that do not, in any order. */
  const places = fc
    .array(fc.option(fc.integer({ min: -99, max: 99 })), { minLength: 1, maxLength: 9 })
    .filter((list) => list.some((tangent) => tangent !== null));

  test.prop([places])("so do their tangents in forward mode, and their steps along the imaginary axis", (list) => {
    const x = input([list.length], f64Option);
    const tangents = list.filter((tangent) => tangent !== null);
    const mean = tangents.reduce((sum, tangent) => sum + tangent, 0) / tangents.length;
    // Each share rounds once, and so does each sum, by ε/2 of at most 99.
    const bound = tangents.length * 2 * 99 * Number.EPSILON;
    const moving = list.map((tangent) => (tangent === null ? { value: 0, tangent: 7 } : { value: 1, tangent }));
    const [forward] = interpret(dual(real), [x], [max(x)])([moving]);
    expect(forward?.[0]?.value).toBe(1);
    expect(Math.abs((forward?.[0]?.tangent ?? Number.NaN) - mean)).toBeLessThanOrEqual(bound);
    const steps = list.map((im) => (im === null ? { re: 0, im: 7 } : { re: -1, im }));
    const [step] = interpret(complex, [x], [min(x)])([steps]);
    expect(step?.[0]?.re).toBe(-1);
    expect(Math.abs((step?.[0]?.im ?? Number.NaN) - mean)).toBeLessThanOrEqual(bound);
  });

  test("max shares within each row", () => {
    const x = tensor([
      [1, 1, 0],
      [2, 5, 5],
    ]);
    expect(evaluate(grad((at: Expr) => sum(max(at, 1)))(x)).toNested()).toEqual([
      [0.5, 0.5, 0],
      [0, 0.5, 0.5],
    ]);
  });

  test("where passes the cotangent to the branch taken, and the other gets 0 even if it is infinite", () => {
    expect(slopes((x) => where(tensor([1, 0]), x, mul(x, Number.POSITIVE_INFINITY)), [1, 1])[0]).toBeNaN();
    expect(slopes((x) => where(tensor([1, 0]), x, mul(x, 5)), [1, 1])).toEqual([1, 5]);
  });
});

describe("derivatives of powers where the formula b aᵇ⁻¹ fails", () => {
  /** `∂/∂a`, `∂/∂b`, `∂²/∂a²`, `∂²/∂a∂b` and `∂²/∂b∂a` of `aᵇ`. */
  const powers = (a: number, b: number): readonly number[] => {
    const [x, y] = [cast(tensor(a), "f64"), cast(tensor(b), "f64")];
    const z = pow(x, y);
    const one = tensor(1, { dtype: "f64" });
    const by = (f: Expr | undefined, ...wrt: readonly Expr[]) =>
      f === undefined ? [] : pullback([f], wrt, [mul(one, 1)]);
    const [da, db] = by(z, x, y);
    const second = [...by(da, x, y), ...by(db, x)];
    return evaluate([da, db, ...second].flatMap((node) => node ?? [])).map((t) => t.toNumber() + 0);
  };

  test("a whole power of 0 has every derivative", () => {
    expect(powers(0, 3).slice(0, 3)).toEqual([0, 0, 0]);
    expect(powers(0, 2).slice(0, 3)).toEqual([0, 0, 2]);
    expect(powers(0, 1).slice(0, 3)).toEqual([1, 0, 0]);
    expect(powers(0, 0).slice(0, 3)).toEqual([0, 0, 0]);
  });

  test("the exponent 0 is no kink: ∂²/∂a∂b aᵇ = aᵇ⁻¹ (1 + b log a)", () => {
    expect(powers(2, 0)).toEqual([0, Math.LN2, 0, 0.5, 0.5]);
  });

  test("a negative base has derivatives by the base", () => {
    expect(powers(-2, 3).slice(0, 1)).toEqual([12]);
    expect(powers(-2, 3)[2]).toBe(-12);
  });
});

describe("what stops a derivative, and what does not", () => {
  test("stopGradient is a constant to derivatives of every kind and order", () => {
    expect(slopes((x) => mul(x, stopGradient(x)), [3, 4])).toEqual([3, 4]);
    expect(slopes((x) => stopGradient(mul(x, x)), [3, 4])).toEqual([0, 0]);
    const [, forward] = jvp((x: Expr) => stopGradient(x), f64([3]), f64([1]));
    expect(evaluate(forward).toArray()).toEqual([0]);
  });

  test("a cast between floats passes the cotangent in the dtype of the argument; through integers nothing passes", () => {
    const x = f64([1.5, -2.5]);
    const gradient = evaluate(grad((at: Expr) => sum(mul(cast(at, "f32"), 3)))(x));
    expect([gradient.dtype, gradient.toArray()]).toEqual(["f64", [3, 3]]);
    expect(slopes((at) => mul(cast(cast(at, "i32"), "f64"), at), [1.5, -2.5])).toEqual([1, -2]);
    const [, pull] = vjp((at: Expr) => cast(at, "i32"), x);
    expect(evaluate(pull(tensor([1, 1], { dtype: "i32" }))).toArray()).toEqual([0, 0]);
  });

  test("dual numbers are cut to integers as real numbers are, and their tangents lost", () => {
    const x = input([2], f64Option);
    const [y] = interpret(
      dual(real),
      [x],
      [cast(cast(x, "i32"), "f64")],
    )([[1.5, -2.5].map((value) => ({ value, tangent: 1 }))]);
    expect(y).toEqual([
      { value: 1, tangent: 0 },
      { value: -2, tangent: 0 },
    ]);
  });
});
