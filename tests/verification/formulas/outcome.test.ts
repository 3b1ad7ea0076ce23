import type { Specimen } from "@chainrule/check";
import { constant, cos, div, type Expr, input, mul, reshape, sin, sub, sum, tanh, tensor } from "@chainrule/core";
import { expect, test } from "vitest";
import { outcomeOf } from "../../../verification/formulas/outcome.js";

/** Too long for one equation. */
const long = (x: Expr): Expr => Array.from({ length: 20 }).reduce<Expr>((y) => sin(y), x);

test("the derivative by a value that is computed twice goes by both", () => {
  const x = input([], { dtype: "f64", name: "x" });
  const specimen: Specimen = { inputs: [x], output: mul(long(x), tanh(long(x))), point: [tensor(1, { dtype: "f64" })] };
  const { equations, fault } = outcomeOf(specimen);
  expect(fault).toBeUndefined();
  expect(equations.map(({ text }) => text.at(0))).toContain("δ");
});

test("the number that a row and a column make scales a vector", () => {
  const x = input([2], { dtype: "f64", name: "x" });
  const divisors = constant(
    tensor(
      [
        [[1], [2]],
        [[1], [3]],
      ],
      { dtype: "f64" },
    ),
    "d",
  );
  const c = tensor(
    [
      [1, 2],
      [3, 4],
    ],
    { dtype: "f64" },
  );
  const scale = sub(sum(div(c, reshape(divisors, [2, 2]))), sum(c));
  const output = cos(mul(scale, x));
  expect(outcomeOf({ inputs: [x], output, point: [tensor([1, 2], { dtype: "f64" })] }).fault).toBeUndefined();
});
