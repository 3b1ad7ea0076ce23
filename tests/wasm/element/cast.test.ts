import { cast, type DType, evaluate } from "@chainrule/core";
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { apply } from "../../../packages/wasm/src/element/element.js";
import { applied, optionsFor } from "./applied.js";
import { combinations, element, listOf } from "./values.js";

const dtypes = ["f32", "f64", "i32", "u8"] as const satisfies readonly DType[];
const pairs = dtypes.flatMap((from) =>
  dtypes.flatMap((to) => optionsFor(from, to).map((options) => ({ from, to, ...options }))),
);

describe.each(pairs)("cast from $from to $to, $lanes lanes, relaxed: $relaxed", ({ from, to, ...options }) => {
  const run = applied([from], to, options, (x) => apply("cast", [x], to, options));
  const expected = (values: readonly number[]): readonly number[] => evaluate(cast(listOf(from, values), to)).toArray();

  test("agrees with the interpreter on notable values", () => {
    const [values = []] = combinations([from]);
    expect(run(values)).toEqual(expected(values));
  });

  test.prop([fc.array(element[from], { minLength: 30, maxLength: 99 })], { numRuns: 25 })(
    "agrees with it on any",
    (values) => {
      expect(run(values)).toEqual(expected(values));
    },
  );
});
