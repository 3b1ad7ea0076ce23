import { programs } from "@chainrule/check";
import { wasm } from "@chainrule/wasm";
import { fc, test } from "@fast-check/vitest";
import { describe } from "vitest";
import { isFaulty } from "../check/faulty.js";

// Value and gradient of each program against their reading in numbers that know their rounding errors: the bound for a dtype follows from
// its ε and from the program, see packages/check/src/numeric/rounded.ts.
describe.each(["f64", "f32"] as const)("random programs in %s", (dtype) => {
  test.prop([programs({ dtype }), fc.noShrink(fc.nat())], { numRuns: 50 })(
    "give what the interpreter gives",
    (specimen, seed) => !isFaulty(specimen, { orders: [1, 2], seed, backends: [wasm()] }),
  );

  test.prop([programs({ dtype, maxOps: 8 }), fc.noShrink(fc.nat())], { numRuns: 50 })(
    "give what the interpreter gives, rounded as on every machine",
    (specimen, seed) => !isFaulty(specimen, { orders: [1], seed, backends: [wasm({ reproducible: true })] }),
  );
});
