import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { fc, test } from "@fast-check/vitest";
import * as E from "fp-ts/lib/Either.js";
import sharp, { type Sharp } from "sharp";
import { afterAll, beforeAll, describe, test as example, expect } from "vitest";
import type { GreyPicture } from "../../../../packages/mnist/src/picture/digit/grey-picture.js";
import { readGreyPicture } from "../../../../packages/mnist/src/picture/digit/read.js";
import { showPictureError } from "../../../../packages/mnist/src/picture/digit-error.js";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "chainrule-read-"));
});
afterAll(() => rm(folder, { recursive: true }));

const file = async (name: string, bytes: Uint8Array | string): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
};

const read = async (path: string): Promise<GreyPicture> => {
  const picture = await readGreyPicture(path)();
  if (E.isLeft(picture)) throw new Error(showPictureError(picture.left));
  return picture.right;
};

const fault = async (path: string): Promise<string> => {
  const picture = await readGreyPicture(path)();
  return E.isLeft(picture) ? showPictureError(picture.left) : "no fault";
};

/** A picture of 3 × 2 pixels of one colour each. */
const pixels = (channels: 3 | 4, values: readonly number[]): Sharp =>
  sharp(Uint8Array.from(values), { raw: { width: 3, height: 2, channels } });

const greys = [10, 60, 110, 160, 210, 255];
const grey = (): Sharp =>
  pixels(
    3,
    greys.flatMap((level) => [level, level, level]),
  );

describe("readGreyPicture", () => {
  example.each([
    ["png", () => grey().png()],
    ["webp", () => grey().webp({ lossless: true })],
    ["tiff", () => grey().tiff({ compression: "lzw" })],
    ["gif", () => grey().gif()],
  ] as const)("gives the grey levels of a %s", async (name, encoded) => {
    expect(await read(await file(name, await encoded().toBuffer()))).toEqual({
      width: 3,
      height: 2,
      levels: Uint8Array.from(greys),
    });
  });

  example("puts what is transparent on white", async () => {
    const ink = [0, 255, 51, 0, 204, 102].flatMap((alpha) => [0, 0, 0, alpha]);
    const path = await file("transparent.png", await pixels(4, ink).png().toBuffer());
    expect((await read(path)).levels).toEqual(Uint8Array.of(255, 0, 204, 255, 51, 153));
  });

  example("turns colours to their lightness", async () => {
    const colours = [255, 255, 255, 255, 255, 0, 0, 255, 0, 255, 0, 0, 0, 0, 255, 0, 0, 0];
    const { levels } = await read(await file("coloured.png", await pixels(3, colours).png().toBuffer()));
    expect([...levels]).toEqual([...levels].toSorted((a, b) => b - a));
    expect([levels[0], levels[5]]).toEqual([255, 0]);
    expect(new Set(levels).size).toBe(6);
  });

  // The encoder adds a colour profile, and the sixteen bits are rounded: a level may go one astray.
  example.each([
    ["turns a photograph upright", () => grey().png().withMetadata({ orientation: 6 }), [160, 10, 210, 60, 255, 110]],
    ["rounds sixteen bits to eight", () => grey().toColourspace("rgb16").png(), greys],
  ] as const)("%s", async (name, encoded, expected) => {
    const { levels } = await read(await file(`${name}.png`, await encoded().toBuffer()));
    expect(levels).toHaveLength(6);
    for (const [pixel, level] of levels.entries())
      expect(Math.abs(level - (expected[pixel] ?? 0))).toBeLessThanOrEqual(1);
  });

  example("makes large pictures smaller", async () => {
    const create = { width: 3000, height: 1500, channels: 3, background: "#808080" } as const;
    const picture = await read(await file("large.png", await sharp({ create }).png().toBuffer()));
    expect(picture).toMatchObject({ width: 1024, height: 512 });
    expect(picture.levels.every((level) => level === 128)).toBe(true);
  });
});

describe("what keeps a picture from being read", () => {
  example("no such file", async () => {
    const path = join(folder, "absent.png");
    expect(await fault(path)).toBe(
      `${path}: the file cannot be read (ENOENT: no such file or directory, open '${path}')`,
    );
  });

  example("a folder", async () => {
    expect(await fault(folder)).toBe(
      `${folder}: the file cannot be read (EISDIR: illegal operation on a directory, read)`,
    );
  });

  example.each([
    ["text.png", "a digit", "Input buffer contains unsupported image format"],
    ["empty.png", "", "Input Buffer is empty"],
  ])("%s", async (name, text, reason) => {
    const path = await file(name, text);
    expect(await fault(path)).toBe(
      `${path}: not a picture (${reason}); PNG, JPEG, WebP, GIF, TIFF, AVIF and SVG can be read`,
    );
  });

  example("more pixels than anyone draws, before any is decoded", async () => {
    const png = await grey().png().toBuffer();
    png.writeUInt32BE(40_000, 16);
    png.writeUInt32BE(30_000, 20);
    png.writeUInt32BE(crc32(png.subarray(12, 29)), 29);
    const path = await file("huge.png", png);
    expect(await fault(path)).toBe(`${path}: too large: expected at most 268402689 pixels, found 40000×30000`);
  });

  /** Noise, which no format compresses to less. */
  const noise = (): Sharp =>
    sharp(
      Uint8Array.from({ length: 12 * 12 }, (_, pixel) => (pixel * 7919) % 251),
      { raw: { width: 12, height: 12, channels: 1 } },
    );

  example.each([
    // What follows the data of a PNG, a checksum and the mark of the end, may be missing.
    ["png", () => noise().png(), 24],
    ["jpeg", () => noise().jpeg(), 0],
    ["webp", () => noise().webp(), 0],
  ] as const)("a %s that ends early, wherever it does", async (name, encoded, spare) => {
    const bytes = await encoded().toBuffer();
    const tags = new Set<string>();
    for (let length = 0; length < bytes.length - spare; length++) {
      const picture = await readGreyPicture(await file(`short.${name}`, bytes.subarray(0, length)))();
      tags.add(E.isLeft(picture) ? picture.left._tag : `${length} of ${bytes.length} bytes are a picture`);
    }
    expect([...tags].filter((tag) => tag !== "NotAPicture" && tag !== "PictureDamaged")).toEqual([]);
  });

  test.prop([fc.nat(), fc.integer({ min: 1, max: 255 })], { numRuns: 50 })(
    "a wrong byte is a fault or another picture",
    async (place, change) => {
      const bytes = await noise().png().toBuffer();
      const at = place % bytes.length;
      bytes[at] = (bytes[at] ?? 0) ^ change;
      const picture = await readGreyPicture(await file("wrong.png", bytes))();
      if (E.isLeft(picture)) expect(["NotAPicture", "PictureDamaged", "TooManyPixels"]).toContain(picture.left._tag);
      else expect(picture.right.levels).toHaveLength(picture.right.width * picture.right.height);
    },
  );
});
