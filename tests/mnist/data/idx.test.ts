import { eqTensor, tensor } from "@chainrule/core";
import { test as property } from "@fast-check/vitest";
import * as fc from "fast-check";
import * as E from "fp-ts/lib/Either.js";
import { struct } from "fp-ts/lib/Eq.js";
import { describe, expect, it } from "vitest";
import { encodeImages, encodeLabels } from "../../../packages/mnist/src/data/encode.js";
import { decodeImages, decodeLabels, decodePair } from "../../../packages/mnist/src/data/idx.js";
import { type IdxError, showIdxError } from "../../../packages/mnist/src/data/idx-error.js";
import type { Images, Labels } from "../../../packages/mnist/src/data/samples.js";
import { images, labels, samples } from "./arbitrary.js";

const u8 = { dtype: "u8" } as const;
const u32 = (value: number): readonly number[] => [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff);
const idx = (header: readonly number[], ...data: readonly number[]): Uint8Array =>
  Uint8Array.of(...header.flatMap(u32), ...data);

const IMAGES = 0x00000803;
const LABELS = 0x00000801;
const twoImages = idx([IMAGES, 2, 1, 3], 1, 2, 3, 4, 5, 255);
const twoLabels = idx([LABELS, 2], 7, 9);

const eqDecoded = E.getEq<IdxError, Parameters<typeof eqTensor.equals>[0]>({ equals: Object.is }, eqTensor);
const eqPair = E.getEq({ equals: Object.is }, struct({ images: eqTensor, labels: eqTensor }));

const faultIn = E.match(
  (error: IdxError) => showIdxError(error),
  (_: unknown) => "no fault",
);
const imagesFault = (bytes: Uint8Array): string => faultIn(decodeImages(bytes, "images"));
const labelsFault = (bytes: Uint8Array): string => faultIn(decodeLabels(bytes, "labels"));

/** A fault names the file, a place in it or its very end, and two numbers that differ. */
const isPrecise =
  (source: string, length: number) =>
  (error: IdxError): boolean =>
    error.source === source && error.offset >= 0 && error.offset <= length && error.expected !== error.found;

describe("what decodes", () => {
  it("is big-endian and row-major", () => {
    const decoded = decodeImages(twoImages, "images");
    expect(eqDecoded.equals(decoded, E.right(tensor([[[1, 2, 3]], [[4, 5, 255]]], u8)))).toBe(true);
    expect(eqDecoded.equals(decodeLabels(twoLabels, "labels"), E.right(tensor([7, 9], u8)))).toBe(true);
  });

  it("may start anywhere in a buffer, and is copied out of it", () => {
    const larger = Buffer.from([9, 9, 9, ...twoImages, 9]);
    const decoded = decodeImages(larger.subarray(3, 3 + twoImages.length), "images");
    larger.fill(0);
    expect(eqDecoded.equals(decoded, decodeImages(twoImages, "images"))).toBe(true);
  });

  it("may hold no samples", () => {
    expect(faultIn(decodeImages(idx([IMAGES, 0, 28, 28]), "images"))).toBe("no fault");
    expect(faultIn(decodeLabels(idx([LABELS, 0]), "labels"))).toBe("no fault");
  });

  property.prop([images])("decodeImages(encodeImages(x)) = right(x)", (x) =>
    eqDecoded.equals(decodeImages(encodeImages(x), "images"), E.right(x)),
  );

  property.prop([labels])("decodeLabels(encodeLabels(y)) = right(y)", (y) =>
    eqDecoded.equals(decodeLabels(encodeLabels(y), "labels"), E.right(y)),
  );

  property.prop([samples])("decodePair undoes both encodings", (drawn) =>
    eqPair.equals(
      decodePair(
        { source: "images", bytes: encodeImages(drawn.images) },
        { source: "labels", bytes: encodeLabels(drawn.labels) },
      ),
      E.right(drawn),
    ),
  );
});

