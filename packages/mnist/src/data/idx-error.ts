/** The magic numbers: two zero bytes, the element type (0x08, unsigned byte), the number of axes. */
export const MAGIC = { images: 0x00000803, labels: 0x00000801 } as const;

/** What an IDX file of MNIST holds. */
export type IdxKind = keyof typeof MAGIC;

/** Where the bytes are at fault: `expected` and `found` are numbers whose unit the tag decides. */
interface Fault<Tag extends string> {
  readonly _tag: Tag;
  /** The name of the file. */
  readonly source: string;
  /** The offset of the first byte at fault; where the bytes ran out, when they are too few. */
  readonly offset: number;
  readonly expected: number;
  readonly found: number;
}

interface SizeFault<Tag extends string> extends Fault<Tag> {
  readonly kind: IdxKind;
  /** The sizes that the header declares, `[count, rows, columns]` or `[count]`. */
  readonly shape: readonly number[];
}

/** What can be wrong with an IDX file; `showIdxError` renders it. */
export type IdxError =
  /** The file is compressed; `found` is the signature 0x1f8b. */
  | (Fault<"Gzipped"> & { readonly kind: IdxKind })
  /** Another kind of file; both are magic numbers. */
  | Fault<"WrongMagic">
  /** Too few bytes for the header; both are lengths of the file in bytes. */
  | (Fault<"HeaderTruncated"> & { readonly kind: IdxKind })
  /** Images without pixels; `expected` is the least size. */
  | (Fault<"ZeroSize"> & { readonly axis: "rows" | "columns" })
  /** Fewer bytes than the header declares; both are lengths of the file in bytes. */
  | SizeFault<"DataTruncated">
  /** More bytes than the header declares; both are lengths of the file in bytes. */
  | SizeFault<"TrailingBytes">
  /** A label that is no digit; `expected` is the greatest label. */
  | (Fault<"LabelOutOfRange"> & { readonly index: number })
  /** Both are counts, of images and of labels; `source` is the file of labels. */
  | (Fault<"CountsDisagree"> & { readonly images: string });

const hex = (value: number, digits: number): string => `0x${value.toString(16).padStart(digits, "0")}`;

/** A download that failed often leaves a web page under the name of the file: show text as text. */
const asText = (magic: number): string | undefined => {
  const text = String.fromCharCode(magic >>> 24, (magic >>> 16) & 0xff, (magic >>> 8) & 0xff, magic & 0xff);
  return /^[\x20-\x7e]{4}$/.test(text) ? `the text ${JSON.stringify(text)}` : undefined;
};

const meaningOf = (magic: number): string | undefined => {
  if (magic === MAGIC.images) return "images";
  return magic === MAGIC.labels ? "labels" : asText(magic);
};

const showMagic = (magic: number): string => {
  const meaning = meaningOf(magic);
  return meaning === undefined ? hex(magic, 8) : `${hex(magic, 8)} (${meaning})`;
};

const showContents = (kind: IdxKind, [count, ...sizes]: readonly number[]): string =>
  kind === "labels" ? `${count} labels` : `${count} images of ${sizes.join("×")}`;

const describe = (error: IdxError): string => {
  const { expected, found } = error;
  switch (error._tag) {
    case "Gzipped":
      return `compressed with gzip: expected ${showMagic(expected)}, found the signature ${hex(found, 4)}; decompress the file first (gunzip)`;
    case "WrongMagic":
      return `wrong magic number: expected ${showMagic(expected)}, found ${showMagic(found)}`;
    case "HeaderTruncated":
      return `the header ends early: expected ${expected} bytes (${error.kind}), found ${found}, ${expected - found} missing`;
    case "ZeroSize":
      return `images without ${error.axis}: expected at least ${expected}, found ${found}`;
    case "DataTruncated":
      return `the data ends early: expected ${expected} bytes (${showContents(error.kind, error.shape)}), found ${found}, ${expected - found} missing`;
    case "TrailingBytes":
      return `bytes after the end: expected ${expected} bytes (${showContents(error.kind, error.shape)}), found ${found}, ${found - expected} too many`;
    case "LabelOutOfRange":
      return `label ${error.index} is no digit: expected 0 to ${expected}, found ${found}`;
    case "CountsDisagree":
      return `counts disagree: expected ${expected} labels (one for each image of ${error.images}), found ${found}`;
  }
};

/**
 * Renders what is wrong with an IDX file: the file, the byte offset, what was expected and what was found.
 *
 * @example
 * import { decodeImages, showIdxError } from "@chainrule/mnist";
 * import * as E from "fp-ts/lib/Either.js";
 * const labels = new Uint8Array([0, 0, 8, 1, 0, 0, 0, 0]);
 * const message = E.match(showIdxError, () => "fine")(decodeImages(labels, "train-images-idx3-ubyte"));
 * assert.equal(
 *   message,
 *   "train-images-idx3-ubyte: byte 0: wrong magic number: expected 0x00000803 (images), found 0x00000801 (labels)",
 * );
 */
export const showIdxError = (error: IdxError): string => `${error.source}: byte ${error.offset}: ${describe(error)}`;
