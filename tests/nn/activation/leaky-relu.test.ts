import { type Expr, evaluate, grad, sum, tensor, tensorFrom } from "@chainrule/core";
import { leakyRelu } from "@chainrule/nn";
import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { moderate } from "../rounding.js";

test.prop([moderate(), fc.double({ min: 0.01, max: 0.9, noNaN: true })])(
  "is x above 0 and slope · x below, and so is its derivative",
  (x, slope) => {
    const at = tensorFrom([1], [x], { dtype: "f64" });
    const [y] = evaluate(leakyRelu(at, slope)).toArray();
    const [dy] = evaluate(grad((v: Expr) => sum(leakyRelu(v, slope)))(at)).toArray();
    return x > 0 ? y === x && dy === 1 : y === slope * x && dy === slope;
  },
);

test("the slope is 0.01 unless said otherwise, and at 0 it is the slope", () => {
  const x = tensor([-100, 0, 100], { dtype: "f64" });
  expect(evaluate(leakyRelu(x)).toNested()).toEqual([-1, 0, 100]);
  expect(evaluate(grad((v: Expr) => sum(leakyRelu(v)))(x)).toNested()).toEqual([0.01, 0.01, 1]);
});
