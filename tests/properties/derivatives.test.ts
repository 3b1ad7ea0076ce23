import { dual, type Expr, input, interpret, primeField, pullback, real } from "@chainrule/core";
import { test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { measured } from "../core/oracles/rounding.js";
import { entries, expressions, type Grown, rationalExpressions, residues } from "./expressions.js";

const matrix = (): Expr => input([2, 2], { dtype: "f64" });

/** `J v` by transposing twice, and `Jᵀ w`, as graphs of x, y, v and w. */
const derivatives = ({ inputs, output }: Grown) => {
  const [directions, weights] = [[matrix(), matrix()] as const, matrix()];
  const cotangent = matrix();
  const pulled = pullback([output], inputs, [cotangent]);
  const pushed = pullback(pulled, [cotangent], directions);
  return {
    inputs: [...inputs, ...directions, weights],
    outputs: [...pushed, ...pullback([output], inputs, [weights])],
  };
};

describe("forward and reverse mode agree on random expressions", () => {
  test.prop([rationalExpressions, residues, residues, residues, residues, residues])(
    "exactly, modulo 2⁶¹ − 1",
    (grown, x, y, v, u, w) => {
      const F = primeField();
      const { inputs, outputs } = derivatives(grown);
      const [pushed = [], gx = [], gy = []] = interpret(F, inputs, outputs)([x, y, v, u, w]);
      const lift = (values: readonly bigint[], tangents: readonly bigint[]) =>
        values.map((value, i) => ({ value, tangent: tangents[i] ?? 0n }));
      const [forward = []] = interpret(dual(F), grown.inputs, [grown.output])([lift(x, v), lift(y, u)]);
      const tangents = Array.from(forward, ({ tangent }) => tangent);
      expect(Array.from(pushed)).toEqual(tangents);
      const inner = (a: readonly bigint[], b: ArrayLike<bigint>): bigint =>
        a.reduce((total, value, i) => F.add(total, F.mul(value, b[i] ?? 0n)), 0n);
      expect(inner(w, tangents)).toBe(F.add(inner(v, Array.from(gx)), inner(u, Array.from(gy))));
    },
  );

  test.prop([expressions, entries, entries, entries, entries])("but for rounding, in f64", (grown, x, y, v, u) => {
    const { inputs, outputs } = derivatives(grown);
    const { values, bound } = measured(inputs, outputs)([x, y, v, u, [1, 1, 1, 1]]);
    const lift = (list: readonly number[], tangents: readonly number[]) =>
      list.map((value, i) => ({ value, tangent: tangents[i] ?? 0 }));
    const [forward = []] = interpret(dual(real), grown.inputs, [grown.output])([lift(x, v), lift(y, u)]);
    const largest = Math.max(1, ...values.flat().map(Math.abs));
    Array.from(forward).forEach(({ tangent }, i) => {
      // Rounding is magnified by at most the slopes that follow, which the gradients among the values bound.
      expect(Math.abs(tangent - (values[0]?.[i] ?? Number.NaN))).toBeLessThanOrEqual(bound * largest);
    });
  });
});
