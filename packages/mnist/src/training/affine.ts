import { type Random, type Tensor, type TypedArray, uniform } from "@chainrule/core";
import { adopt, bufferOf } from "@chainrule/core/backend";

/** Grey levels `0 … 255`, `[count, rows · columns]`, dtype `u8`. */
type Images = Tensor<readonly [count: number, pixels: number]>;

/** Within which bounds to draw the distortion of each image; all are drawn uniformly, between `−bound` and `bound`. */
export interface AffineRanges {
  /** The angle of rotation, in degrees. */
  readonly rotation: number;
  /** By how much more or less than 1 the image is stretched, along each axis on its own. */
  readonly scale: number;
  /** By how many columns a row is moved for each row from the middle. */
  readonly shear: number;
  /** By how many pixels the image is moved, along each axis on its own. */
  readonly shift: number;
}

/** `[a b; c d]` and `[x, y]`: where in the source the pixel lies that goes to `(column, row)`, both from the middle. */
interface Affine {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly x: number;
  readonly y: number;
}

/** How many numbers make a distortion. */
const DRAWS = 6;

/** The distortion that six numbers in `[−1, 1)` stand for: stretch, then shear, then turn, then move. */
const affineOf = (draws: ArrayLike<number>, ranges: AffineRanges): Affine => {
  const [turn = 0, wide = 0, high = 0, slant = 0, right = 0, down = 0] = Array.from(draws);
  const angle = (turn * ranges.rotation * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [perColumn, perRow] = [1 / (1 + wide * ranges.scale), 1 / (1 + high * ranges.scale)];
  const shear = slant * ranges.shear;
  const a = perColumn * (cos + shear * sin);
  const b = perColumn * (sin - shear * cos);
  const [c, d] = [-perRow * sin, perRow * cos];
  const [x, y] = [right * ranges.shift, down * ranges.shift];
  return { a, b, c, d, x: -(a * x + b * y), y: -(c * x + d * y) };
};

/** Background around an image, so that what lies outside needs no question: one pixel before, two after, for the neighbours. */
const BEFORE = 1;
const AROUND = 3;

const clamp = (value: number, most: number): number => Math.max(-1, Math.min(value, most));

/** How images lie in an array. */
interface Layout {
  readonly rows: number;
  readonly columns: number;
}

/** Writes an image of `source`, with background around it, to `padded`. */
const surround = (padded: Uint8Array, { rows, columns }: Layout, source: TypedArray, from: number): void => {
  for (let row = 0; row < rows; row++) {
    const [start, to] = [from + row * columns, (row + BEFORE) * (columns + AROUND) + BEFORE];
    for (let column = 0; column < columns; column++) padded[to + column] = source[start + column] ?? 0;
  }
};

/** Writes the distortion of a surrounded image to `target`. */
const warp = (
  target: Uint8Array,
  from: number,
  { rows, columns }: Layout,
  padded: Uint8Array,
  { a, b, c, d, x, y }: Affine,
): void => {
  const width = columns + AROUND;
  const [middleX, middleY] = [(columns - 1) / 2, (rows - 1) / 2];
  for (let row = 0, at = from; row < rows; row++) {
    const startX = x + middleX - a * middleX + b * (row - middleY);
    const startY = y + middleY - c * middleX + d * (row - middleY);
    for (let column = 0; column < columns; column++, at++) {
      const fromX = clamp(startX + a * column, columns) + BEFORE;
      const fromY = clamp(startY + c * column, rows) + BEFORE;
      const [left, top] = [fromX | 0, fromY | 0]; // floors: neither is negative
      const [u, v] = [fromX - left, fromY - top];
      const corner = top * width + left;
      const upper = (padded[corner] ?? 0) * (1 - u) + (padded[corner + 1] ?? 0) * u;
      const lower = (padded[corner + width] ?? 0) * (1 - u) + (padded[corner + width + 1] ?? 0) * u;
      target[at] = upper + (lower - upper) * v + 0.5;
    }
  }
};

/**
 * A copy of each image, stretched, sheared, turned and moved by random amounts of its own; between pixels, levels are interpolated
 * (bilinearly), and what comes from outside is background. Shapes: `[count, rows · columns] → [count, rows · columns]`, dtype `u8`.
 *
 * Source: Simard, Steinkraus & Platt, *Best Practices for Convolutional Neural Networks Applied to Visual Document Analysis* (2003), §2.
 *
 * @example
 * import { seed, tensor } from "@chainrule/core";
 * import { randomAffine } from "@chainrule/mnist";
 * const image = tensor([[0, 255, 255, 0]], { dtype: "u8" }); // one image of 2 × 2 pixels
 * const [same] = randomAffine(image, [2, 2], { rotation: 0, scale: 0, shear: 0, shift: 0 })(seed(1));
 * assert.ok(same.equals(image));
 */
export const randomAffine =
  (images: Images, [rows, columns]: readonly [rows: number, columns: number], ranges: AffineRanges): Random<Images> =>
  (state) => {
    const [count, pixels] = images.shape;
    const [drawn, next] = uniform([count, DRAWS], { low: -1, high: 1 })(state);
    const amounts = drawn.toTypedArray();
    const source = bufferOf(images);
    const target = new Uint8Array(count * pixels);
    const padded = new Uint8Array((rows + AROUND) * (columns + AROUND));
    for (let image = 0; image < count; image++) {
      const from = image * pixels;
      surround(padded, { rows, columns }, source, from);
      warp(
        target,
        from,
        { rows, columns },
        padded,
        affineOf(amounts.subarray(image * DRAWS, (image + 1) * DRAWS), ranges),
      );
    }
    return [adopt(images.shape, target), next];
  };
