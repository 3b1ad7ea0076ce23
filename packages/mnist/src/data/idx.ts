import { adopt } from "@chainrule/core/backend";
import * as E from "fp-ts/lib/Either.js";
import { pipe } from "fp-ts/lib/function.js";
import { type IdxError, type IdxKind, MAGIC } from "./idx-error.js";
import type { Images, Labels, Samples } from "./samples.js";

/** The bytes of a file and its name, which messages show. */
export interface IdxFile {
  readonly bytes: Uint8Array;
  readonly source: string;
}

const GZIP_SIGNATURE = 0x1f8b;
const GREATEST_LABEL = 9;

/** The magic number and one size for each axis, four bytes each, big-endian. */
export const HEADER_BYTES = { images: 16, labels: 8 } as const;

const viewOf = ({ bytes }: IdxFile): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const isGzipped = (view: DataView): boolean => view.byteLength >= 2 && view.getUint16(0) === GZIP_SIGNATURE;

/** The sizes that follow the right magic number, outermost axis first. */
const decodeHeader = (kind: IdxKind, file: IdxFile): E.Either<IdxError, (axis: number) => number> => {
  const view = viewOf(file);
  const at = { source: file.source, kind };
  const magic = MAGIC[kind];
  const length = HEADER_BYTES[kind];
  if (isGzipped(view)) return E.left({ _tag: "Gzipped", ...at, offset: 0, expected: magic, found: GZIP_SIGNATURE });
  if (view.byteLength >= 4 && view.getUint32(0) !== magic)
    return E.left({ _tag: "WrongMagic", source: file.source, offset: 0, expected: magic, found: view.getUint32(0) });
  if (view.byteLength < length)
    return E.left({
      _tag: "HeaderTruncated",
      ...at,
      offset: view.byteLength,
      expected: length,
      found: view.byteLength,
    });
  return E.right((axis) => view.getUint32(4 + 4 * axis));
};

/** How long a file is in bytes, header included, when it has the sizes that the header declares. Above 2⁵³ this is rounded. */
const lengthOf = (kind: IdxKind, shape: readonly number[]): number =>
  shape.reduce((product, size) => product * size, 1) + HEADER_BYTES[kind];

/** How long a file must be, by its first bytes; left when these are no header of that kind. */
export const declaredLength = (kind: IdxKind, head: IdxFile): E.Either<IdxError, number> =>
  pipe(
    decodeHeader(kind, head),
    E.map((size) => lengthOf(kind, kind === "images" ? [size(0), size(1), size(2)] : [size(0)])),
  );

/**
 * A copy of the bytes after the header, as many as the header declares. Nothing is allocated by the declared sizes: where
 * their product is rounded, it is never down to a length that an array can have.
 */
const decodeData = (kind: IdxKind, file: IdxFile, shape: readonly number[]): E.Either<IdxError, Uint8Array> => {
  const found = file.bytes.length;
  const expected = lengthOf(kind, shape);
  const sizes = { source: file.source, kind, shape, expected, found };
  if (found < expected) return E.left({ _tag: "DataTruncated", ...sizes, offset: found });
  if (found > expected) return E.left({ _tag: "TrailingBytes", ...sizes, offset: expected });
  return E.right(new Uint8Array(file.bytes.subarray(HEADER_BYTES[kind])));
};

const checkPixels =
  (source: string) =>
  (shape: Images["shape"]): E.Either<IdxError, Images["shape"]> => {
    const [, rows, columns] = shape;
    const fault = { _tag: "ZeroSize", source, expected: 1, found: 0 } as const;
    if (rows === 0) return E.left({ ...fault, axis: "rows", offset: 8 });
    return columns === 0 ? E.left({ ...fault, axis: "columns", offset: 12 }) : E.right(shape);
  };

