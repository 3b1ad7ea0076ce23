import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { sparkline } from "../../../packages/mnist/src/cli/sparkline.js";

const accuracies = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 400 });
const columns = fc.integer({ min: 1, max: 40 });

describe("a sparkline", () => {
  test("reaches from the least value to the largest", () => {
    expect(sparkline([0, 2, 4, 6, 8], 8)).toBe("▁▂▄▆█");
  });

  test.prop([accuracies, columns])("has a column for each value, as far as there are columns", (values, most) => {
    expect(sparkline(values, most)).toHaveLength(Math.min(values.length, most));
  });

  test.prop([accuracies, columns])("never rises where values fall", (values, most) => {
    const line = sparkline(
      values.toSorted((a, b) => b - a),
      most,
    );
    expect([...line]).toEqual([...line].toSorted().toReversed());
  });

  test.prop([fc.array(fc.double({ min: 0, max: 0.5, noNaN: true }), { minLength: 2, maxLength: 400 }), columns])(
    "ends with the latest value",
    (values, most) => {
      fc.pre(most > 1);
      expect(sparkline([...values, 1], most).at(-1)).toBe("█");
    },
  );
});
