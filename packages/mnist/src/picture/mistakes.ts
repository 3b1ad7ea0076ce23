import type * as T from "fp-ts/lib/Task.js";
import { type Layout, montage, png, type Raster } from "./montage.js";

/** An image that was classified wrongly. */
export interface Mistake {
  /** Grey levels, row by row. */
  readonly pixels: Uint8Array;
  readonly image: readonly [rows: number, columns: number];
  readonly label: number;
  /** What it was read as, and with what probability. */
  readonly predicted: number;
  readonly confidence: number;
  /** Where it stands in its set. */
  readonly index: number;
}

/** The image of a mistake. */
export type MistakenImage = Pick<Mistake, "pixels" | "image">;

const rasterOf = ({ pixels, image }: MistakenImage): Raster => ({ pixels, image, channels: 1 });

/** An image as PNG. */
export const mistakePicture = (mistake: MistakenImage): T.Task<Uint8Array> => png(rasterOf(mistake));

/** Images side by side as PNG, enlarged. */
export const mistakesMontage = (
  mistakes: readonly MistakenImage[],
  layout: Layout = { columns: 10, scale: 3 },
): T.Task<Uint8Array> => montage(mistakes.map(rasterOf), layout);
