import { type DType, isFloating, type Shape } from "@chainrule/core";

/** What to draw for an input. */
export interface ShapedOptions {
  /** The smallest value; default −2, or 0 for `u8`. */
  readonly min?: number;
  /** The largest value; default 2. */
  readonly max?: number;
  /** Default `f64`, or `f32` where the function itself holds `f32` tensors. Integers are drawn, but not differentiated by. */
  readonly dtype?: DType;
  /** Whole numbers only; default no, and always so for `i32` and `u8`. */
  readonly integers?: boolean;
}

/** A shape and the values to draw for it; made by `shaped`. */
export class Shaped<out S extends Shape = Shape> {
  readonly shape: S;
  readonly min: number;
  readonly max: number;
  readonly dtype: DType | undefined;
  readonly integers: boolean;

  constructor(shape: S, { dtype, min = dtype === "u8" ? 0 : -2, max = 2, integers = false }: ShapedOptions) {
    this.shape = shape;
    this.min = min;
    this.max = max;
    this.dtype = dtype;
    this.integers = integers || (dtype !== undefined && !isFloating(dtype));
    Object.freeze(this);
  }
}

/**
 * An input to draw at random: a shape, and the domain of its values.
 *
 * @throws RangeError when the domain holds no value.
 *
 * @example
 * import { shaped } from "@chainrule/check";
 * const positive = shaped([3, 2], { min: 0.5, max: 4 });
 * assert.deepEqual(positive.shape, [3, 2]);
 */
export const shaped = <const S extends Shape>(shape: S, options: ShapedOptions = {}): Shaped<S> => {
  const made = new Shaped(shape, options);
  const { integers, min, max } = made;
  const [low, high] = integers ? [Math.ceil(min), Math.floor(max)] : [min, max];
  if (low <= high && Number.isFinite(max - min)) return made;
  throw new RangeError(`shaped: no ${integers ? "whole number" : "number"} lies between min ${min} and max ${max}`);
};
