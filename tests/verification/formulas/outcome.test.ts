import type { Specimen } from "@chainrule/check";
import { type Expr, input, mul, sin, tanh, tensor } from "@chainrule/core";
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
