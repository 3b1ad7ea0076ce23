import { test } from "@fast-check/vitest";
import { describe, test as example, expect } from "vitest";
import { borderOf, type GreyPicture } from "../../../../packages/mnist/src/picture/digit/grey-picture.js";
import { paperOf } from "../../../../packages/mnist/src/picture/digit/paper.js";
import { light, pictureOf, underLight } from "./papers.js";

const WIDTH = 40;
const HEIGHT = 30;

/** By how much a surface is off at most, in levels. */
const worstOf = (paper: (pixel: number) => number, { levels }: GreyPicture): number =>
  levels.reduce((worst, level, pixel) => Math.max(worst, Math.abs(paper(pixel) - level)), 0);

describe("paperOf", () => {
  // The levels of a picture are rounded by a half, and so is the surface through them.
  test.prop([light])("is the light on bare paper, inside and on the border", (levelAt) => {
    const picture = underLight(WIDTH, HEIGHT, levelAt);
    expect(worstOf(paperOf(picture), picture)).toBeLessThanOrEqual(1);
  });

  // A surface that is off by less than an eighth of the contrast is not taken for ink.
  test.prop([light])("is much the same under strokes, and where some of them cross the border", (levelAt) => {
    const bare = underLight(WIDTH, HEIGHT, levelAt);
    const isInk = (x: number, y: number): boolean => (x >= 12 && x < 19) || (y >= 10 && y < 15);
    const drawn = pictureOf(WIDTH, HEIGHT, (x, y) => (isInk(x, y) ? 20 : (bare.levels[y * WIDTH + x] ?? 0)));
    expect(worstOf(paperOf(drawn), bare)).toBeLessThanOrEqual((100 - 20) / 8);
  });

  example.each([
    [1, 1],
    [1, 9],
    [9, 1],
    [2, 2],
  ])("of %d × %d pixels it is finite", (width, height) => {
    const paper = paperOf(pictureOf(width, height, (x, y) => 100 + 10 * x + 10 * y));
    for (let pixel = 0; pixel < width * height; pixel++)
      expect(paper(pixel)).toBeCloseTo(100 + 10 * (pixel % width) + 10 * Math.floor(pixel / width), 0);
  });
});

describe("borderOf", () => {
  example.each([
    [4, 3, [0, 1, 2, 3, 7, 11, 10, 9, 8, 4]],
    [2, 2, [0, 1, 3, 2]],
    [1, 1, [0]],
  ])("goes once around %d × %d pixels", (width, height, border) => {
    expect(borderOf(pictureOf(width, height, () => 0))).toEqual(border);
  });
});
