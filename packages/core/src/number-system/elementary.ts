import type { Eq } from "fp-ts/lib/Eq.js";
import type { Field } from "fp-ts/lib/Field.js";
import type { DType, TypedArray } from "../tensor/dtype.js";

/** Storage for the elements of one array: a typed array for the real numbers, a plain array for any other system. */
export interface Buffer<A> {
  readonly length: number;
  [index: number]: A;
}

/**
 * A number system: a field with equality, the elementary functions and an order. A graph can be read in any of them.
 *
 * The laws of `Field` hold exactly in the prime fields, to rounding in the real and complex numbers; the dual numbers are a
 * commutative ring in which whatever has a non-zero value part can be divided by. `max`, `min`, `abs`, `sign`, `less` and `same` look
 * at the real part, so that a piecewise function is read as the piece on which its argument lies; `equals`, from fp-ts `Eq`, compares
 * every part, so that `equals(a, zero)` is a test for zero. Division leaves no remainder: `mod(a, b) = 0` and `degree(a) = 1`.
 */
export interface Elementary<A> extends Field<A>, Eq<A> {
  /** What it is called in messages. */
  readonly name: string;
  /** The image of a real number; exact where the system allows. */
  readonly fromNumber: (value: number) => A;
  /** The images of real numbers in their storage, which is shared where it can be. */
  readonly fromArray: (values: TypedArray) => Buffer<A>;
  /** The real part, or the representative: what an index or a truth value is read as. */
  readonly toNumber: (a: A) => number;
  /** The same value as a constant: without the tangent or the imaginary step that follows a derivative. */
  readonly detach: (a: A) => A;
  /** Storage for `size` zeros. */
  readonly allocate: (dtype: DType, size: number) => Buffer<A>;

  readonly neg: (a: A) => A;
  readonly reciprocal: (a: A) => A;
  readonly pow: (a: A, b: A) => A;
  readonly exp: (a: A) => A;
  readonly expm1: (a: A) => A;
  readonly log: (a: A) => A;
  readonly log1p: (a: A) => A;
  readonly sqrt: (a: A) => A;
  readonly sin: (a: A) => A;
  readonly cos: (a: A) => A;
  readonly tanh: (a: A) => A;
  /** `1 / (1 + e⁻ᵃ)`. */
  readonly sigmoid: (a: A) => A;
  /** `log(1 + eᵃ)`. */
  readonly softplus: (a: A) => A;
  readonly erf: (a: A) => A;

  readonly abs: (a: A) => A;
  readonly sign: (a: A) => A;
  /** The larger of two; where they tie, `b` counts with its share, a half unless said otherwise, and `a` with the rest. */
  readonly max: (a: A, b: A, share?: number) => A;
  readonly min: (a: A, b: A, share?: number) => A;
  readonly less: (a: A, b: A) => boolean;
  /** Whether the real parts are equal: kinks are where this holds. */
  readonly same: (a: A, b: A) => boolean;
}

/** A function that the number system does not have, such as `exp` in a prime field. */
export class NumberSystemError extends Error {
  override readonly name = "NumberSystemError";
}
