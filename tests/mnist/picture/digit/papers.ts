import { normal, seed } from "@chainrule/core";
import { fc } from "@fast-check/vitest";
import type { GreyPicture } from "../../../../packages/mnist/src/picture/digit/grey-picture.js";

/** A picture whose level at column `x` and row `y` is the nearest whole one to `levelAt(x, y)`. */
export const pictureOf = (width: number, height: number, levelAt: (x: number, y: number) => number): GreyPicture => ({
  width,
  height,
  levels: Uint8Array.from({ length: width * height }, (_, pixel) =>
    Math.max(0, Math.min(Math.round(levelAt(pixel % width, Math.floor(pixel / width))), 255)),
  ),
});

/** A picture with normal noise of this standard deviation. */
export const noisy = ({ width, height, levels }: GreyPicture, deviation: number, from = 1): GreyPicture => {
  const [values] = normal([height, width], { deviation })(seed(from));
  const noise = values.toTypedArray();
  return pictureOf(width, height, (x, y) => (levels[y * width + x] ?? 0) + (noise[y * width + x] ?? 0));
};

/** Light on a picture of `[−1, 1]²`: `middle + across·u + down·v + …`, always between 100 and 250. */
export type Light = (u: number, v: number) => number;

const slope = fc.integer({ min: -25, max: 25 });

export const light: fc.Arbitrary<Light> = fc
  .tuple(
    slope,
    slope,
    fc.integer({ min: -10, max: 10 }),
    fc.integer({ min: -7, max: 7 }),
    fc.integer({ min: -7, max: 7 }),
  )
  .map(
    ([across, down, twist, wide, high]) =>
      (u, v) =>
        175 + across * u + down * v + twist * u * v + wide * u * u + high * v * v,
  );

/** Bare paper under a light. */
export const underLight = (width: number, height: number, levelAt: Light): GreyPicture =>
  pictureOf(width, height, (x, y) => levelAt((2 * x) / (width - 1) - 1, (2 * y) / (height - 1) - 1));

/** Which pixels a pen has blackened. */
export type Marks = readonly (readonly boolean[])[];

/** Marks that reach each side of their rectangle at some place: what cropping leaves. */
export const marks: fc.Arbitrary<Marks> = fc
  .tuple(fc.integer({ min: 2, max: 12 }), fc.integer({ min: 2, max: 12 }))
  .chain(([width, height]) =>
    fc.array(fc.array(fc.boolean(), { minLength: width, maxLength: width }), { minLength: height, maxLength: height }),
  )
  .filter((rows) => rows.some((row) => row.includes(true)));

/** How much bare paper lies before and after the marks, along both axes. */
export interface Margins {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const margin = fc.integer({ min: 1, max: 9 });

export const margins: fc.Arbitrary<Margins> = fc.record({ left: margin, right: margin, top: margin, bottom: margin });

/** The levels of paper and of ink. */
export interface Levels {
  readonly paper: number;
  readonly ink: number;
}

export const levels: fc.Arbitrary<Levels> = fc
  .record({ paper: fc.nat({ max: 255 }), ink: fc.nat({ max: 255 }) })
  .filter(({ paper, ink }) => Math.abs(paper - ink) >= 16);

/** Marks on paper. */
export const onPaper = (rows: Marks, { left, right, top, bottom }: Margins, { paper, ink }: Levels): GreyPicture =>
  pictureOf(left + (rows[0]?.length ?? 0) + right, top + rows.length + bottom, (x, y) =>
    rows[y - top]?.[x - left] === true ? ink : paper,
  );
