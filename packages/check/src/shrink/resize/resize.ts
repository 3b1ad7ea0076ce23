import * as O from "fp-ts/lib/Option.js";
import type { Specimen } from "../../specimen/specimen.js";
import { attempt } from "../attempt.js";
import { type Axes, axesIn } from "./axes.js";
import type { Kept } from "./axis.js";
import { type Choice, resized } from "./resized.js";

/** The parts of an axis that may be kept of it: an end, a half, or all but an end. */
const parts = (length: number): readonly Kept[] => {
  const sizes = new Set([1, length >> 1, length - 1].filter((size) => size > 0 && size < length));
  return [...sizes].flatMap((size) => [
    { start: 0, size },
    { start: length - size, size },
  ]);
};

/** Everything at once, then all axes of one size, then those that must keep one size: what lies far apart may have to shrink together. */
function* choices({ sizes }: Axes): Iterable<Choice> {
  const long = [...sizes].filter(([, size]) => size > 1);
  for (const most of [1, 2])
    yield new Map(long.filter(([, size]) => size > most).map(([index]) => [index, { start: 0, size: most }]));
  for (const length of new Set(long.map(([, size]) => size)))
    for (const kept of parts(length))
      yield new Map(long.filter(([, size]) => size === length).map(([index]) => [index, kept]));
  for (const [index, size] of long) for (const kept of parts(size)) yield new Map([[index, kept]]);

  const single = [...sizes].filter(([, size]) => size === 1);
  yield new Map(single.map(([index]) => [index, undefined]));
  for (const [index] of single) yield new Map([[index, undefined]]);
}

/** Axes become shorter, and those of size 1 are dropped, throughout the graph. None becomes empty: what has no elements hides faults. */
export function* resize(origin: Specimen): Iterable<Specimen> {
  const axes = axesIn(origin.output);
  for (const choice of choices(axes)) {
    const smaller = choice.size === 0 ? O.none : attempt(() => resized(origin, axes, choice));
    if (O.isSome(smaller)) yield smaller.value;
  }
}
