import { compile, interpreter, seed, tensorFrom } from "@chainrule/core";
import { fc, test } from "@fast-check/vitest";
import * as O from "fp-ts/lib/Option.js";
import { describe, expect } from "vitest";
import { classifierFor } from "../../../packages/mnist/src/training/classifier.js";
import { better, measureOn } from "../../../packages/mnist/src/training/measure.js";
import type { Best } from "../../../packages/mnist/src/training/state.js";
import { agrees } from "../../nn/rounding.js";
import { digits } from "./digits.js";
import { recipe } from "./runs.js";

test.prop([fc.constantFrom(1, 999, 1000, 1001, 2500), fc.nat()], { numRuns: 10 })(
  "measureOn gives the mean over a set, however it is cut into batches",
  (count, from) => {
    const classifier = classifierFor({ ...recipe, dtype: "f64" }, 10, 10);
    const set = digits(count);
    const [parameters] = classifier.init(seed(from));
    const rows = tensorFrom(
      [count],
      Int32Array.from({ length: count }, (_, row) => row),
    );
    const whole = compile(classifier.measure(set))(parameters, rows);
    const { loss, accuracy } = measureOn(classifier, set, interpreter)(parameters);
    expect(agrees(loss, whole.loss.toNumber(), 2 * count)).toBe(true);
    // Shares of whole numbers: the quotient is rounded once.
    expect(accuracy).toBe(Math.round(whole.accuracy.toNumber() * count) / count);
  },
);

describe("better", () => {
  const record = { epoch: 7, loss: 1, trainAccuracy: 1, seconds: 1 };
  const best: Best = { epoch: 3, accuracy: 0.5, parameters: [] };
  const shares = fc.double({ min: 0, max: 1, noNaN: true });

  test.prop([shares])("is whatever comes first", (accuracy) => {
    const first = better(O.none, [], { ...record, validationAccuracy: accuracy });
    expect(first).toEqual(O.some({ epoch: 7, accuracy, parameters: [] }));
  });

  test.prop([shares])("is what is above the best so far; of equals the earlier", (accuracy) => {
    const after = better(O.some(best), [], { ...record, validationAccuracy: accuracy });
    expect(O.toNullable(after)?.epoch).toBe(accuracy > best.accuracy ? 7 : 3);
  });

  test("is not asked without a validation set, whatever else is measured", () => {
    expect(better(O.none, [], { ...record, testAccuracy: 1 })).toEqual(O.none);
    expect(better(O.some(best), [], { ...record, testAccuracy: 1 })).toEqual(O.some(best));
  });
});
