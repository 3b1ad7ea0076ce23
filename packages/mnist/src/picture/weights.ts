import type { Tensor } from "@chainrule/core";
import type * as T from "fp-ts/lib/Task.js";
import { type Layout, montage, type Raster } from "./montage.js";

/** The weights from the pixels of an image to the units of a layer. */
export interface PixelWeights {
  readonly values: Tensor<readonly [pixels: number, units: number]>;
  readonly image: readonly [rows: number, columns: number];
}

/** As many units as can be looked at. */
export const MOST_UNITS = 100;

/** The share of a unit's weights that are told apart; the few largest, which would leave the others pale, all have the full colour. */
const TOLD_APART = 0.99;

type Colour = readonly [red: number, green: number, blue: number];

const BLUE: Colour = [5, 74, 145];
const WHITE: Colour = [255, 255, 255];
const RED: Colour = [165, 15, 30];

/** −1 is blue, 0 white, 1 red. */
const diverging = (value: number): readonly number[] => {
  const to = value < 0 ? BLUE : RED;
  return WHITE.map((white, channel) => Math.round(white + Math.abs(value) * ((to[channel] ?? white) - white)));
};

/** The weights of each unit. */
const unitsOf = (values: PixelWeights["values"]): readonly (readonly number[])[] => {
  const [pixels, units] = values.shape;
  const flat = values.toArray();
  return Array.from({ length: units }, (_, unit) =>
    Array.from({ length: pixels }, (_, pixel) => flat[pixel * units + unit] ?? 0),
  );
};

/** Units with the largest norms, the largest first. */
const strongest = (units: readonly (readonly number[])[]): readonly (readonly number[])[] =>
  units
    .map((weights) => ({ weights, norm: Math.hypot(...weights) }))
    .sort((a, b) => b.norm - a.norm)
    .slice(0, MOST_UNITS)
    .map(({ weights }) => weights);

const pictureOf = (weights: readonly number[], image: PixelWeights["image"]): Raster => {
  const sizes = weights.map(Math.abs).sort((a, b) => a - b);
  const full = sizes[Math.ceil(TOLD_APART * (sizes.length - 1))] || 1;
  const shades = weights.flatMap((weight) => diverging(Math.max(-1, Math.min(1, weight / full))));
  return { image, channels: 3, pixels: Uint8Array.from(shades) };
};

/**
 * The weights of each unit as an image, as PNG: red where a bright pixel excites the unit, blue where it inhibits it, white at 0, each unit
 * on a scale of its own. The units with the largest norms, the largest first, 100 at most.
 */
export const weightsMontage = (
  { values, image }: PixelWeights,
  layout: Layout = { columns: 10, scale: 3 },
): T.Task<Uint8Array> =>
  montage(
    strongest(unitsOf(values)).map((weights) => pictureOf(weights, image)),
    layout,
  );
