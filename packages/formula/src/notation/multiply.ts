import { matrixProduct } from "./arrange.js";
import { type Axis, idsIn, isSameLayout, type Layout, turned } from "./layout.js";
import { fitting, isPlain, plainest, type Shown, shown, turnedOver } from "./shown.js";

/** How a value is shown where it stands stretched to a layout; undefined where that cannot be said. */
export type Show = (wanted: Layout) => Shown | undefined;

/** The product of matrices, in which a vector is a column: with a vector on the right it is a vector, that of a row with one is a number. */
const multiplied = (left: Shown, right: Shown): Shown => {
  const rows = left.layout.length === 1 ? [...left.layout, null] : left.layout;
  const isVector = right.layout.length === 1;
  const isNumber = isVector && rows.length === 2 && rows[0] === null;
  const layout = [...rows.slice(0, -1), ...(isVector ? [] : right.layout.slice(-1))];
  const isRow = left.isRow && !isVector && idsIn(layout).length > 0;
  return shown(matrixProduct(left.formula, right.formula), isNumber ? [] : layout, isRow);
};

const exactly = (value: Shown | undefined, layout: Layout): readonly Shown[] =>
  value !== undefined && isSameLayout(value.layout, layout) ? [value] : [];

const overturned = (values: readonly Shown[]): readonly Shown[] => values.flatMap((value) => turnedOver(value) ?? []);

/** The ways in which a value is a matrix with these rows and columns; one without rows, or without columns, is a vector. */
const asMatrix = (show: Show, batch: Layout, row: Axis, column: Axis): readonly Shown[] => {
  const wanted = [...batch, row, column];
  const direct = exactly(show(wanted), wanted);
  const over = overturned(exactly(show(turned(wanted)), turned(wanted)));
  // Rather one transpose of a sum than those of its terms.
  const isSum = direct.some(({ formula }) => formula.kind === "sum");
  if (batch.length > 0 || (row !== null && column !== null)) return isSum ? [...over, ...direct] : [...direct, ...over];
  const vector = [row ?? column];
  const alone = exactly(show(vector), vector);
  return row !== null ? [...alone, ...direct, ...over] : [...overturned(alone), ...over, ...direct];
};

/** A factor of a product of matrices, with the index of it that stays. */
export interface Side {
  readonly show: Show;
  readonly stays: Axis;
}

/** Whether a vector on its side stands before a matrix of one column: that is a number to some, and a matrix of one element to others. */
const isAmbiguous = (left: Shown, right: Shown): boolean =>
  left.isRow && right.layout.length > 1 && right.layout.at(-1) === null;

/** The product of two values over an index that both have, or of a column and a row over none. */
export const productOver = (left: Side, right: Side, over: Axis, wanted: Layout): Shown | undefined => {
  const batch = wanted.slice(0, -2);
  const ways = asMatrix(left.show, batch, left.stays, over).flatMap((a) =>
    asMatrix(right.show, batch, over, right.stays).map((b) =>
      isAmbiguous(a, b) ? undefined : fitting(multiplied(a, b), wanted),
    ),
  );
  return plainest(ways);
};

/** A vector of ones along an axis. */
const showOnes: Show = (wanted) => (wanted.length === 1 ? shown({ kind: "ones" }, wanted) : undefined);

/** The ways to show a value and its transpose, and for a vector along the rows of a matrix the product `v 𝟏ᵀ`; the plainest of them. */
export const flexibly =
  (ids: readonly number[], show: Show): Show =>
  (wanted) => {
    const direct = fitting(show(wanted), wanted);
    if (ids.length === 0) return direct;
    const other = show(turned(wanted.length === 1 ? [null, ...wanted] : wanted));
    const isMatrix = other !== undefined && other.layout.length > 1 && isPlain(other);
    const over = isMatrix ? fitting(turnedOver(other), wanted) : undefined;
    const row = wanted.at(-2) ?? null;
    const isAlongRows = row !== null && ids.length === 1 && ids[0] === row;
    const lifted = isAlongRows
      ? exactly(show([row]), [row]).map((vector) =>
          productOver({ show: () => vector, stays: row }, { show: showOnes, stays: null }, null, wanted),
        )
      : [];
    const asVector = wanted.length === 2 && row === null ? fitting(show(wanted.slice(1)), wanted) : undefined;
    return plainest([direct, over, ...lifted, asVector]);
  };
