import { describe, expect, test } from "vitest";
import {
  call,
  choice,
  difference,
  half,
  negative,
  number,
  product,
  quotient,
  square,
  squareRoot,
  sum,
  truth,
} from "../../../packages/formula/src/term/term.js";
import { at } from "./by-hand.js";
import { b, c, statementsOf } from "./statements.js";

describe("arithmetic", () => {
  const [x, y] = [at(b, 0), at(c)];

  test.each([
    ["a difference", difference(y, x), "const v = c - b[0];"],
    ["what is taken away, last", sum(negative(x), y), "const v = c - b[0];"],
    ["a sum that is taken away", difference(y, sum(x, number(1))), "const v = c - (b[0] + 1);"],
    ["a quotient", quotient(product(x, y), number(3)), "const v = b[0] * c / 3;"],
    ["two divisors", quotient(quotient(x, y), sum(x, y)), "const v = b[0] / (c * (b[0] + c));"],
    ["a reciprocal", quotient(number(1), y), "const v = 1 / c;"],
    ["half", product(half, x), "const v = b[0] / 2;"],
    ["a decimal", product(number(0.1), x), "const v = 0.1 * b[0];"],
    ["a number", number(-1 / 3), "const v = -0.3333333333333333;"],
    ["a fraction", quotient(number(1), number(-3)), "const v = 1 / (-3);"],
    ["minus a square", negative(square(x)), "const v = -(b[0] ** 2);"],
    ["the square of a square", square(square(x)), "const v = (b[0] ** 2) ** 2;"],
    ["a remainder", call("remainder", y, number(3)), "const v = remainder(c, 3);"],
    ["the square of minus", square(negative(x)), "const v = (-b[0]) ** 2;"],
    [
      "minus a product of a square",
      difference(negative(product(square(x), y)), x),
      "const v = -(b[0] ** 2) * c - b[0];",
    ],
    ["a root", squareRoot(sum(x, y)), "const v = Math.sqrt(b[0] + c);"],
    ["a truth", product(x, truth(">", y, number(0))), "const v = b[0] * Number(c > 0);"],
    ["a choice", choice(truth("≠", x, y), x, y), "const v = b[0] !== c ? b[0] : c;"],
    ["a choice in a sum", sum(choice(x, x, y), y), "const v = (b[0] !== 0 ? b[0] : c) + c;"],
    [
      "conditions",
      choice(product(truth("<", x, y), truth("≥", y, x)), x, y),
      "const v = b[0] < c && c >= b[0] ? b[0] : c;",
    ],
  ])("%s", (_, of, written) => {
    expect(statementsOf([], of)).toBe(written);
  });
});
