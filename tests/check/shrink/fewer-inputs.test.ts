import { add, type Expr, input, matmul, mul, tensor } from "@chainrule/core";
import { expect, test } from "vitest";
import { freeze, merge } from "../../../packages/check/src/shrink/fewer-inputs.js";
import { specimen } from "../../../packages/check/src/specimen/specimen.js";
import { show } from "./show.js";

const scalar = (name: string): Expr => input([], { dtype: "f64", name });
const [a, b, c, w] = [scalar("a"), scalar("b"), scalar("c"), input([1, 1], { dtype: "f64", name: "w" })];
const point = [1, 2, 3].map((value) => tensor(value, { dtype: "f64" }));
const origin = specimen([a, b, c, w], add(mul(add(a, b), c), matmul(w, w)), [
  ...point,
  tensor([[4]], { dtype: "f64" }),
]);

test("inputs of one shape become one: all of them, then neighbours", () => {
  expect([...merge(origin)].map(show)).toMatchInlineSnapshot(`
    [
      "(a: f64[], w: f64[1, 1]) => {
      return (a + a) * a + matmul(w, w)
    }
    f64[] 1
    f64[1, 1] [[4]]",
      "(a: f64[], c: f64[], w: f64[1, 1]) => {
      return (a + a) * c + matmul(w, w)
    }
    f64[] 1
    f64[] 3
    f64[1, 1] [[4]]",
      "(a: f64[], b: f64[], w: f64[1, 1]) => {
      return (a + b) * b + matmul(w, w)
    }
    f64[] 1
    f64[] 2
    f64[1, 1] [[4]]",
    ]
  `);
});

test("an input becomes a constant with its name and value", () => {
  const [frozen] = freeze(origin);
  expect(frozen && show(frozen)).toMatchInlineSnapshot(`
    "(b: f64[], c: f64[], w: f64[1, 1]) => {
      a = 1  : f64[]
      return (a + b) * c + matmul(w, w)
    }
    f64[] 2
    f64[] 3
    f64[1, 1] [[4]]"
  `);
  expect(frozen?.inputs).toEqual([b, c, w]);
});
