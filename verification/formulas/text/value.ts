import { broadcastShapes, type Elementary, indexAt, type Shape, showShape, sizeOf } from "@chainrule/core";

/** A tensor of any numbers, in row-major order. */
export interface Value<A> {
  readonly shape: Shape;
  readonly data: readonly A[];
}

/** A value as it stands in a formula: a vector is a column, unless it was transposed. */
export interface Operand<A> extends Value<A> {
  readonly isRow: boolean;
  /** Whether its only axis, here of size 1, is as long as it must be: `𝟏`. */
  readonly isAnyLength: boolean;
}

export const operand = <A>(shape: Shape, data: readonly A[]): Operand<A> => ({
  shape,
  data,
  isRow: false,
  isAnyLength: false,
});

export const scalar = <A>(value: A): Operand<A> => operand([], [value]);

/** The indices of every element of a shape, in row-major order. */
export const places = (shape: Shape): readonly Shape[] =>
  Array.from({ length: sizeOf(shape) }, (_, place) => indexAt(shape, place));

/** The elements stretched to a shape, from the last axis. */
export const stretched = <A>({ shape, data }: Value<A>, target: Shape): readonly A[] => {
  const added = target.length - shape.length;
  return places(target).flatMap((at) => {
    const place = shape.reduce((sum, size, axis) => sum * size + (size === 1 ? 0 : (at[axis + added] ?? 0)), 0);
    return data.slice(place, place + 1);
  });
};

const isVector = ({ shape }: Value<unknown>): boolean => shape.length === 1;

/** Of one element, a row is a column. */
const isLong = ({ shape: [size] }: Value<unknown>): boolean => size !== 1;

/**
 * A function of numbers, element by element, of values stretched to one shape.
 *
 * @throws ShapeError where they cannot be; RangeError for a row and a column.
 */
export const elementwise = <A>(f: (...values: readonly A[]) => A, ...args: readonly Operand<A>[]): Operand<A> => {
  const shape = args.map((arg) => arg.shape).reduce((a, b) => broadcastShapes("elementwise", a, b), []);
  const columns = args.map((arg) => stretched(arg, shape));
  const data = Array.from({ length: sizeOf(shape) }, (_, place) =>
    f(...columns.flatMap((column) => column.slice(place, place + 1))),
  );
  const vectors = args.filter((arg) => isVector(arg) && !arg.isAnyLength);
  const long = vectors.filter(isLong);
  if (shape.length === 1 && new Set(long.map(({ isRow }) => isRow)).size > 1)
    throw new RangeError("a row and a column have no common shape");
  return {
    shape,
    data,
    isRow: shape.length === 1 && (long.length > 0 ? long : args).some(({ isRow }) => isRow),
    isAnyLength: vectors.length === 0 && isVector({ shape, data }) && args.some((arg) => arg.isAnyLength),
  };
};

/** Of a vector, the row; of matrices, each; a number is its own. */
export const transposed = <A>(value: Operand<A>): Operand<A> => {
  const { shape, data } = value;
  if (shape.length < 2) return { ...value, isRow: shape.length === 1 && !value.isRow };
  const [rows = 1, columns = 1] = shape.slice(-2);
  const target = [...shape.slice(0, -2), columns, rows];
  const moved = places(target).flatMap((at) => {
    const [column = 0, row = 0] = at.slice(-2);
    const matrix = at.slice(0, -2).reduce((sum, position, axis) => sum * (shape[axis] ?? 1) + position, 0);
    const place = (matrix * rows + row) * columns + column;
    return data.slice(place, place + 1);
  });
  return operand(target, moved);
};

/** The slices along the last axis, in order. */
export const rowsOf = <A>({ shape, data }: Value<A>): readonly (readonly A[])[] => {
  const size = shape.at(-1) ?? 1;
  return Array.from({ length: sizeOf(shape.slice(0, -1)) }, (_, row) => data.slice(row * size, (row + 1) * size));
};

export const sumOf = <A>(K: Elementary<A>, values: readonly A[]): A => values.reduce(K.add, K.zero);

/** The element at a place, as a slice that is a number. */
export const only = <A>({ data }: Value<A>): A => {
  const [value] = data;
  if (value === undefined || data.length !== 1)
    throw new RangeError(`expected a number, found ${data.length} elements`);
  return value;
};

/** What is at positions of the first axes of a tensor. */
export const sliceAt = <A>({ shape, data }: Value<A>, at: readonly number[]): Operand<A> => {
  if (at.length > shape.length) throw new RangeError(`${at.length} subscripts, of a tensor ${showShape(shape)}`);
  const rest = shape.slice(at.length);
  const place = at.reduce((sum, position, axis) => {
    const size = shape[axis] ?? 0;
    if (!(Number.isInteger(position) && position >= 0 && position < size))
      throw new RangeError(`position ${position} is outside an axis of ${size}`);
    return sum * size + position;
  }, 0);
  const length = sizeOf(rest);
  return operand(rest, data.slice(place * length, (place + 1) * length));
};
