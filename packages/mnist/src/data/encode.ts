import { DTypeError, ShapeError, showShape, type Tensor } from "@chainrule/core";
import { bufferOf } from "@chainrule/core/backend";
import { type IdxKind, MAGIC } from "./idx-error.js";
import type { Images, Labels } from "./samples.js";

/** Magic number, sizes, data: big-endian, row-major. */
const encode = (kind: IdxKind, tensor: Tensor): Uint8Array => {
  const header = [MAGIC[kind], ...tensor.shape];
  const bytes = new Uint8Array(4 * header.length + tensor.size);
  const view = new DataView(bytes.buffer);
  header.forEach((value, index) => {
    view.setUint32(4 * index, value);
  });
  bytes.set(bufferOf(tensor), 4 * header.length);
  return bytes;
};

const checkBytes = (operation: string, tensor: Tensor): void => {
  if (tensor.dtype !== "u8") throw new DTypeError(`${operation}: needs u8, got ${tensor.dtype}`);
};

/**
 * Encodes images as an IDX file: `decodeImages(encodeImages(x), …) = right(x)`.
 *
 * @throws DTypeError when the images are not `u8`.
 * @throws ShapeError when there are no rows or no columns.
 *
 * @example
 * import { tensor } from "@chainrule/core";
 * import { encodeImages } from "@chainrule/mnist";
 * const bytes = encodeImages(tensor([[[0, 255]]], { dtype: "u8" })); // 1 image, 1 row, 2 columns
 * assert.deepEqual([...bytes], [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2, 0, 255]);
 */
export const encodeImages = (images: Images): Uint8Array => {
  checkBytes("encodeImages", images);
  const [, rows, columns] = images.shape;
  if (rows === 0 || columns === 0)
    throw new ShapeError(`encodeImages: needs at least one row and one column, got ${showShape(images.shape)}`);
  return encode("images", images);
};

/**
 * Encodes labels as an IDX file: `decodeLabels(encodeLabels(y), …) = right(y)`.
 *
 * @throws DTypeError when the labels are not `u8`.
 * @throws RangeError when a label is above 9.
 *
 * @example
 * import { tensor } from "@chainrule/core";
 * import { encodeLabels } from "@chainrule/mnist";
 * assert.deepEqual([...encodeLabels(tensor([5, 0, 4], { dtype: "u8" }))], [0, 0, 8, 1, 0, 0, 0, 3, 5, 0, 4]);
 */
export const encodeLabels = (labels: Labels): Uint8Array => {
  checkBytes("encodeLabels", labels);
  const digits = labels.toTypedArray();
  const index = digits.findIndex((label) => label > 9);
  if (index >= 0)
    throw new RangeError(`encodeLabels: label ${index} is no digit: expected 0 to 9, got ${digits[index]}`);
  return encode("labels", labels);
};
