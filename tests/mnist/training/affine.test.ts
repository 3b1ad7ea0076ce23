import { type RandomState, seed, type Tensor, tensorFrom, uniform } from "@chainrule/core";
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { type AffineRanges, randomAffine } from "../../../packages/mnist/src/training/affine.js";

const still: AffineRanges = { rotation: 0, scale: 0, shear: 0, shift: 0 };
const lively: AffineRanges = { rotation: 20, scale: 0.2, shear: 0.2, shift: 2 };
const seeds = fc.integer();

/** An image as a function of the place, seen from the middle: `x` to the right, `y` down. */
type Picture = (x: number, y: number) => number;

const SIDE = 9;
const MIDDLE = (SIDE - 1) / 2;
const places = Array.from({ length: SIDE }, (_, index) => index - MIDDLE);

/** Grey levels row by row; nothing outside of the image is asked for. */
const levelsOf = (picture: Picture): readonly number[] => places.flatMap((y) => places.map((x) => picture(x, y)));

const imageOf = (picture: Picture): Tensor<readonly [1, number]> =>
  tensorFrom([1, SIDE * SIDE], Uint8Array.from(levelsOf(picture)));

const moved = (picture: Picture, ranges: AffineRanges, from: RandomState): readonly number[] =>
  randomAffine(imageOf(picture), [SIDE, SIDE], ranges)(from)[0].toArray();

/** Dark outside of the image. */
const framed =
  (picture: Picture): Picture =>
  (x, y) =>
    Math.max(Math.abs(x), Math.abs(y)) <= MIDDLE ? picture(x, y) : 0;

/** All levels differ, so that no place can stand for another. */
const numbered: Picture = (x, y) => (x + MIDDLE) * SIDE + (y + MIDDLE) + 1;

/** Every row is the same: what moves rows up and down, or stretches columns, is not seen in the middle row. */
const columns: Picture = (x) => 20 * (x + MIDDLE) + 10;
const middleRow = (levels: readonly number[]): readonly number[] => levels.slice(MIDDLE * SIDE, (MIDDLE + 1) * SIDE);

/** What is drawn for an image, each in [−1, 1): how far it is turned, stretched along both axes, sheared, and moved along both. */
const drawn = (from: RandomState) => {
  const [turn = 0, wide = 0, high = 0, slant = 0, right = 0, down = 0] = uniform([6], { low: -1, high: 1 })(
    from,
  )[0].toArray();
  return { turn, wide, high, slant, right, down };
};

type Amount = keyof ReturnType<typeof drawn>;

/** Where a sequence stands that draws enough of one amount to be made a whole, and less of another that comes with it. */
const standing = (of: Amount, besides?: Amount): fc.Arbitrary<RandomState> =>
  seeds.map(seed).filter((from) => {
    const amounts = drawn(from);
    const other = besides === undefined ? 0 : amounts[besides];
    return Math.abs(amounts[of]) > 0.1 && Math.abs(other) < Math.abs(amounts[of]);
  });

