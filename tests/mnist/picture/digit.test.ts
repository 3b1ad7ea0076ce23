import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ShapeError, tensorFrom } from "@chainrule/core";
import { fc, test } from "@fast-check/vitest";
import * as E from "fp-ts/lib/Either.js";
import sharp from "sharp";
import { afterAll, beforeAll, describe, test as example, expect } from "vitest";
import type { GreyPicture } from "../../../packages/mnist/src/picture/digit/grey-picture.js";
import { type Digit, normaliseDigit, readDigit } from "../../../packages/mnist/src/picture/digit.js";
import { showPictureError } from "../../../packages/mnist/src/picture/digit-error.js";
import { levels, margins, marks, onPaper, pictureOf } from "./digit/papers.js";
import { drawings, greyOf, rendered } from "./drawn.js";

const normalised = (picture: GreyPicture): Digit => {
  const digit = normaliseDigit(picture);
  if (E.isLeft(digit)) throw new Error(`no ink: ${JSON.stringify(digit.left)}`);
  return digit.right;
};

const rowsOf = (digit: Digit): readonly (readonly number[])[] => {
  const [rows, columns] = digit.shape;
  const levels = digit.toArray();
  return Array.from({ length: rows }, (_, row) => levels.slice(row * columns, (row + 1) * columns));
};

/** The greatest difference of two images, the second moved by whole pixels. */
const differenceMoved = (a: Digit, b: Digit, right: number, down: number): number => {
  const moved = rowsOf(b);
  return Math.max(
    ...rowsOf(a).flatMap((row, y) => row.map((level, x) => Math.abs(level - (moved[y - down]?.[x - right] ?? 0)))),
  );
};

const difference = (a: Digit, b: Digit): number => differenceMoved(a, b, 0, 0);

/** Where a centre of mass lies half-way between two pixels, the slightest change moves the whole image by one. */
const differenceUpToAPixel = (a: Digit, b: Digit): number => {
  const steps = [-1, 0, 1];
  return Math.min(...steps.flatMap((right) => steps.map((down) => differenceMoved(a, b, right, down))));
};

/** Along one axis: from where to where ink reaches, and its centre of mass. */
const alongOf = (lines: readonly (readonly number[])[]) => {
  const masses = lines.map((line) => line.reduce((sum, level) => sum + level, 0));
  const inked = masses.flatMap((mass, index) => (mass > 0 ? [index] : []));
  const mass = masses.reduce((sum, each) => sum + each, 0);
  const centre = masses.reduce((sum, each, index) => sum + each * index, 0) / mass;
  return { first: inked[0] ?? Number.NaN, last: inked.at(-1) ?? Number.NaN, centre, mass };
};

const transposed = <A>(rows: readonly (readonly A[])[]): readonly (readonly A[])[] =>
  (rows[0] ?? []).map((_, x) => rows.flatMap((row) => row.slice(x, x + 1)));

const axesOf = (digit: Digit) => [alongOf(rowsOf(digit)), alongOf(transposed(rowsOf(digit)))];

describe("normaliseDigit, of any marks on paper", () => {
  test.prop([marks, margins, margins, levels])("where they are does not matter", (rows, here, there, tones) => {
    expect(normalised(onPaper(rows, here, tones))).toEqual(normalised(onPaper(rows, there, tones)));
  });

  test.prop([marks, margins, levels])("dark on light or light on dark does not matter", (rows, where, tones) => {
    const picture = onPaper(rows, where, tones);
    const inverted = pictureOf(
      picture.width,
      picture.height,
      (x, y) => 255 - (picture.levels[y * picture.width + x] ?? 0),
    );
    expect(normalised(inverted)).toEqual(normalised(picture));
  });

  // Levels are rounded: what is half-way between two may go either way.
  test.prop([marks, margins, levels, levels])(
    "the colours of pen and paper do not matter",
    (rows, where, one, other) => {
      expect(
        difference(normalised(onPaper(rows, where, one)), normalised(onPaper(rows, where, other))),
      ).toBeLessThanOrEqual(1);
    },
  );

  test.prop([marks, margins, levels, fc.integer({ min: 2, max: 5 })])(
    "the size does not matter",
    (rows, where, tones, times) => {
      const picture = onPaper(rows, where, tones);
      const larger = pictureOf(
        picture.width * times,
        picture.height * times,
        (x, y) => picture.levels[Math.floor(y / times) * picture.width + Math.floor(x / times)] ?? 0,
      );
      expect(difference(normalised(larger), normalised(picture))).toBeLessThanOrEqual(1);
    },
  );

  test.prop([marks, margins, levels])("rows and columns are alike", (rows, where, tones) => {
    const { left: top, right: bottom, top: left, bottom: right } = where;
    const one = normalised(onPaper(rows, where, tones));
    const other = normalised(onPaper(transposed(rows), { left, right, top, bottom }, tones));
    const turned = tensorFrom(other.shape, Uint8Array.from(transposed(rowsOf(other)).flat()));
    expect(difference(turned, one)).toBeLessThanOrEqual(1);
  });

  test.prop([marks, margins, levels])(
    "they fill 20 of 28 pixels, with their centre of mass in the middle",
    (rows, where, tones) => {
      const digit = normalised(onPaper(rows, where, tones));
      const axes = axesOf(digit);
      const inked = digit.toArray().filter((level) => level > 0).length;
      expect([digit.dtype, ...digit.shape]).toEqual(["u8", 28, 28]);
      expect(Math.max(...digit.toArray())).toBe(255);
      for (const { first, last, centre, mass } of axes) {
        expect(last - first + 1).toBeLessThanOrEqual(20);
        // Each level is rounded by at most a half, and lies less than 20 pixels from the centre.
        const rounding = (20 * 0.5 * inked) / mass;
        const isHeldByTheEdge = first === 0 || last === 27;
        if (!isHeldByTheEdge) expect(Math.abs(centre - 14)).toBeLessThanOrEqual(0.5 + rounding);
      }
    },
  );

  test.prop([marks, margins, levels, fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 })])(
    "images of any size are filled in proportion",
    (rows, where, tones, height, width) => {
      const digit = normaliseDigit(onPaper(rows, where, tones), [height, width]);
      if (E.isLeft(digit)) throw new Error("no ink");
      const box = [height, width].map((size) => Math.max(1, Math.round((size * 20) / 28)));
      expect(digit.right.shape).toEqual([height, width]);
      for (const [axis, { first, last }] of axesOf(digit.right).entries())
        expect(last - first + 1).toBeLessThanOrEqual(box[axis] ?? Number.NaN);
    },
  );

  example("refuses levels that do not fill the picture", () => {
    const picture = { width: 3, height: 2, levels: new Uint8Array(5) };
    expect(() => normaliseDigit(picture)).toThrow(new ShapeError("normaliseDigit: 5 levels do not fill 3×2 pixels"));
  });
});

