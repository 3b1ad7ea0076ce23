import { cast, greater, isFloating, less, lessEqual, where } from "@chainrule/core";
import { oneIn, oneOf } from "../choice.js";
import { shapeBeside } from "../shape-choice.js";
import { type Form, floating, fresh, isIndex, joined, numeric, operand, paired } from "../source.js";

/** By a truth about one of the two, or by any truth values. */
export const choice: Form = (source) => {
  const { random } = source;
  const a = numeric(source);
  return paired(source, a, (b) => {
    if (oneIn(random, 2)) return where(oneOf(random, [greater, less, lessEqual])(a, oneOf(random, [0, 1])), a, b);
    return joined(
      source,
      "u8",
      (condition) => where(condition, a, b),
      () => shapeBeside(random, a.shape),
    );
  });
};

const toReal: Form = (source) =>
  cast(
    operand(
      source,
      ({ node }) => !isFloating(node.dtype),
      () => fresh(source, "u8"),
    ),
    source.dtype,
  );

const cut: Form = (source) => cast(floating(source), "i32");

const coarser: Form = (source) =>
  source.dtype === "f64" ? cast(cast(floating(source), "f32"), "f64") : toReal(source);

/** Only what is never negative is kept by `u8`. */
const between: Form = (source) => {
  const index = operand(source, isIndex, () => fresh(source, "u8"));
  return cast(index, index.dtype === "u8" ? "i32" : "u8");
};

/** Whole numbers become real; less often, real numbers are cut to whole ones, or go through a coarser dtype and back. */
export const conversion: Form = (source) =>
  oneOf(source.random, [toReal, toReal, toReal, cut, between, coarser] as const)(source);
