import { type Shape, showShape } from "../shape/shape.js";
import type { DType } from "./dtype.js";

/** The shape and dtype of a value. */
export interface Signature {
  readonly shape: Shape;
  readonly dtype: DType;
}

/** A shape and a dtype as they stand in every message: `f32[2, 3]`. */
export const showSignature = ({ dtype, shape }: Signature): string => `${dtype}${showShape(shape)}`;
