import type { DType } from "@chainrule/core";
import { at } from "@chainrule/core/backend";
import { type Code, op } from "../code/code.js";
import { integers } from "../lanes/constant.js";
import { type FloatLanes, type LaneOptions, lanesOf } from "../lanes/float.js";
import { cast } from "./convert.js";
import type { OfIntegers } from "./integer.js";
import { isMask, narrowMask, storedOf, type Vector, vectorOfStored, wideMask } from "./vector.js";

/** How an operation becomes code: from its arguments, the dtype of its result, and how many elements vectors stand for. */
export type Rule = (args: readonly Vector[], dtype: DType, options: LaneOptions) => Vector;

/** A rule for arguments and a result of one dtype. */
export const arithmetic =
  (ofFloats: (lanes: FloatLanes, ...args: readonly Code[]) => Code, ofIntegers: OfIntegers): Rule =>
  (args, dtype, options) => {
    const stored = args.map((arg) => storedOf(arg, dtype));
    const code =
      dtype === "f32" || dtype === "f64"
        ? ofFloats(lanesOf(dtype, options), ...stored)
        : ofIntegers(stored, dtype, options);
    return vectorOfStored(code, dtype);
  };

/** A rule for `f32` and `f64` alone. */
export const floating = (f: (lanes: FloatLanes, x: Code) => Code): Rule =>
  arithmetic(f, (_args, dtype) => {
    throw new TypeError(`an operation on real numbers was given ${dtype}`);
  });

/** The names of a relation between floats and between whole numbers. */
type Relation = readonly ["eq", "eq"] | readonly ["ne", "ne"] | readonly ["lt" | "le" | "gt" | "ge", SignedRelation];
type SignedRelation = "lt_s" | "le_s" | "gt_s" | "ge_s";

/** Where a relation holds, as a mask as wide as what is compared. */
const compared = ([float, integer]: Relation, a: Vector, b: Vector): Vector => {
  if (a.form === "f64") return { form: "mask64", code: op(`f64x2.${float}`, a.code, storedOf(b, "f64")) };
  if (a.form === "f32") return { form: "mask32", code: op(`f32x4.${float}`, a.code, storedOf(b, "f32")) };
  return { form: "mask32", code: op(`i32x4.${integer}`, storedOf(a, "i32"), storedOf(b, "i32")) };
};

/** A rule for a relation between two arguments. */
export const comparison =
  (...relation: Relation): Rule =>
  (args) =>
    compared(relation, at(args, 0), at(args, 1));

/** What is not 0 is true, NaN with it. */
const truth = (vector: Vector): Vector =>
  isMask(vector) ? vector : compared(["ne", "ne"], vector, { form: vector.form, code: integers(0) });

/** The rule for a choice by the first argument between the others. */
export const choice: Rule = (args, dtype, options) => {
  const condition = truth(at(args, 0));
  const [a, b] = [storedOf(at(args, 1), dtype), storedOf(at(args, 2), dtype)];
  const isWide = dtype === "f64";
  const mask = isWide ? wideMask(condition) : narrowMask(condition);
  return vectorOfStored(lanesOf(isWide ? "f64" : "f32", options).choose(mask, a, b), dtype);
};

/** The rule for the same values in another dtype. */
export const conversion: Rule = (args, dtype, { lanes }) => cast(at(args, 0), dtype, lanes);
