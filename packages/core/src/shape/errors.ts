/** Shapes that do not fit together, thrown where the node is built. */
export class ShapeError extends Error {
  override readonly name = "ShapeError";
}

/** A dtype that an operation does not take, thrown where the node is built. */
export class DTypeError extends Error {
  override readonly name = "DTypeError";
}

/** A gradient that does not exist: of an integer, of a non-scalar, or a custom rule of the wrong shape. */
export class GradientError extends Error {
  override readonly name = "GradientError";
}
