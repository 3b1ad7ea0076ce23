// Pictures as PNG. The library for it is loaded when the first one is made.

import type * as T from "fp-ts/lib/Task.js";

/** A picture of bytes: the grey level of each pixel, or its red, green and blue, row by row. */
export interface Raster {
  readonly image: readonly [rows: number, columns: number];
  readonly channels: 1 | 3;
  readonly pixels: Uint8Array;
}

/** How a montage is laid out. */
export interface Layout {
  /** Pictures a row. */
  readonly columns: number;
  /** The side of a pixel, in pixels of the montage. */
  readonly scale: number;
}

/** Stands out from white and from black. */
const FRAME = { r: 128, g: 132, b: 140 };

const sourceOf = ({ image: [height, width], channels, pixels }: Raster) => ({
  input: Buffer.from(pixels),
  raw: { width, height, channels },
});

/** A picture as PNG. */
export const png =
  (raster: Raster): T.Task<Uint8Array> =>
  async () => {
    const { default: sharp } = await import("sharp");
    const { input, raw } = sourceOf(raster);
    return sharp(input, { raw }).png().toBuffer();
  };

/** Pictures side by side as PNG, row by row, each in a frame of one of its pixels; what is left of the last row is transparent. */
export const montage =
  (pictures: readonly Raster[], { columns, scale }: Layout): T.Task<Uint8Array> =>
  async () => {
    const { default: sharp } = await import("sharp");
    const across = Math.max(1, Math.min(columns, pictures.length));
    const [rows, width] = pictures[0]?.image ?? [1, 1];
    const canvas = {
      width: 1 + across * (width + 1),
      height: 1 + Math.ceil(pictures.length / across) * (rows + 1),
      channels: 4 as const,
    };
    const frame = { width: width + 2, height: rows + 2, channels: 3 as const, background: FRAME };
    const layers = pictures.flatMap((picture, index) => {
      const left = (index % across) * (width + 1);
      const top = Math.floor(index / across) * (rows + 1);
      return [
        { input: { create: frame }, left, top },
        { ...sourceOf(picture), left: left + 1, top: top + 1 },
      ];
    });
    const background = { ...FRAME, alpha: 0 };
    const raw = await sharp({ create: { ...canvas, background } })
      .composite(layers)
      .raw()
      .toBuffer();
    return sharp(raw, { raw: canvas })
      .resize({ width: canvas.width * scale, height: canvas.height * scale, kernel: "nearest" })
      .png()
      .toBuffer();
  };
