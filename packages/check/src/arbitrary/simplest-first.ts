import * as fc from "fast-check";
import type { ReadonlyNonEmptyArray } from "fp-ts/lib/ReadonlyNonEmptyArray.js";

/** One of a list that goes from the simplest to the most complex, each as likely, which shrinks towards the first. */
export const simplestFirst = <A>(list: ReadonlyNonEmptyArray<A>): fc.Arbitrary<A> =>
  fc.noBias(fc.nat({ max: list.length - 1 })).map((index) => list[index] ?? list[0]);
