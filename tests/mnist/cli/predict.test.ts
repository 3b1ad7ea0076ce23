import { tensor } from "@chainrule/core";
import { expect, test } from "vitest";
import { showDigit, showReading } from "../../../packages/mnist/src/cli/predict.js";

test("the three likeliest classes are told, the likeliest first", () => {
  const outputs = [0.001, 0.25, 0, 0.7, 0.049];
  expect(showReading({ predicted: 3, confidence: 0.7, outputs })).toBe("3 (70.0 %), 1 (25.0 %), 4 (4.9 %)");
  expect(showReading({ predicted: 1, confidence: 0.75, outputs: [0.25, 0.75] })).toBe("1 (75.0 %), 0 (25.0 %)");
});

test("a picture is shown in five shades, two characters a pixel", () => {
  const u8 = { dtype: "u8" } as const;
  expect(showDigit(tensor([[0, 64, 128, 191, 255]], u8))).toBe("  ░░▒▒▓▓██");
  expect(
    showDigit(
      tensor(
        [
          [255, 0],
          [0, 0],
          [31, 255],
        ],
        u8,
      ),
    ),
  ).toBe("██\n\n  ██");
});