describe("randomAffine", () => {
  const images = fc
    .record({
      count: fc.nat({ max: 4 }),
      rows: fc.integer({ min: 1, max: 6 }),
      columns: fc.integer({ min: 1, max: 6 }),
    })
    .chain(({ count, rows, columns: across }) => {
      const size = count * rows * across;
      return fc.uint8Array({ minLength: size, maxLength: size }).map((levels) => ({
        images: tensorFrom([count, rows * across], levels),
        size: [rows, across] as const,
      }));
    });

  test.prop([images, seeds])("does nothing within no bounds", (drawnImages, value) => {
    const [same] = randomAffine(drawnImages.images, drawnImages.size, still)(seed(value));
    expect(same).toEqual(drawnImages.images);
    expect(same.dtype).toBe("u8");
  });

  test.prop([images, seeds])("is the same for the same key, and images do not depend on those before", (...given) => {
    const [{ images: all, size }, value] = given;
    const [once, end] = randomAffine(all, size, lively)(seed(value));
    expect(randomAffine(all, size, lively)(seed(value))).toEqual([once, end]);
    const pixels = size[0] * size[1];
    const each = (tensor: Tensor): readonly (readonly number[])[] =>
      Array.from({ length: all.shape[0] }, (_, index) => tensor.toArray().slice(index * pixels, (index + 1) * pixels));
    let state = seed(value);
    const apart = each(all).map((levels) => {
      const [one, next] = randomAffine(tensorFrom([1, pixels], Uint8Array.from(levels)), size, lively)(state);
      state = next;
      return one.toArray();
    });
    expect([apart, state]).toEqual([each(once), end]);
  });

  test.prop([seeds, seeds])("is another for another key, and for the next image", (a, b) => {
    fc.pre((a | 0) !== (b | 0));
    const [first, next] = randomAffine(imageOf(numbered), [SIDE, SIDE], lively)(seed(a));
    const [second] = randomAffine(imageOf(numbered), [SIDE, SIDE], lively)(next);
    const [other] = randomAffine(imageOf(numbered), [SIDE, SIDE], lively)(seed(b));
    expect(new Set([first, second, other].map((image) => image.toArray().join())).size).toBe(3);
  });

  test.prop([standing("right", "down"), fc.constantFrom(1, 2, 3)])(
    "moves by whole pixels, and what comes in is dark",
    (from, by) => {
      const { right } = drawn(from);
      const shifted = levelsOf(framed((x, y) => framed(columns)(x - Math.sign(right) * by, y)));
      expect(middleRow(moved(columns, { ...still, shift: by / Math.abs(right) }, from))).toEqual(middleRow(shifted));
    },
  );

  test.prop([standing("down", "right"), fc.constantFrom(1, 2, 3)])(
    "moves down as it moves to the right",
    (from, by) => {
      const { down } = drawn(from);
      const rowsOf: Picture = (_, y) => columns(y, 0);
      const shifted = levelsOf((x, y) => framed(rowsOf)(x, y - Math.sign(down) * by));
      const middleColumn = (levels: readonly number[]) => levels.filter((_, place) => place % SIDE === MIDDLE);
      expect(middleColumn(moved(rowsOf, { ...still, shift: by / Math.abs(down) }, from))).toEqual(
        middleColumn(shifted),
      );
    },
  );

  test.prop([standing("turn")])("turns by a right angle, clockwise where the angle is positive", (from) => {
    const { turn } = drawn(from);
    const turned = levelsOf((x, y) => (turn > 0 ? numbered(y, -x) : numbered(-y, x)));
    expect(moved(numbered, { ...still, rotation: 90 / Math.abs(turn) }, from)).toEqual(turned);
  });

  test.prop([standing("slant")])("shears by a column for each row", (from) => {
    const { slant } = drawn(from);
    const sheared = levelsOf((x, y) => framed(numbered)(x - Math.sign(slant) * y, y));
    expect(moved(numbered, { ...still, shear: 1 / Math.abs(slant) }, from)).toEqual(sheared);
  });

  test.prop([standing("wide", "high")])("stretches to twice the width, or compresses to nothing", (from) => {
    const { wide } = drawn(from);
    const stretched = middleRow(moved(columns, { ...still, scale: 1 / Math.abs(wide) }, from));
    // Between two columns whose levels are 20 apart, halfway is 10 more.
    if (wide > 0) expect(stretched).toEqual(places.map((x) => columns(x / 2, 0)));
    else expect(stretched.filter((_, place) => place !== MIDDLE)).toEqual(Array(SIDE - 1).fill(0));
  });

  test.prop([seeds])("moves an image out of sight", (value) => {
    const { right, down } = drawn(seed(value));
    const shift = (SIDE + 1) / Math.max(Math.abs(right), Math.abs(down));
    expect(moved(numbered, { ...still, shift }, seed(value))).toEqual(levelsOf(() => 0));
  });
});

describe("the ink of an image whose edges are dark", () => {
  const size = 28;
  const levels = Uint8Array.from({ length: size * size }, (_, place) => {
    const [x, y] = [(place % size) - 13.5, Math.floor(place / size) - 13.5];
    return 255 * Math.exp(-(x ** 2 + y ** 2) / (2 * 3 ** 2));
  });
  const inkOf = (image: ArrayLike<number>): number => Array.from(image).reduce((sum, level) => sum + level, 0);
  const before = inkOf(levels);
  // Each level is rounded to a whole one, at most half of one away; so it was before.
  const rounding = size * size;

  const after = (ranges: AffineRanges, value: number): number =>
    inkOf(randomAffine(tensorFrom([1, size * size], levels), [size, size], ranges)(seed(value))[0].toTypedArray());

  test.prop([seeds])("stays the same where it is turned, sheared and moved", (value) => {
    expect(Math.abs(after({ ...lively, scale: 0 }, value) - before)).toBeLessThan(rounding);
  });

  test.prop([seeds])("grows as the image is stretched", (value) => {
    const { wide, high } = drawn(seed(value));
    const area = (1 + wide * lively.scale) * (1 + high * lively.scale);
    expect(Math.abs(after(lively, value) - area * before)).toBeLessThan(rounding);
  });
});
