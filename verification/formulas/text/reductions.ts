import type { Elementary } from "@chainrule/core";
import type { Reduction } from "./expression.js";
import { sumOf } from "./value.js";

/** The largest element, or the smallest. */
const extreme = <A>(choose: (a: A, b: A) => A, values: readonly A[]): A => {
  const [first, ...others] = values;
  if (first === undefined) throw new RangeError("there is no largest or smallest of no elements");
  return others.reduce((a, b) => choose(a, b), first);
};

/** What a reduction makes of the elements that it is over. */
export const reduced = <A>(K: Elementary<A>, by: Reduction, values: readonly A[]): A => {
  switch (by) {
    case "sum":
      return sumOf(K, values);
    case "max":
      return extreme((a, b) => K.max(a, b), values);
    case "min":
      return extreme((a, b) => K.min(a, b), values);
    case "argmax": {
      const largest = extreme((a, b) => K.max(a, b), values);
      return K.fromNumber(values.findIndex((value) => K.same(value, largest)));
    }
  }
};
