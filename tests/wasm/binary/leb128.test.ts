import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { float, signed, unsigned } from "../../../packages/wasm/src/binary/leb128.js";
import { decodeSigned, decodeUnsigned } from "./decode.js";

describe("unsigned numbers", () => {
  // DWARF Debugging Information Format 4, figure 22, and the specification's own 3.
  it.each([
    [2, [0x02]],
    [3, [0x03]],
    [127, [0x7f]],
    [128, [0x80, 0x01]],
    [129, [0x81, 0x01]],
    [130, [0x82, 0x01]],
    [12_857, [0xb9, 0x64]],
    [624_485, [0xe5, 0x8e, 0x26]],
    [2 ** 32 - 1, [0xff, 0xff, 0xff, 0xff, 0x0f]],
  ])("%d", (value, bytes) => {
    expect(unsigned(value)).toEqual(bytes);
  });

  it.each(Array.from({ length: 7 }, (_, k) => k + 1))("grow by a byte at 2^(7·%d)", (k) => {
    expect(unsigned(2 ** (7 * k) - 1)).toEqual([...new Array<number>(k - 1).fill(0xff), 0x7f]);
    expect(unsigned(2 ** (7 * k))).toEqual([...new Array<number>(k).fill(0x80), 0x01]);
    expect(unsigned(2 ** (7 * k) + 1)).toEqual([0x81, ...new Array<number>(k - 1).fill(0x80), 0x01]);
  });

  test.prop([fc.maxSafeNat()])("are read back, from as few bytes as hold their bits", (value) => {
    const bytes = unsigned(value);
    expect(decodeUnsigned(bytes)).toEqual({ value: BigInt(value), rest: [] });
    expect(bytes.length).toBe(Math.max(1, Math.ceil(value.toString(2).length / 7)));
  });

  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])("%d has no bytes", (value) => {
    expect(() => unsigned(value)).toThrow(new RangeError(`${value} is no unsigned number`));
  });
});

describe("signed numbers", () => {
  // DWARF 4, figure 23, and the specification's own −2.
  it.each([
    [0, [0x00]],
    [2, [0x02]],
    [-2, [0x7e]],
    [127, [0xff, 0x00]],
    [-127, [0x81, 0x7f]],
    [128, [0x80, 0x01]],
    [-128, [0x80, 0x7f]],
    [129, [0x81, 0x01]],
    [-129, [0xff, 0x7e]],
    [-123_456, [0xc0, 0xbb, 0x78]],
    [-(2 ** 31), [0x80, 0x80, 0x80, 0x80, 0x78]],
    [2 ** 31 - 1, [0xff, 0xff, 0xff, 0xff, 0x07]],
    [-(2n ** 63n), [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x7f]],
    [2n ** 63n - 1n, [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x00]],
  ])("%d", (value, bytes) => {
    expect(signed(value)).toEqual(bytes);
  });

  const bound = (k: number): bigint => 2n ** BigInt(7 * k - 1);

  it.each(Array.from({ length: 9 }, (_, k) => k + 1))("of %d bytes and not more go from −2^(7k − 1) to it", (k) => {
    expect([-bound(k) - 1n, -bound(k), bound(k) - 1n, bound(k)].map((value) => signed(value).length)).toEqual([
      k + 1,
      k,
      k,
      k + 1,
    ]);
  });

  test.prop([fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })])(
    "are read back, from as few bytes as hold them",
    (value) => {
      const bytes = signed(value);
      expect(decodeSigned(bytes)).toEqual({ value, rest: [] });
      if (bytes.length > 1) expect(value < -bound(bytes.length - 1) || value >= bound(bytes.length - 1)).toBe(true);
    },
  );

  test.prop([fc.maxSafeInteger()])("are the same as bigints", (value) => {
    expect(signed(value)).toEqual(signed(BigInt(value)));
  });
});

describe("floats", () => {
  it.each([
    [1, 4, [0x00, 0x00, 0x80, 0x3f]],
    [-0, 4, [0x00, 0x00, 0x00, 0x80]],
    [0.1, 4, [0xcd, 0xcc, 0xcc, 0x3d]],
    [Number.NEGATIVE_INFINITY, 4, [0x00, 0x00, 0x80, 0xff]],
    [1, 8, [0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0xf0, 0x3f]],
    [-2.5, 8, [0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x04, 0xc0]],
  ] as const)("%d in %d bytes", (value, width, bytes) => {
    expect(float(value, width)).toEqual(bytes);
  });
});
