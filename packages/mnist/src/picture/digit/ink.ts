import * as E from "fp-ts/lib/Either.js";
import { borderOf, type GreyPicture } from "./grey-picture.js";
import { median } from "./median.js";
import { paperOf } from "./paper.js";

/** By how many levels each pixel stands out from the paper, row by row; at least 0. */
export interface Ink {
  readonly width: number;
  readonly height: number;
  readonly amounts: Float64Array;
}

/** A picture on which nothing stands out from the paper; both are differences of grey levels. */
export interface NoInk {
  readonly _tag: "NoInk";
  readonly expected: number;
  readonly found: number;
}

/** Ink, and above which amount it is the mark of a pen: below lie noise and the edges of strokes. */
export interface Marked {
  readonly ink: Ink;
  readonly threshold: number;
}

/**
 * A share of the strongest ink: small, so that a pen that was pressed less counts. Otsu's threshold would not do: a thin pen covers
 * a hundredth of the paper, which is no class of its own in a histogram, and it would take the grey edges of small digits for paper.
 */
const SHARE = 1 / 8;
/** Standard deviations of the noise: one normal number in 30 000 is above 4, one in a thousand million above 6. */
const ABOVE_NOISE = 4;
const BEYOND_NOISE = 6;
/** In grey levels: less contrast than this is the grain of paper or the trace of compression. */
const LEAST_CONTRAST = 16;

/** The median of normal numbers without their signs is their standard deviation divided by this. */
const DEVIATIONS_PER_MEDIAN = 1.4826;

/** The standard deviation of the noise, from neighbours on the border: light changes slowly, and strokes are few. */
const noiseOf = (border: readonly number[]): number => {
  const steps = border.slice(1).map((value, index) => Math.abs(value - (border[index] ?? 0)));
  return steps.length === 0 ? 0 : (DEVIATIONS_PER_MEDIAN * median(steps)) / Math.SQRT2;
};

/** What stands out from the paper, on the side, darker or lighter, on which more does; left when nothing does. */
export const inkOf = (picture: GreyPicture): E.Either<NoInk, Marked> => {
  const { width, height, levels } = picture;
  const paper = paperOf(picture);
  const deviations = new Float64Array(levels).map((level, pixel) => level - paper(pixel));
  const noise = noiseOf(borderOf(picture).map((pixel) => deviations[pixel] ?? 0));
  const balance = deviations.reduce((sum, deviation) => sum + deviation * Math.abs(deviation), 0);
  const amounts = deviations.map((deviation) => Math.max(0, balance < 0 ? -deviation : deviation));
  const found = amounts.reduce((most, amount) => Math.max(most, amount), 0);
  const expected = Math.max(LEAST_CONTRAST, BEYOND_NOISE * noise);
  if (found < expected) return E.left({ _tag: "NoInk", expected, found });
  return E.right({ ink: { width, height, amounts }, threshold: Math.max(SHARE * found, ABOVE_NOISE * noise) });
};
