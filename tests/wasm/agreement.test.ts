import type { Specimen } from "@chainrule/check";
import { programs } from "@chainrule/check";
import { wasm } from "@chainrule/wasm";
import { fc, test } from "@fast-check/vitest";
import * as E from "fp-ts/lib/Either.js";
import { describe } from "vitest";
import { type Scrutiny, verdictsOn } from "../../packages/check/src/specimen/verdict.js";

/**
 * Whether a backend and the interpreter agree on value and gradient: each against their reading in numbers that know their rounding errors.
 * The bound for a dtype follows from its ε and from the program, see packages/check/src/numeric/rounded.ts.
 */
const agree = (specimen: Specimen, scrutiny: Scrutiny): boolean => {
  const verdicts = verdictsOn(specimen, scrutiny);
  return (
    E.isRight(verdicts) &&
    verdicts.right.every(({ comparisons }) =>
      comparisons.every(({ oracle, ratio }) => oracle !== "backend wasm" || ratio <= 1),
    )
  );
};

describe.each(["f64", "f32"] as const)("random programs in %s", (dtype) => {
  test.prop([programs({ dtype }), fc.noShrink(fc.nat())], { numRuns: 50 })(
    "give what the interpreter gives",
    (specimen, seed) => agree(specimen, { orders: [1, 2], seed, backends: [wasm()] }),
  );

  test.prop([programs({ dtype, maxOps: 8 }), fc.noShrink(fc.nat())], { numRuns: 50 })(
    "give what the interpreter gives, rounded as on every machine",
    (specimen, seed) => agree(specimen, { orders: [1], seed, backends: [wasm({ reproducible: true })] }),
  );
});
