import { fc, test } from "@fast-check/vitest";
import sharp from "sharp";
import { test as example, expect } from "vitest";
import { montage, png, type Raster } from "../../../packages/mnist/src/picture/montage.js";
import { pixelsOf } from "./pixels.js";

const FRAME = [128, 132, 140, 255];

const rasters = fc
  .record({
    rows: fc.integer({ min: 1, max: 4 }),
    columns: fc.integer({ min: 1, max: 4 }),
    channels: fc.constantFrom(1, 3),
  })
  .chain(({ rows, columns, channels }) =>
    fc.array(
      fc
        .uint8Array({ minLength: rows * columns * channels, maxLength: rows * columns * channels })
        .map((pixels): Raster => ({ image: [rows, columns], channels: channels === 1 ? 1 : 3, pixels })),
      { minLength: 1, maxLength: 7 },
    ),
  );

/** The colour of a pixel of a picture. */
const colourIn = ({ image: [, columns], channels, pixels }: Raster, row: number, column: number): readonly number[] => {
  const start = (row * columns + column) * channels;
  const [red = 0, green = red, blue = red] = pixels.slice(start, start + channels);
  return [red, green, blue, 255];
};

test.prop([rasters, fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 3 })], { numRuns: 50 })(
  "every pixel of every picture is in its place, enlarged, in a frame",
  async (pictures, columns, scale) => {
    const drawn = await pixelsOf(await montage(pictures, { columns, scale })());
    const across = Math.min(columns, pictures.length);
    const [rows, width] = pictures[0]?.image ?? [0, 0];
    expect(drawn.width).toBe(scale * (across * (width + 1) + 1));
    expect(drawn.height).toBe(scale * (Math.ceil(pictures.length / across) * (rows + 1) + 1));
    for (const [index, picture] of pictures.entries()) {
      const [top, left] = [Math.floor(index / across) * (rows + 1), (index % across) * (width + 1)];
      for (let row = -1; row <= rows; row++)
        for (let column = -1; column <= width; column++) {
          const isFrame = row < 0 || column < 0 || row === rows || column === width;
          for (const corner of [0, scale - 1])
            expect(drawn.at(scale * (top + 1 + row) + corner, scale * (left + 1 + column) + corner)).toEqual(
              isFrame ? FRAME : colourIn(picture, row, column),
            );
        }
    }
  },
);

example("what is left of the last row is transparent", async () => {
  const picture: Raster = { image: [1, 1], channels: 1, pixels: Uint8Array.of(255) };
  const drawn = await pixelsOf(await montage([picture, picture, picture], { columns: 2, scale: 1 })());
  expect([drawn.width, drawn.height]).toEqual([5, 5]);
  expect(drawn.at(3, 3)[3]).toBe(0);
  expect(drawn.at(3, 1)).toEqual([255, 255, 255, 255]);
});

example("no pictures are a picture still", async () => {
  expect((await sharp(await montage([], { columns: 3, scale: 2 })()).metadata()).format).toBe("png");
});

test.prop([rasters.map(([first]) => first)], { numRuns: 25 })("a picture keeps its pixels as PNG", async (raster) => {
  if (raster === undefined) throw new TypeError("there is one at least");
  const drawn = await pixelsOf(await png(raster)());
  const [rows, columns] = raster.image;
  expect([drawn.height, drawn.width]).toEqual([rows, columns]);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      expect(drawn.at(row, column)).toEqual(colourIn(raster, row, column));
});
