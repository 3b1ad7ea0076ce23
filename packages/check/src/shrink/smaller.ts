import { interpret, isFloating, real } from "@chainrule/core";
import * as O from "fp-ts/lib/Option.js";
import { type Specimen, specimen } from "../specimen/specimen.js";
import { attempt } from "./attempt.js";
import { bypass } from "./bypass.js";
import { cut, isolate } from "./cut.js";
import { drop } from "./drop.js";
import { freeze, merge } from "./fewer-inputs.js";
import { simplerThan } from "./measure.js";
import { resize } from "./resize/resize.js";
import { round } from "./round.js";
import { valuesOf } from "./values.js";

function* candidates(origin: Specimen): Iterable<Specimen> {
  const valueAt = valuesOf(origin);
  yield* isolate(origin, valueAt);
  yield* drop(origin);
  yield* cut(origin, valueAt);
  yield* bypass(origin);
  yield* merge(origin);
  yield* freeze(origin);
  yield* resize(origin);
  yield* round(origin);
}

/** Whether there is something to differentiate. */
const varies = ({ inputs, output }: Specimen): boolean =>
  isFloating(output.dtype) && inputs.some(({ dtype }) => isFloating(dtype));

/** Whether all indices are in range at the point. */
const hasValue = ({ inputs, output, point }: Specimen): boolean => {
  const values = point.map((tensor) => tensor.toTypedArray());
  return O.isSome(attempt(() => interpret(real, inputs, [output])(values)));
};

/**
 * Simpler specimens that have a value, one after another as they are asked for, the most drastic first: by the first of the `measures` in
 * which they differ from the origin, they are smaller.
 *
 * There are as many as a small multiple of the operations, axes and numbers, and each costs no more than the specimen is long.
 *
 * @throws RangeError when the specimen itself has no value at its point.
 */
export function* smaller(origin: Specimen): Iterable<Specimen> {
  const isSimpler = simplerThan(origin);
  for (const candidate of candidates(specimen(origin.inputs, origin.output, origin.point)))
    if (varies(candidate) && isSimpler(candidate) && hasValue(candidate)) yield candidate;
}
