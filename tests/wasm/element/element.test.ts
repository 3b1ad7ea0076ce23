import { constant, type DType, type Expr, evaluate, rebuild, type Tensor } from "@chainrule/core";
import { at, ops } from "@chainrule/core/backend";
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { apply } from "../../../packages/wasm/src/element/element.js";
import { type ElementwiseName, elementwiseNames } from "../../../packages/wasm/src/element/names.js";
import { exponentOfUlp, ulpsBetween } from "../ulp.js";
import { applied, optionsFor } from "./applied.js";
import { combinations, element, listOf } from "./values.js";

/** The operations whose arguments and whose dtypes follow one pattern; the others have tests of their own. */
type Name = Exclude<ElementwiseName, "where" | "cast">;

interface Sample {
  readonly arity: 1 | 2;
  /** Whether it is defined on `i32` and `u8` too. */
  readonly integers: boolean;
  /** How many units in the last place it may be off where it is not exact; the interpreter's own errors are added to it. */
  readonly off?: Readonly<Record<"f32" | "f64", number>>;
}

const exactUnary: Sample = { arity: 1, integers: true };
const exactBinary: Sample = { arity: 2, integers: true };
const floating: Sample = { arity: 1, integers: false };

/** The bounds are those that the tests of the functions verify. */
const samples: Readonly<Record<Name, Sample>> = {
  add: exactBinary,
  sub: exactBinary,
  mul: exactBinary,
  div: exactBinary,
  pow: { arity: 2, integers: true, off: { f32: 0.51, f64: 0.75 } },
  neg: exactUnary,
  abs: exactUnary,
  sign: exactUnary,
  maximum: exactBinary,
  minimum: exactBinary,
  square: floating,
  reciprocal: floating,
  sqrt: floating,
  relu: floating,
  exp: { ...floating, off: { f32: 1, f64: 1 } },
  expm1: { ...floating, off: { f32: 1.75, f64: 2 } },
  log: { ...floating, off: { f32: 1, f64: 1 } },
  log1p: { ...floating, off: { f32: 1.5, f64: 1 } },
  sin: { ...floating, off: { f32: 1.6, f64: 1 } },
  cos: { ...floating, off: { f32: 1.6, f64: 1 } },
  tanh: { ...floating, off: { f32: 2.6, f64: 2.6 } },
  sigmoid: { ...floating, off: { f32: 2.4, f64: 2.4 } },
  softplus: { ...floating, off: { f32: 2.75, f64: 2.75 } },
  erf: { ...floating, off: { f32: 1.5, f64: 1.25 } },
  equal: exactBinary,
  notEqual: exactBinary,
  less: exactBinary,
  lessEqual: exactBinary,
  greater: exactBinary,
  greaterEqual: exactBinary,
};

/** The interpreter rounds to f32 once, and computes in doubles by functions that are within 2 units. */
const interpreterOff = { f32: 0.5, f64: 2 } as const;

const names = elementwiseNames.filter((name): name is Name => name !== "where" && name !== "cast");

/** The node of an operation on arguments of one shape and dtype. */
const nodeOf = (name: Name, args: readonly Tensor[]): Expr => {
  const nodes = args.map((arg) => constant(arg));
  return rebuild({ ...at(nodes, 0), op: ops[name].op, params: {} }, nodes);
};

const dtypes = ["f32", "f64", "i32", "u8"] as const satisfies readonly DType[];

/** What a power of whole numbers may be: beyond 2⁵³ it is rounded before it wraps, and powers are not rounded alike everywhere. */
const wrappedPowers = (dtype: DType, a: number, b: number): readonly number[] => {
  const power = a ** b;
  const unit = Math.abs(power) < 2 ** 53 ? 0 : 2 ** exponentOfUlp("f64", power);
  const candidates = [power, power + unit, power - unit];
  return candidates.map((value) => (dtype === "u8" ? value & 0xff : value | 0));
};

describe.each(names)("%s", (name) => {
  const { arity, integers, off } = samples[name];
  const f = (...args: readonly Tensor[]): Expr => nodeOf(name, args);
  const supported = dtypes.filter((dtype) => integers || dtype === "f32" || dtype === "f64");
  const modes = supported.flatMap((dtype) => optionsFor(dtype).map((options) => ({ dtype, ...options })));

  test("is defined on these dtypes alone", () => {
    const values = (dtype: DType) => Array.from({ length: arity }, () => listOf(dtype, [1]));
    expect(dtypes.filter((dtype) => !supported.includes(dtype) && attempt(() => f(...values(dtype))))).toEqual([]);
  });

  describe.each(modes)("of $dtype, $lanes lanes, relaxed: $relaxed", ({ dtype, lanes, relaxed }) => {
    const args = Array.from({ length: arity }, () => dtype);
    const result = f(...args.map((each) => listOf(each, [1]))).dtype;
    const run = applied(args, result, { lanes, relaxed }, (...vectors) =>
      apply(name, vectors, result, { lanes, relaxed }),
    );

    const disagreements = (values: readonly (readonly number[])[]): readonly unknown[] => {
      const expected = evaluate(f(...values.map((list) => listOf(dtype, list)))).toArray();
      return run(...values).flatMap((got, i) => {
        const [a = 0, b = 0] = values.map((list) => list[i] ?? 0);
        const value = expected[i] ?? 0;
        const agrees =
          result === "f32" || result === "f64"
            ? ulpsBetween(result, got, value) <= (off === undefined ? 0 : off[result] + interpreterOff[result])
            : Object.is(got, value) || (name === "pow" && wrappedPowers(dtype, a, b).includes(got));
        return agrees ? [] : [{ a, b, got, value }];
      });
    };

    test("agrees with the interpreter on notable values", () => {
      expect(disagreements(combinations(args))).toEqual([]);
    });

    const tuple = fc.tuple(...args.map((each) => element[each]));
    test.prop([fc.array(tuple, { minLength: 30, maxLength: 99 })], { numRuns: 25 })("agrees with it on any", (rows) => {
      expect(disagreements(args.map((_, index) => rows.map((row) => row[index] ?? 0)))).toEqual([]);
    });
  });
});

const attempt = (f: () => unknown): boolean => {
  try {
    f();
    return true;
  } catch {
    return false;
  }
};
