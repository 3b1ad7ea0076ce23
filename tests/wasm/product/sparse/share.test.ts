import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { zeroShare } from "../../../../packages/wasm/src/product/sparse/share.js";

describe("the share of zeros", () => {
  test.prop([fc.array(fc.constantFrom(0, -0, 1, Number.NaN, 1e-45))])(
    "is exact where every element is looked at",
    (values) => {
      const zeros = values.filter((value) => value === 0).length;
      expect(zeroShare(Float32Array.from(values))).toBe(values.length === 0 ? 0 : zeros / values.length);
    },
  );

  // The first number of rows is that of the samples: evenly spaced, they would all fall into one column.
  test.prop([fc.constantFrom(16_384, 20_000, 32_769), fc.integer({ min: 2, max: 40 }), fc.nat(100)])(
    "is not misled by what repeats with every row",
    (rows, width, percent) => {
      const zeros = Math.round((percent * width) / 100);
      const values = Uint8Array.from({ length: rows * width }, (_, index) => (index % width < zeros ? 0 : 1));
      // Five standard errors of 16 384 independent samples; these are spread more evenly.
      expect(Math.abs(zeroShare(values) - zeros / width)).toBeLessThan((5 * 0.5) / Math.sqrt(16_384));
    },
  );
});
