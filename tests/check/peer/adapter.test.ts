import { programs } from "@chainrule/check";
import { adapterFor, type Call, type Library } from "@chainrule/check/peer";
import { type Expr, mul, neg, ones, tensor } from "@chainrule/core";
import { test } from "@fast-check/vitest";
import { isRight, right } from "fp-ts/lib/Either.js";
import { describe, expect } from "vitest";
import { library, program } from "./reference.js";

/** An array that counts how often it may still be used. */
interface Counted {
  readonly node: Expr;
  references: number;
}

const counted = (node: Expr, made: Counted[]): Counted => {
  const array = { node, references: 1 };
  made.push(array);
  return array;
};

const used = (array: Counted): Expr => {
  if (array.references <= 0) throw new RangeError(`${array.node} was used after its end`);
  array.references--;
  return array.node;
};

/** A library whose calls use up their arguments, and all arrays that it made. */
const counting = (made: Counted[]): Library<Counted> => {
  const plain = library();
  const calls = Object.fromEntries(
    Object.entries<Call<Expr> | string>(plain.calls).map(([name, call]) => [
      name,
      typeof call === "string"
        ? call
        : (node: Expr, ...args: Counted[]): Counted => counted(call(node, ...args.map(used)), made),
    ]),
  );
  return {
    ...plain,
    // Safe: there is a call for each operation for which the plain library has one.
    calls: calls as Library<Counted>["calls"],
    constant: (value) => counted(plain.constant(value), made),
    pullback: (f, ...rest) =>
      plain.pullback((variables) => used(f(variables.map((node) => counted(node, made)))), ...rest),
    retain: (array) => {
      array.references++;
      return array;
    },
    release: (array) => {
      used(array);
    },
  };
};

describe("a library that counts references", () => {
  test.prop([programs({ dtype: "f32", maxOps: 12 })], { numRuns: 50 })(
    "has none left, and none too few",
    (specimen) => {
      const made: Counted[] = [];
      const result = adapterFor(counting(made)).pullback(specimen, ones(specimen.output.shape));
      expect(isRight(result)).toBe(true);
      expect(made.filter(({ references }) => references !== 0)).toEqual([]);
    },
  );
});

test("each node is one call, arguments first, however often it is used", () => {
  const seen: string[] = [];
  const { calls, ...rest } = library();
  const noting =
    (call: Call<Expr> | string): Call<Expr> =>
    (node, ...args) => {
      seen.push(node.op.name);
      return typeof call === "string" ? node : call(node, ...args);
    };
  const noted = { ...calls, neg: noting(calls.neg), mul: noting(calls.mul) };
  const square = program((x: Expr) => {
    const y = neg(x);
    return mul(y, y);
  }, tensor(3));
  expect(adapterFor({ ...rest, calls: noted }).pullback(square, tensor(1))).toEqual(
    right({ value: [9], gradients: [[6]] }),
  );
  expect(seen).toEqual(["neg", "mul"]);
});
