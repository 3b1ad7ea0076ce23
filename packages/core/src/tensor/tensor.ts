import type { Eq } from "fp-ts/lib/Eq.js";
import { hash, type ValueObject } from "immutable";
import { DTypeError, ShapeError } from "../shape/errors.js";
import { checkShape, type Shape, sameShape, showShape, sizeOf } from "../shape/shape.js";
import { allocate, type DType, dtypeOf, isFloating, type TypedArray } from "./dtype.js";
import { flattenNested, type Nested, nest, type ShapeOfNested, shapeOfNested, showNested } from "./nested.js";
import { showSignature } from "./signature.js";

/**
 * A concrete immutable value: a shape, a dtype and row-major data. Its buffer never escapes: data is copied in and out.
 * It is a value object of the `immutable` library, so `is(a, b)` and `Map` keys compare by content.
 */
export class Tensor<out S extends Shape = Shape> implements ValueObject {
  readonly shape: S;
  readonly dtype: DType;
  readonly #data: TypedArray;

  private constructor(shape: S, data: TypedArray) {
    // Safe: a copy of a shape is that shape; the caller may go on writing to the original.
    this.shape = Object.freeze(shape.slice()) as Shape as S;
    this.dtype = dtypeOf(data);
    this.#data = data;
    Object.freeze(this);
  }

  /** The number of elements. */
  get size(): number {
    return this.#data.length;
  }

