import { inspect } from "node:util";
import { add, evaluate, input, named, tensor, tensorFrom } from "@chainrule/core";
import { describe, expect, test } from "vitest";

const x = input([2], { name: "x" });
const arithmetic = (left: unknown, right: number): unknown => Number(left) + right;

describe("an expression as text", () => {
  test("says what it is, and that it has to be evaluated", () => {
    const shown = "add f32[2], an expression: compile or evaluate it for its value";
    expect(String(add(x, 1))).toBe(shown);
    expect(inspect(add(x, 1))).toBe(shown);
    expect(`${named("z", x)}`).toBe("identity (z) f32[2], an expression: compile or evaluate it for its value");
  });

  test("is not taken for a number where types are not checked", () => {
    expect(() => arithmetic(x, 1)).toThrow(/^an expression is not a number: use add, mul, less, where/);
  });
});

describe("a tensor as text", () => {
  test("shows its values in the console", () => {
    expect(inspect({ w: tensor([1, 2]) })).toBe("{ w: f32[2] [1, 2] }");
  });

  test("is not taken for a number where types are not checked", () => {
    expect(() => arithmetic(tensor([1]), 1)).toThrow(/^a tensor is not a number: use add, mul, … in place of/);
  });

  test("as JSON has all it takes to make it again", () => {
    const original = tensor([[1.5, -2]], { dtype: "f64" });
    const { dtype, shape, values } = JSON.parse(JSON.stringify(original));
    expect(tensorFrom(shape, values, { dtype }).equals(original)).toBe(true);
  });
});

describe("what is no operand, where types are not checked", () => {
  // Safe: that is what is tested; `never` is an operand.
  const operand = (value: unknown): never => value as never;

  test.each([
    [undefined, "undefined (undefined)"],
    ["1", "1 (string)"],
    [[1, 2], "1,2 (object)"],
  ])("%s is refused", (value, shown) => {
    expect(() => evaluate(add(operand(value), x))).toThrow(
      new TypeError(`an operation takes expressions, tensors and numbers, got ${shown}`),
    );
  });
});
