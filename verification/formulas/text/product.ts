import { type Elementary, sizeOf } from "@chainrule/core";
import { elementwise, type Operand, operand, rowsOf, stretched, sumOf, transposed, type Value } from "./value.js";

/** A vector as a matrix: a column of it, or a row. A matrix as it is. */
const asMatrix = <A>({ shape, data, isRow }: Operand<A>): Operand<A> =>
  shape.length > 1 ? operand(shape, data) : operand(isRow ? [1, ...shape] : [...shape, 1], data);

/** `𝟏` at the length of the axis that it is multiplied with. */
const lengthened = <A>(value: Operand<A>, length: number | undefined): Operand<A> =>
  value.isAnyLength && length !== undefined
    ? { ...value, shape: [length], data: stretched(value, [length]), isAnyLength: false }
    : value;

/** The products of matrices, which are stretched to each other in the axes before: `yᵢⱼ = Σₖ aᵢₖ bⱼₖ` for `b` transposed. */
const contracted = <A>(K: Elementary<A>, a: Operand<A>, b: Operand<A>): Value<A> => {
  const [rows = 1, inner = 1] = a.shape.slice(-2);
  const [other, columns = 1] = b.shape.slice(-2);
  if (inner !== other)
    throw new RangeError(`inner dimensions differ: [${a.shape.join(", ")}] · [${b.shape.join(", ")}]`);
  const products = elementwise(
    K.mul,
    operand([...a.shape.slice(0, -2), rows, 1, inner], a.data),
    operand([...b.shape.slice(0, -2), 1, columns, inner], transposed(b).data),
  );
  return { shape: products.shape.slice(0, -1), data: rowsOf(products).map((row) => sumOf(K, row)) };
};

/** Whether it is one number, of any rank, which scales where its axes of size 1 fit no product of matrices. */
const isNumber = ({ shape, isAnyLength }: Operand<unknown>): boolean => !isAnyLength && sizeOf(shape) === 1;

/**
 * Two factors side by side: a number scales, matrices and vectors are multiplied as such, those of a higher rank matrix by matrix.
 *
 * @throws RangeError, ShapeError where the shapes do not fit; RangeError for `𝟏ᵀ 𝟏`, the length of which nothing says.
 */
export const sideBySide = <A>(K: Elementary<A>, a: Operand<A>, b: Operand<A>): Operand<A> => {
  if (a.shape.length === 0 || b.shape.length === 0) return elementwise(K.mul, a, b);
  if (a.isAnyLength && a.isRow && b.isAnyLength && !b.isRow) throw new RangeError("nothing says how long 𝟏 is");
  const left = a.isRow ? lengthened(a, asMatrix(b).shape.at(-2)) : a;
  const right = b.isRow ? b : lengthened(b, asMatrix(a).shape.at(-1));
  const isFitting = asMatrix(left).shape.at(-1) === asMatrix(right).shape.at(-2);
  if (!isFitting && (isNumber(a) || isNumber(b))) return elementwise(K.mul, a, b);
  const { shape, data } = contracted(K, asMatrix(left), asMatrix(right));
  const isFromRow = a.isRow && a.shape.length === 1;
  const isToColumn = !b.isRow && b.shape.length === 1;
  const kept = shape.filter(
    (_, axis) => !(isFromRow && axis === shape.length - 2) && !(isToColumn && axis === shape.length - 1),
  );
  return { ...operand(kept, data), isRow: isFromRow && kept.length === 1 };
};