describe("what does not decode", () => {
  it.each([
    ["labels for images", idx([LABELS, 2], 7, 9), "0x00000801 (labels)"],
    ["floats for bytes", idx([0x00000d03, 2, 1, 1]), "0x00000d03"],
    ["a web page", new TextEncoder().encode('<!doctype html><html lang="en">'), '0x3c21646f (the text "<!do")'],
  ])("%s", (_, bytes, found) => {
    expect(imagesFault(bytes)).toBe(`images: byte 0: wrong magic number: expected 0x00000803 (images), found ${found}`);
  });

  it("images for labels", () => {
    expect(labelsFault(twoImages)).toBe(
      "labels: byte 0: wrong magic number: expected 0x00000801 (labels), found 0x00000803 (images)",
    );
  });

  it("a compressed file, however short", () => {
    const message =
      "images: byte 0: compressed with gzip: expected 0x00000803 (images), found the signature 0x1f8b; decompress the file first (gunzip)";
    expect(imagesFault(Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0))).toBe(message);
    expect(imagesFault(Uint8Array.of(0x1f, 0x8b))).toBe(message);
  });

  it("a header that ends early", () => {
    expect(imagesFault(twoImages.subarray(0, 10))).toBe(
      "images: byte 10: the header ends early: expected 16 bytes (images), found 10, 6 missing",
    );
    expect(labelsFault(new Uint8Array())).toBe(
      "labels: byte 0: the header ends early: expected 8 bytes (labels), found 0, 8 missing",
    );
  });

  it("data that end early", () => {
    expect(imagesFault(twoImages.subarray(0, 20))).toBe(
      "images: byte 20: the data ends early: expected 22 bytes (2 images of 1×3), found 20, 2 missing",
    );
    expect(labelsFault(twoLabels.subarray(0, 9))).toBe(
      "labels: byte 9: the data ends early: expected 10 bytes (2 labels), found 9, 1 missing",
    );
  });

  it("sizes whose product no number of 32 or 53 bits can hold", () => {
    // 65536 · 65536 ≡ 0 (mod 2³²): a product that wraps would find no data missing.
    expect(imagesFault(idx([IMAGES, 0x10000, 0x10000, 1]))).toBe(
      "images: byte 16: the data ends early: expected 4294967312 bytes (65536 images of 65536×1), found 16, 4294967296 missing",
    );
    expect(imagesFault(idx([IMAGES, 0xffffffff, 0xffffffff, 0xffffffff]))).toMatch(
      /^images: byte 16: the data ends early: expected 7\.9\d*e\+28 bytes/,
    );
  });

  it("bytes after the end", () => {
    expect(imagesFault(Uint8Array.of(...twoImages, 0))).toBe(
      "images: byte 22: bytes after the end: expected 22 bytes (2 images of 1×3), found 23, 1 too many",
    );
    expect(labelsFault(Uint8Array.of(...twoLabels, 1, 2))).toBe(
      "labels: byte 10: bytes after the end: expected 10 bytes (2 labels), found 12, 2 too many",
    );
  });

  it("images without pixels", () => {
    expect(imagesFault(idx([IMAGES, 5, 0, 28]))).toBe(
      "images: byte 8: images without rows: expected at least 1, found 0",
    );
    expect(imagesFault(idx([IMAGES, 5, 28, 0]))).toBe(
      "images: byte 12: images without columns: expected at least 1, found 0",
    );
  });

  it("a label that is no digit, of which the first is named", () => {
    expect(labelsFault(idx([LABELS, 4], 9, 0, 10, 255))).toBe(
      "labels: byte 10: label 2 is no digit: expected 0 to 9, found 10",
    );
  });

  it("a pair whose counts disagree", () => {
    const three = { source: "three-labels", bytes: idx([LABELS, 3], 1, 2, 3) };
    expect(faultIn(decodePair({ source: "two-images", bytes: twoImages }, three))).toBe(
      "three-labels: byte 4: counts disagree: expected 2 labels (one for each image of two-images), found 3",
    );
  });

  property.prop([samples, fc.boolean()])("a pair of which either file is cut short anywhere", (drawn, cutImages) => {
    const whole = { images: encodeImages(drawn.images), labels: encodeLabels(drawn.labels) };
    const source = cutImages ? "images" : "labels";
    const cut = (length: number) => ({ ...whole, [source]: whole[source].subarray(0, length) });
    return Array.from(whole[source].keys()).every((length) => {
      const { images, labels } = cut(length);
      const result = decodePair({ source: "images", bytes: images }, { source: "labels", bytes: labels });
      const tag = length < (cutImages ? 16 : 8) ? "HeaderTruncated" : "DataTruncated";
      return (
        E.isLeft(result) &&
        result.left._tag === tag &&
        result.left.offset === length &&
        isPrecise(source, length)(result.left)
      );
    });
  });

  property.prop([samples, fc.uint8Array({ minLength: 1, maxLength: 9 })])("anything appended", (drawn, tail) => {
    const whole = encodeImages(drawn.images);
    const result = decodeImages(Uint8Array.of(...whole, ...tail), "images");
    return E.isLeft(result) && result.left._tag === "TrailingBytes" && result.left.offset === whole.length;
  });
});

describe("bytes that nobody wrote as IDX", () => {
  const small = fc.oneof(fc.nat({ max: 4 }), fc.constantFrom(0x10000, 0x7fffffff, 0x80000000, 0xffffffff), fc.nat());
  const header = fc.tuple(fc.oneof(fc.constantFrom(IMAGES, LABELS, 0x1f8b0800), fc.nat()), small, small, small);
  const hostile = fc
    .tuple(header, fc.uint8Array({ maxLength: 24 }), fc.nat({ max: 40 }))
    .map(([sizes, data, length]) => idx(sizes, ...data).subarray(0, length));

  /** Right files with some bytes of them changed. */
  const damaged = fc
    .tuple(
      fc.constantFrom(twoImages, twoLabels),
      fc.array(fc.tuple(fc.nat({ max: 21 }), fc.integer({ min: 1, max: 255 }))),
    )
    .map(([whole, changes]) => {
      const bytes = Uint8Array.from(whole);
      for (const [place, change] of changes) bytes[place] = (bytes[place] ?? 0) ^ change;
      return bytes;
    });

  property.prop([fc.oneof(hostile, damaged, fc.uint8Array())], { numRuns: 10_000 })(
    "decode to what is encoded as they are, or are faulted, precisely",
    (bytes) => {
      const isRightFault = (error: IdxError): boolean =>
        isPrecise("file", bytes.length)(error) &&
        showIdxError(error).startsWith(`file: byte ${error.offset}: `) &&
        !/undefined|NaN/.test(showIdxError(error));
      const isSame = (encoded: Uint8Array): boolean => Buffer.from(encoded).equals(bytes);
      return (
        E.match(isRightFault, (x: Images) => isSame(encodeImages(x)))(decodeImages(bytes, "file")) &&
        E.match(isRightFault, (y: Labels) => isSame(encodeLabels(y)))(decodeLabels(bytes, "file"))
      );
    },
  );
});
