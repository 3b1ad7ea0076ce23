import { expect, test } from "vitest";
import { mistakePicture, mistakesMontage } from "../../../packages/mnist/src/picture/mistakes.js";
import { pixelsOf } from "./pixels.js";

const image = (...levels: readonly number[]) => ({ pixels: Uint8Array.from(levels), image: [2, 1] as const });

test("the image of a mistake has its grey levels", async () => {
  const { at, width, height } = await pixelsOf(await mistakePicture(image(7, 200))());
  expect([width, height]).toEqual([1, 2]);
  expect([at(0, 0), at(1, 0)]).toEqual([
    [7, 7, 7, 255],
    [200, 200, 200, 255],
  ]);
});

test("images stand side by side, ten a row, three times as large", async () => {
  const { at, width, height } = await pixelsOf(
    await mistakesMontage(Array.from({ length: 11 }, (_, index) => image(index, 255 - index)))(),
  );
  expect([width, height]).toEqual([3 * (10 * 2 + 1), 3 * (2 * 3 + 1)]);
  expect(at(3 + 1, 3 * (1 + 2 * 9) + 1)[0]).toBe(9);
  expect(at(3 * 4 + 1, 3 + 1)[0]).toBe(10);
  expect(at(3 * 5 + 1, 3 + 1)[0]).toBe(245);
});