  /** The values as nested lists; a number for a scalar. */
  toNested(): Nested {
    return nest(this.#data, this.shape);
  }

  /** The values in row-major order, as a fresh list. */
  toArray(): number[] {
    return Array.from(this.#data);
  }

  /** The values in row-major order, as a fresh typed array of the tensor's dtype. */
  toTypedArray(): TypedArray {
    return this.#data.slice();
  }

  /**
   * The only element.
   *
   * @throws ShapeError when there is not exactly one.
   */
  toNumber(): number {
    const [value] = this.#data;
    if (value === undefined || this.#data.length !== 1)
      throw new ShapeError(`toNumber: needs exactly one element, got shape ${showShape(this.shape)}`);
    return value;
  }

  /** Same shape, same dtype, same values (NaN equals NaN, and 0 equals −0). */
  equals(other: unknown): boolean {
    if (this === other) return true;
    if (!(other instanceof Tensor) || this.dtype !== other.dtype || !sameShape(this.shape, other.shape)) return false;
    const theirs: TypedArray = other.#data;
    for (const [index, value] of this.#data.entries())
      if (value !== theirs[index] && !Object.is(value, theirs[index])) return false;
    return true;
  }

  hashCode(): number {
    return this.toArray().reduce(
      (code, value) => (Math.imul(code, 31) + hash(value + 0)) | 0,
      hash(this.dtype + showShape(this.shape)),
    );
  }

  toString(): string {
    const shown = this.size <= 16 ? showNested(this.toNested()) : `${this.size} values`;
    return `${showSignature(this)} ${shown}`;
  }

  /** Plain data, from which `tensorFrom(shape, values, { dtype })` makes the tensor again. JSON itself turns NaN and infinities into null. */
  toJSON(): { readonly dtype: DType; readonly shape: Shape; readonly values: readonly number[] } {
    return { dtype: this.dtype, shape: this.shape, values: this.toArray() };
  }

  /** A tensor is no number, even with one element: `toNumber()` gives that. */
  [Symbol.toPrimitive](hint: string): string {
    if (hint === "string") return this.toString();
    throw new TypeError("a tensor is not a number: use add, mul, … in place of +, *, …, or toNumber()");
  }

  /** What Node's console shows. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }

  /** Wraps an array without a copy; whoever holds the array must not write to it again. For `backend.ts` alone. */
  static adopt<S extends Shape>(shape: S, data: TypedArray): Tensor<S> {
    if (data.length !== sizeOf(shape))
      throw new ShapeError(`tensor: ${data.length} values do not fill shape ${showShape(shape)} (${sizeOf(shape)})`);
    return new Tensor(shape, data);
  }

  /** The array behind a tensor, not a copy; nobody may write to it. For `backend.ts` alone. */
  static bufferOf(tensor: Tensor): TypedArray {
    return tensor.#data;
  }
}

/**
 * A copy of the values in the storage of a dtype.
 *
 * @throws DTypeError for a value that an integer dtype cannot hold: the storage itself would wrap it silently.
 */
const store = (operation: string, dtype: DType, values: ArrayLike<number>): TypedArray => {
  const data = allocate(dtype, values.length);
  data.set(values);
  if (isFloating(dtype) || (isTypedArray(values) && dtypeOf(values) === dtype)) return data;
  for (const [index, stored] of data.entries())
    if (values[index] !== stored)
      throw new DTypeError(`${operation}: ${dtype} cannot hold ${values[index]} (element ${index})`);
  return data;
};

/** How to store the values. */
export interface TensorOptions {
  /** Default `f32`. */
  readonly dtype?: DType;
}

/**
 * A tensor from nested lists; literals give a literal shape.
 *
 * @throws ShapeError when the lists are ragged.
 *
 * @example
 * import { tensor } from "@chainrule/core";
 * const a = tensor([[1, 2], [3, 4]]); // Tensor<readonly [2, 2]>
 * assert.deepEqual(a.shape, [2, 2]);
 * assert.deepEqual(a.toNested(), [[1, 2], [3, 4]]);
 */
export const tensor = <const V extends Nested>(values: V, options: TensorOptions = {}): Tensor<ShapeOfNested<V>> => {
  const shape = shapeOfNested(values);
  const data = store("tensor", options.dtype ?? "f32", flattenNested(values, shape));
  // Safe: `ShapeOfNested` is the type-level image of `shapeOfNested`.
  return Tensor.adopt(shape as ShapeOfNested<V>, data);
};

/**
 * A tensor of a given shape from row-major values, which are copied. A typed array keeps its dtype.
 *
 * @throws ShapeError when the count of values is not the product of the shape.
 *
 * @example
 * import { tensorFrom } from "@chainrule/core";
 * const pixels = tensorFrom([2, 2], new Uint8Array([0, 255, 128, 64]));
 * assert.equal(pixels.dtype, "u8");
 */
export const tensorFrom = <const S extends Shape>(
  shape: S,
  values: ArrayLike<number>,
  options: TensorOptions = {},
): Tensor<S> => {
  checkShape("tensorFrom", shape);
  const dtype = options.dtype ?? (isTypedArray(values) ? dtypeOf(values) : "f32");
  if (values.length !== sizeOf(shape))
    throw new ShapeError(`tensorFrom: ${values.length} values do not fill ${showShape(shape)} (${sizeOf(shape)})`);
  return Tensor.adopt(shape, store("tensorFrom", dtype, values));
};

/** Whether a list of numbers is the storage of a dtype. */
export const isTypedArray = (values: ArrayLike<number>): values is TypedArray =>
  values instanceof Float32Array ||
  values instanceof Float64Array ||
  values instanceof Int32Array ||
  values instanceof Uint8Array;

/**
 * A tensor with the same value everywhere.
 *
 * @example
 * import { full } from "@chainrule/core";
 * assert.deepEqual(full([2], 7).toNested(), [7, 7]);
 */
export const full = <const S extends Shape>(shape: S, value: number, options: TensorOptions = {}): Tensor<S> => {
  const dtype = options.dtype ?? "f32";
  const [stored = 0] = store("full", dtype, [value]);
  return Tensor.adopt(shape, allocate(dtype, sizeOf(checkShape("full", shape))).fill(stored));
};

/** A tensor of zeros. */
export const zeros = <const S extends Shape>(shape: S, options: TensorOptions = {}): Tensor<S> =>
  full(shape, 0, options);

/** A tensor of ones. */
export const ones = <const S extends Shape>(shape: S, options: TensorOptions = {}): Tensor<S> =>
  full(shape, 1, options);

/**
 * The whole numbers `0 … size − 1`; `i32` unless said otherwise.
 *
 * @example
 * import { arange } from "@chainrule/core";
 * assert.deepEqual(arange(3).toArray(), [0, 1, 2]);
 */
export const arange = <const N extends number>(size: N, options: TensorOptions = {}): Tensor<readonly [N]> => {
  const length = sizeOf(checkShape("arange", [size]));
  return Tensor.adopt(
    [size],
    store(
      "arange",
      options.dtype ?? "i32",
      Array.from({ length }, (_, index) => index),
    ),
  );
};

/** Equality by shape, dtype and values. */
export const eqTensor: Eq<Tensor> = { equals: (a, b) => a.equals(b) };

/** Checks that a dtype can be differentiated. */
export const checkFloating = (operation: string, dtype: DType): void => {
  if (!isFloating(dtype)) throw new DTypeError(`${operation}: needs f32 or f64, got ${dtype}; cast it first`);
};
