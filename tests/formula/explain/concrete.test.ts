import { describe, expect, test } from "vitest";
import type { Step } from "../../../packages/formula/src/derive/derivation.js";
import { termAt } from "../../../packages/formula/src/explain/concrete.js";
import { scalarText } from "../../../packages/formula/src/explain/scalar-text.js";
import { labelStyle } from "../../../packages/formula/src/explain/style.js";
import {
  call,
  choice,
  difference,
  element,
  half,
  type Index,
  negative,
  number,
  one,
  position,
  product,
  ratio,
  reduce,
  square,
  sum,
  type Term,
  truth,
  type Variable,
} from "../../../packages/formula/src/term/term.js";
import { networkDerivation } from "./network.js";

const [i, k]: readonly Index[] = [
  { id: 0, size: 3 },
  { id: 1, size: 3 },
];
const variable = (name: string): Variable => ({ name, kind: "value", shape: [3], isOneHot: false });
const [x, c] = [variable("x"), variable("c")];
const at = (of: Variable, index: Index | undefined): Term => element(of, [index === undefined ? one : position(index)]);

const derivation = networkDerivation(1, 1, 1);
const labels = {
  labelOf: ({ name, at: place }: { name: string; at: readonly number[] }) => name + place.join(),
  placeOf: () => undefined,
};
const style = labelStyle(derivation, labels);
const meaning = { valuesOf: ({ name }: Variable) => (name === "x" ? [-1, 2, 3] : [2, 0, 1]) };

const textAt = (term: Term, place: number): string => {
  const [first] = derivation.steps;
  if (first === undefined || i === undefined) throw new Error("a derivation has steps");
  const step: Step = { ...first, indices: [i], term };
  return scalarText(termAt(step, [place], meaning), style).text;
};
const over = k === undefined ? [] : [k];

describe("a term for one element, without indices", () => {
  test.each<readonly [string, Term, number, string]>([
    ["a sum is written out", reduce("sum", over, product(at(x, k), at(c, i))), 1, "x0 c1 + x1 c1 + x2 c1"],
    ["a coefficient goes to each addend", product(half, reduce("sum", over, at(x, k))), 0, "½ x0 + ½ x1 + ½ x2"],
    ["a difference stays as it is", negative(difference(at(x, i), at(c, i))), 2, "−(x2 − c2)"],
    ["a maximum is over all", reduce("max", over, at(x, k)), 0, "max(x0, x1, x2)"],
    ["a stopped derivative is the value", product(call("sg", at(x, i)), at(c, i)), 1, "x1 c1"],
    ["a minimum is over all", reduce("min", over, at(x, k)), 0, "min(x0, x1, x2)"],
    ["the place of the largest is a number", reduce("argmax", over, at(x, k)), 0, "2"],
    ["positions that are looked up are numbers", element(x, [at(c, i)]), 0, "x2"],
    ["of cases the one that holds is left", choice(truth(">", at(x, i), number(0)), at(x, i), number(0)), 1, "x1"],
    ["of cases the other one", choice(truth(">", at(x, i), number(0)), at(x, i), at(c, i)), 0, "c0"],
    ["a relation of values stays", product(at(c, i), truth(">", at(x, i), number(0))), 0, "c0 [x0 > 0]"],
    [
      "a relation of indices alone does not, nor what is 0 or 1 for it",
      reduce(
        "sum",
        over,
        product(at(x, k), truth("=", i === undefined ? one : position(i), k === undefined ? one : position(k))),
      ),
      1,
      "x1",
    ],
    ["fractions are quotients", product(ratio(-1, 3), at(x, i)), 0, "−1/3 x0"],
    ["fractions in sums", sum(at(x, i), ratio(-1, 3), ratio(3, 10)), 0, "x0 − 1/3 + 0.3"],
    ["fractions under a power", square(ratio(1, 3)), 0, "(1/3)²"],
    ["derivatives are quotients", square(at({ ...x, kind: "adjoint" }, i)), 0, "(∂E/∂x0)²"],
    ["functions keep their arguments", call("sigmoid", at(x, i)), 2, "σ(x2)"],
  ])("%s", (_name, term, place, text) => {
    expect(textAt(term, place)).toBe(text);
  });
});