example.each(drawings)("the %s fills the box, with its centre of mass in the middle", async (drawing) => {
  const axes = axesOf(normalised(await greyOf(rendered(drawing))));
  expect(Math.max(...axes.map(({ first, last }) => last - first + 1))).toBe(20);
  // A tenth of a pixel: levels are rounded, by less than a two-hundredth of a pixel's weight.
  for (const { centre } of axes) expect(Math.abs(centre - 14)).toBeLessThanOrEqual(0.5 + 0.1);
});

// Cropping rounds outwards to whole pixels, on each of the two sides: ink goes astray by two pixels of the picture at most, and a cell
// of the image has two edges of a stroke at most. The eight, 24 pixels high, is too coarse for that; the others are 180 at least.
describe.each(drawings.filter((drawing) => drawing !== "eight"))("the %s", (drawing) => {
  example.each([0.7, 1.6])("is the same at %d times the size", async (magnification) => {
    const picture = await greyOf(rendered(drawing));
    const other = await greyOf(rendered(drawing, magnification));
    const tolerance = 2 * 255 * ((2 * 20) / (180 * Math.min(1, magnification)));
    expect(other.width).toBe(Math.round(picture.width * magnification));
    expect(differenceUpToAPixel(normalised(other), normalised(picture))).toBeLessThanOrEqual(tolerance);
  });
});

describe("readDigit", () => {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "chainrule-digit-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const read = async (path: string, image?: Digit["shape"]): Promise<Digit> => {
    const digit = await readDigit(path, image)();
    if (E.isLeft(digit)) throw new Error(showPictureError(digit.left));
    return digit.right;
  };

  example.each(drawings)("reads the PNG of a %s as its pixels are", async (drawing) => {
    const path = join(folder, `${drawing}.png`);
    await rendered(drawing).png().toFile(path);
    expect(await read(path)).toEqual(normalised(await greyOf(rendered(drawing))));
  });

  example("makes images of the size that is asked for", async () => {
    const path = join(folder, "small.png");
    await rendered("three").png().toFile(path);
    expect((await read(path, [14, 12])).shape).toEqual([14, 12]);
  });

  example("reads a seven as a human does", async () => {
    const seven = await read(fileURLToPath(new URL("./drawn/seven.png", import.meta.url)));
    const look = rowsOf(seven).map((row) =>
      row
        .map((level) => (level > 170 ? "#" : level > 60 ? "+" : " "))
        .join("")
        .trimEnd(),
    );
    expect(look.join("\n")).toMatchInlineSnapshot(`
      "







             +#+++++++++#+
              +########+#+
                        #
                       #+
                       #
                      #+
                      #
                     #+
                    +#
                    #+
                   +#
                   #+
                  +#
                  #+
                 +#
                 #+
                 #
                +#
                ++
                ++"
    `);
  });

  example("says of bare paper that there is no digit", async () => {
    const path = join(folder, "blank.jpg");
    const background = { r: 250, g: 248, b: 240 };
    await sharp({ create: { width: 90, height: 70, channels: 3, background } })
      .jpeg()
      .toFile(path);
    expect(E.mapLeft(showPictureError)(await readDigit(path)())).toEqual(
      E.left(`${path}: no digit found: expected a contrast to the background of at least 16 grey levels, found 0`),
    );
  });
});
