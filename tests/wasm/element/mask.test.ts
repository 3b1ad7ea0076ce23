import {
  add,
  cast,
  type DType,
  type Expr,
  equal,
  evaluate,
  greater,
  less,
  maximum,
  neg,
  type Tensor,
  where,
} from "@chainrule/core";
import { describe, expect, test } from "vitest";
import { apply, constantVector, type Vector } from "../../../packages/wasm/src/element/element.js";
import type { ElementwiseName } from "../../../packages/wasm/src/element/names.js";
import { applied, optionsFor } from "./applied.js";
import { combinations, listOf } from "./values.js";

type Apply = (name: ElementwiseName, args: readonly Vector[], dtype: DType) => Vector;

/** What may be done to the truth values `a > b` and `a < b`, on vectors and on tensors. */
interface Use {
  readonly dtype: DType;
  readonly onVectors: (apply: Apply, isGreater: Vector, isLess: Vector) => Vector;
  readonly onTensors: (isGreater: Expr, isLess: Expr) => Expr;
}

const uses: Readonly<Record<string, Use>> = {
  "are stored": { dtype: "u8", onVectors: (_apply, a) => a, onTensors: (a) => a },
  "are added": { dtype: "u8", onVectors: (apply, a, b) => apply("add", [a, b], "u8"), onTensors: (a, b) => add(a, b) },
  "are negated": { dtype: "u8", onVectors: (apply, a) => apply("neg", [a], "u8"), onTensors: (a) => neg(a) },
  "are compared": {
    dtype: "u8",
    onVectors: (apply, a, b) => apply("equal", [a, b], "u8"),
    onTensors: (a, b) => equal(a, b),
  },
  "are compared with a constant": {
    dtype: "u8",
    onVectors: (apply, a) => apply("less", [a, constantVector(1, "u8")], "u8"),
    onTensors: (a) => less(a, 1),
  },
  "have a maximum": {
    dtype: "u8",
    onVectors: (apply, a, b) => apply("maximum", [a, b], "u8"),
    onTensors: (a, b) => maximum(a, b),
  },
  "become f32": { dtype: "f32", onVectors: (apply, a) => apply("cast", [a], "f32"), onTensors: (a) => cast(a, "f32") },
  "become f64": { dtype: "f64", onVectors: (apply, a) => apply("cast", [a], "f64"), onTensors: (a) => cast(a, "f64") },
  "become i32": { dtype: "i32", onVectors: (apply, a) => apply("cast", [a], "i32"), onTensors: (a) => cast(a, "i32") },
  "stay u8": { dtype: "u8", onVectors: (apply, a) => apply("cast", [a], "u8"), onTensors: (a) => cast(a, "u8") },
  "choose f32": {
    dtype: "f32",
    onVectors: (apply, a) => apply("where", [a, constantVector(0.1, "f32"), constantVector(-3, "f32")], "f32"),
    onTensors: (a) => where(a, listOf("f32", [0.1]), -3),
  },
  "choose f64": {
    dtype: "f64",
    onVectors: (apply, a) => apply("where", [a, constantVector(0.1, "f64"), constantVector(-3, "f64")], "f64"),
    onTensors: (a) => where(a, listOf("f64", [0.1]), -3),
  },
  "choose between truth values": {
    dtype: "u8",
    onVectors: (apply, a, b) => apply("where", [a, b, constantVector(7, "u8")], "u8"),
    onTensors: (a, b) => where(a, b, 7),
  },
};

describe.each(["f32", "f64", "i32", "u8"] as const)("truth values from comparisons of %s", (from) => {
  const [a = [], b = []] = combinations([from, from]);
  const [x, y]: readonly Tensor[] = [listOf(from, a), listOf(from, b)];

  test.each(Object.entries(uses))("%s", (_, { dtype, onVectors, onTensors }) => {
    if (x === undefined || y === undefined) throw new RangeError("there are two lists");
    const expected = evaluate(onTensors(greater(x, y), less(x, y))).toArray();
    for (const options of optionsFor(from, dtype)) {
      const with_: Apply = (name, args, to) => apply(name, args, to, options);
      const run = applied([from, from], dtype, options, (left, right) =>
        onVectors(with_, with_("greater", [left, right], "u8"), with_("less", [left, right], "u8")),
      );
      expect(run(a, b)).toEqual(expected);
    }
  });
});
