import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { type Code, get, leave, local, set } from "../../../packages/wasm/src/code/code.js";
import { int, minus, plus, times } from "../../../packages/wasm/src/code/integer.js";
import { machine } from "./machine.js";

const [a, b] = [local("i32", "a"), local("i32", "b")];

/** What an expression of `a` and `b` comes to. */
const result = (code: Code, left: number, right: number): unknown =>
  machine([{ name: "f", params: [a, b], result: "i32", body: [leave(code)], isExported: true }]).call("f", left, right);

const special = [0, 1, 2, 3, -1, 8, 65_536, 2 ** 30, 2 ** 31 - 1, 2 ** 31, -(2 ** 31), 2 ** 32 - 1];

/** Either sign, as addresses beyond 2³¹ are written. */
const integers = fc.oneof(fc.constantFrom(...special), fc.integer({ min: -(2 ** 31), max: 2 ** 32 - 1 }));

describe.each([
  ["+", plus],
  ["−", minus],
  [
    "·",
    (left: Code, right: Code) => times(left, right.immediate.kind === "number" ? right.immediate.value : Number.NaN),
  ],
] as const)("a %s b", (sign, combine) => {
  const isFactor = sign === "·";

  test.prop([integers, integers])("is the same however much of it is known", (left, right) => {
    const known = isFactor ? int(right) : get(b);
    const unfolded = result(combine(get(a), known), left, right);
    expect(result(combine(int(left), int(right)), 0, 0)).toBe(unfolded);
    expect(result(combine(int(left), known), 0, right)).toBe(unfolded);
    expect(result(combine(get(a), int(right)), left, 0)).toBe(unfolded);

    const [x, y] = [BigInt(left), BigInt(right)];
    const exact = { "+": x + y, "−": x - y, "·": x * y }[sign];
    expect(unfolded).toBe(Number(BigInt.asIntN(32, exact)));
  });

  test.prop([integers, integers])("of two constants is a constant", (left, right) => {
    expect(combine(int(left), int(right))).toMatchObject({ instruction: "i32.const", args: [] });
  });
});

describe("nothing is computed", () => {
  const x = get(a);

  it("to add or subtract 0, or to multiply by 1 or 0", () => {
    expect(plus(x, int(0))).toBe(x);
    expect(plus(int(0), x)).toBe(x);
    expect(minus(x, int(0))).toBe(x);
    expect(times(x, 1)).toBe(x);
    expect(times(x, 0)).toEqual(int(0));
  });

  it("but a shift for a power of 2", () => {
    expect(times(x, 2 ** 31)).toMatchObject({ instruction: "i32.shl", args: [x, int(31)] });
    expect(times(x, 12)).toMatchObject({ instruction: "i32.mul", args: [x, int(12)] });
  });
});

test("a number beyond 2³¹ is an address as it is a value", () => {
  const x = local("i32", "x");
  const body = [set(x, int(2 ** 32 - 4)), leave(plus(get(x), int(2 ** 31)))];
  expect(machine([{ name: "f", params: [], result: "i32", body, isExported: true }]).call("f")).toBe(2 ** 31 - 4);
});
