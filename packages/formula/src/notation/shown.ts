import { isPartial, transposed } from "./arrange.js";
import type { Formula } from "./formula.js";
import { fits, idsIn, isSameLayout, type Layout, stretched, turned } from "./layout.js";
import { partsOf } from "./parts.js";

/** A value in matrix notation, and the layout that it has as it stands. */
export interface Shown {
  readonly formula: Formula;
  readonly layout: Layout;
  /** Whether it is a vector on its side, such as `xᵀ A`: only where a row is asked for, not stretched beside vectors as they are. */
  readonly isRow: boolean;
  /** How far it is from plain reading; of several ways to say a thing, the one with the least is shown. */
  readonly cost: number;
}

const costOfOnes = 15;

// The transpose of a derivative, which is written as a quotient, is worse than that of another symbol; a product of matrices is better than a sum, a sum better than a vector of ones.
const own = (formula: Formula): number => {
  if (formula.kind === "transpose") return isPartial(formula) ? 1.1 : 1;
  if (formula.kind === "reduce") return formula.letters.length === 0 ? 4 : 10;
  return formula.kind === "ones" ? costOfOnes : 0;
};

const costOf = (formula: Formula): number => partsOf(formula).reduce((sum, part) => sum + costOf(part), own(formula));

export const shown = (formula: Formula, layout: Layout, isRow = false): Shown => ({
  formula,
  layout,
  isRow,
  cost: costOf(formula),
});

const isVector = ({ layout: [axis = null, ...others] }: Shown): boolean => axis !== null && others.length === 0;

/** What is built of values element by element; undefined for rows and columns, which have no shape in common. */
export const combined = (values: readonly Shown[], formula: Formula): Shown | undefined => {
  const rows = values.filter(({ isRow }) => isRow);
  if (rows.length > 0 && values.some(isVector)) return undefined;
  const isMatrix = values.some(({ layout, isRow }) => !isRow && idsIn(layout).length > 0);
  const layout = stretched(values.map((value) => value.layout));
  return shown(formula, layout, rows.length > 0 && !isMatrix);
};

/** Of several ways to show a value, the plainest; of equals, the first. */
export const plainest = (ways: readonly (Shown | undefined)[]): Shown | undefined =>
  ways.reduce(
    (best, way) => (best === undefined || (way !== undefined && way.cost < best.cost) ? way : best),
    undefined,
  );

/** Whether a value is shown without vectors of ones, or the like. */
export const isPlain = ({ cost }: Shown): boolean => cost < costOfOnes;

/** The transpose, that of a vector being a row. Numbers have none, and rows are better said as the vectors that they are of. */
export const turnedOver = (value: Shown): Shown | undefined => {
  const { formula, layout, isRow } = value;
  if (layout.length === 0 || isRow) return undefined;
  return shown(transposed(formula), turned(layout.length === 1 ? [...layout, null] : layout), isVector(value));
};

/** The value where it is stretched to the wanted layout; a row, where that is its own. */
export const fitting = (value: Shown | undefined, wanted: Layout): Shown | undefined =>
  value !== undefined && (value.isRow ? isSameLayout : fits)(value.layout, wanted) ? value : undefined;
