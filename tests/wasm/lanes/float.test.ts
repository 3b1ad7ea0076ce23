import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import type { Code } from "../../../packages/wasm/src/code/code.js";
import { and, or } from "../../../packages/wasm/src/lanes/bits.js";
import { type FloatLanes, lanesOf } from "../../../packages/wasm/src/lanes/float.js";
import { mapping, relaxations } from "../mapping.js";

type Of<Args extends readonly unknown[], Result> = (...args: Args) => Result;

interface Binary {
  readonly of: (lanes: FloatLanes) => Of<[Code, Code], Code>;
  readonly real: Of<[number, number], number>;
}

/** Masks are seen through 1. */
const relation = (of: Binary["of"], holds: Of<[number, number], boolean>): Binary => ({
  of: (lanes) => (a, b) => and(of(lanes)(a, b), lanes.constant(1)),
  real: (a, b) => (holds(a, b) ? 1 : 0),
});

const unary = (of: (lanes: FloatLanes) => Of<[Code], Code>, real: Of<[number], number>): Binary => ({
  of: (lanes) => (a) => of(lanes)(a),
  real: (a) => real(a),
});

/** What `Math.max` and `Math.min` are not where an argument is NaN. */
const pick = (holds: boolean, a: number, b: number): number => (holds ? a : b);

const operations: Readonly<Record<string, Binary>> = {
  add: { of: ({ add }) => add, real: (a, b) => a + b },
  sub: { of: ({ sub }) => sub, real: (a, b) => a - b },
  mul: { of: ({ mul }) => mul, real: (a, b) => a * b },
  div: { of: ({ div }) => div, real: (a, b) => a / b },
  max: { of: ({ max }) => max, real: Math.max },
  min: { of: ({ min }) => min, real: Math.min },
  atLeast: { of: ({ atLeast }) => atLeast, real: (a, bound) => pick(a < bound, bound, a) },
  atMost: { of: ({ atMost }) => atMost, real: (a, bound) => pick(a > bound, bound, a) },
  neg: unary(
    ({ neg }) => neg,
    (a) => -a,
  ),
  abs: unary(({ abs }) => abs, Math.abs),
  sqrt: unary(({ sqrt }) => sqrt, Math.sqrt),
  floor: unary(({ floor }) => floor, Math.floor),
  trunc: unary(({ trunc }) => trunc, Math.trunc),
  equal: relation(
    ({ equal }) => equal,
    (a, b) => a === b,
  ),
  notEqual: relation(
    ({ notEqual }) => notEqual,
    (a, b) => a !== b,
  ),
  less: relation(
    ({ less }) => less,
    (a, b) => a < b,
  ),
  lessEqual: relation(
    ({ lessEqual }) => lessEqual,
    (a, b) => a <= b,
  ),
  greater: relation(
    ({ greater }) => greater,
    (a, b) => a > b,
  ),
  greaterEqual: relation(
    ({ greaterEqual }) => greaterEqual,
    (a, b) => a >= b,
  ),
  choose: {
    of:
      ({ choose, less }) =>
      (a, b) =>
        choose(less(a, b), a, b),
    real: (a, b) => pick(a < b, a, b),
  },
};

const modes = (["f32", "f64"] as const).flatMap((dtype) => relaxations.map((relaxed) => ({ dtype, relaxed })));

describe.each(modes)("lanes of $dtype, relaxed: $relaxed", ({ dtype, relaxed }) => {
  const count = dtype === "f32" ? 4 : 2;
  const lanes = lanesOf(dtype, { relaxed, lanes: count });
  const number = dtype === "f32" ? fc.float() : fc.double();
  // f32 is exact in double precision, and its results are those of doubles rounded once more, which changes none of them.
  const rounded = dtype === "f32" ? Math.fround : (x: number) => x;

  describe.each(Object.entries(operations))("%s", (_, { of, real }) => {
    const run = mapping([dtype, dtype], dtype, count, (a, b) => of(lanes)(a, b));
    test.prop([number, number])("is that of doubles, rounded", (a, b) => {
      const [as, bs] = [
        [a, a, b, 0, -0, Number.NaN, a],
        [b, a, a, -0, 0, b, Number.NaN],
      ];
      expect(run(as, bs)).toEqual(as.map((x, i) => rounded(real(x, bs[i] ?? 0))));
    });
  });

  const whole = fc.integer({ min: -2000, max: 2000 });
  test.prop([whole, whole, whole])("a·b + c and c − a·b are exact where nothing is rounded", (a, b, c) => {
    const sum = mapping([dtype, dtype, dtype], dtype, count, lanes.multiplyAdd);
    const difference = mapping([dtype, dtype, dtype], dtype, count, lanes.multiplySubtract);
    expect([sum([a], [b], [c]), difference([a], [b], [c])]).toEqual([[a * b + c], [c - a * b]]);
  });

  test.prop([fc.integer({ min: -20, max: 20 })])("bits are those of whole numbers as wide as the floats", (k) => {
    const { format, constant, constantBits, addBits, subBits, shiftLeft, shiftRight } = lanes;
    const bias = BigInt(format.bias);
    const power = mapping([dtype], dtype, count, () =>
      shiftLeft(addBits(constantBits(bias), constantBits(BigInt(k))), format.significand),
    );
    expect(power([0])).toEqual([2 ** k]);
    const inverse = mapping([dtype], dtype, count, (x) =>
      shiftLeft(subBits(constantBits(2n * bias), shiftRight(x, format.significand)), format.significand),
    );
    expect(inverse([2 ** k])).toEqual([2 ** -k]);
    expect(mapping([dtype], dtype, count, () => constant(k))([0])).toEqual([k]);
  });

  test("zeros come in from the left", () => {
    const { format, constant, sub, shiftRight } = lanes;
    const whole = constant(2 ** format.significand);
    const run = mapping([dtype], dtype, count, (x) => sub(or(shiftRight(x, format.significand), whole), whole));
    // The sign and the exponent of −1, as a whole number.
    expect(run([-1])).toEqual([2 * (format.bias + 1) + format.bias]);
  });
});
