import { type DType, evaluate, where } from "@chainrule/core";
import { expect, test } from "vitest";
import { apply } from "../../../packages/wasm/src/element/element.js";
import { applied, optionsFor } from "./applied.js";
import { combinations, listOf } from "./values.js";

const dtypes = ["f32", "f64", "i32", "u8"] as const satisfies readonly DType[];
const pairs = dtypes.flatMap((condition) =>
  dtypes.flatMap((dtype) => optionsFor(condition, dtype).map((options) => ({ condition, dtype, ...options }))),
);

test.each(pairs)(
  "where $condition chooses between $dtype as the interpreter does, $lanes lanes, relaxed: $relaxed",
  ({ condition, dtype, ...options }) => {
    const args = [condition, dtype, dtype] as const;
    const run = applied(args, dtype, options, (...vectors) => apply("where", vectors, dtype, options));
    const [c = [], a = [], b = []] = combinations(args);
    expect(run(c, a, b)).toEqual(evaluate(where(listOf(condition, c), listOf(dtype, a), listOf(dtype, b))).toArray());
  },
);