const checkDigits =
  (source: string) =>
  (labels: Uint8Array): E.Either<IdxError, Uint8Array> => {
    const index = labels.findIndex((label) => label > GREATEST_LABEL);
    const found = labels[index];
    if (found === undefined) return E.right(labels);
    const offset = HEADER_BYTES.labels + index;
    return E.left({ _tag: "LabelOutOfRange", source, offset, expected: GREATEST_LABEL, found, index });
  };

/**
 * Decodes an IDX file of images, `u8 [count, rows, columns]`; left when the bytes are not exactly such a file. The bytes are copied.
 *
 * Source: Y. LeCun, C. Cortes, C. J. C. Burges, "The MNIST database of handwritten digits", section "File formats".
 *
 * @example
 * import { decodeImages } from "@chainrule/mnist";
 * import * as E from "fp-ts/lib/Either.js";
 * import { pipe } from "fp-ts/lib/function.js";
 * const bytes = new Uint8Array([0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2, 0, 255]); // 1 image, 1 row, 2 columns
 * const pixels = pipe(decodeImages(bytes, "tiny-images"), E.map((images) => images.toNested()));
 * assert.deepEqual(pixels, E.right([[[0, 255]]]));
 */
export const decodeImages = (bytes: Uint8Array, source: string): E.Either<IdxError, Images> =>
  pipe(
    decodeHeader("images", { bytes, source }),
    E.map((size): Images["shape"] => [size(0), size(1), size(2)]),
    E.flatMap(checkPixels(source)),
    E.flatMap((shape) =>
      pipe(
        decodeData("images", { bytes, source }, shape),
        E.map((pixels) => adopt(shape, pixels)),
      ),
    ),
  );

/**
 * Decodes an IDX file of labels, `u8 [count]`; left when the bytes are not exactly such a file or a label is above 9. The bytes
 * are copied.
 *
 * @example
 * import { decodeLabels } from "@chainrule/mnist";
 * import * as E from "fp-ts/lib/Either.js";
 * import { pipe } from "fp-ts/lib/function.js";
 * const bytes = new Uint8Array([0, 0, 8, 1, 0, 0, 0, 3, 5, 0, 4]);
 * const digits = pipe(decodeLabels(bytes, "tiny-labels"), E.map((labels) => labels.toArray()));
 * assert.deepEqual(digits, E.right([5, 0, 4]));
 */
export const decodeLabels = (bytes: Uint8Array, source: string): E.Either<IdxError, Labels> =>
  pipe(
    decodeHeader("labels", { bytes, source }),
    E.flatMap((size) => decodeData("labels", { bytes, source }, [size(0)])),
    E.flatMap(checkDigits(source)),
    E.map((labels): Labels => adopt([labels.length], labels)),
  );

/**
 * Decodes images and their labels; left when either file is at fault or their counts differ.
 *
 * @example
 * import { decodePair, encodeImages, encodeLabels, showIdxError } from "@chainrule/mnist";
 * import { full } from "@chainrule/core";
 * import * as E from "fp-ts/lib/Either.js";
 * const images = { source: "images", bytes: encodeImages(full([2, 1, 1], 0, { dtype: "u8" })) };
 * const labels = { source: "labels", bytes: encodeLabels(full([3], 7, { dtype: "u8" })) };
 * const message = E.match(showIdxError, () => "fine")(decodePair(images, labels));
 * assert.equal(message, "labels: byte 4: counts disagree: expected 2 labels (one for each image of images), found 3");
 */
export const decodePair = (images: IdxFile, labels: IdxFile): E.Either<IdxError, Samples> =>
  pipe(
    E.Do,
    E.apS("images", decodeImages(images.bytes, images.source)),
    E.apS("labels", decodeLabels(labels.bytes, labels.source)),
    E.filterOrElse(
      (pair) => pair.images.shape[0] === pair.labels.shape[0],
      (pair): IdxError => ({
        _tag: "CountsDisagree",
        source: labels.source,
        offset: 4,
        expected: pair.images.shape[0],
        found: pair.labels.shape[0],
        images: images.source,
      }),
    ),
  );
