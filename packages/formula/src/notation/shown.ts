import { isPartial, transposed } from "./arrange.js";
import type { Formula } from "./formula.js";
import { fits, type Layout, turned } from "./layout.js";

/** A value in matrix notation, and the layout that it has as it stands. */
export interface Shown {
  readonly formula: Formula;
  readonly layout: Layout;
  /** How far it is from plain reading; of several ways to say a thing, the one with the least is shown. */
  readonly cost: number;
}

const inside = (formula: Formula): readonly Formula[] => {
  switch (formula.kind) {
    case "sum":
      return formula.terms;
    case "product":
      return formula.factors;
    case "quotient":
      return [formula.numerator, formula.denominator];
    case "power":
      return [formula.base];
    case "negative":
    case "transpose":
    case "reduce":
    case "norm":
      return [formula.of];
    case "call":
      return formula.args;
    case "truth":
      return [formula.left, formula.right];
    case "cases":
      return [formula.condition, formula.yes, formula.no];
    default:
      return [];
  }
};

const costOfOnes = 15;

// The transpose of a derivative, which is written as a quotient, is worse than that of another symbol; a product of matrices is better than a sum, a sum better than a vector of ones.
const own = (formula: Formula): number => {
  if (formula.kind === "transpose") return isPartial(formula) ? 1.1 : 1;
  if (formula.kind === "reduce") return formula.letters.length === 0 ? 4 : 10;
  return formula.kind === "ones" ? costOfOnes : 0;
};

const costOf = (formula: Formula): number => inside(formula).reduce((sum, part) => sum + costOf(part), own(formula));

export const shown = (formula: Formula, layout: Layout): Shown => ({ formula, layout, cost: costOf(formula) });

/** Of several ways to show a value, the plainest; of equals, the first. */
export const plainest = (ways: readonly (Shown | undefined)[]): Shown | undefined =>
  ways.reduce(
    (best, way) => (best === undefined || (way !== undefined && way.cost < best.cost) ? way : best),
    undefined,
  );

/** Whether a value is shown without vectors of ones, or the like. */
export const isPlain = ({ cost }: Shown): boolean => cost < costOfOnes;

/** The transpose, that of a vector being a row. Numbers have none. */
export const turnedOver = ({ formula, layout }: Shown): Shown | undefined =>
  layout.length === 0
    ? undefined
    : shown(transposed(formula), turned(layout.length === 1 ? [...layout, null] : layout));

/** The value where it is stretched to the wanted layout. */
export const fitting = (value: Shown | undefined, wanted: Layout): Shown | undefined =>
  value !== undefined && fits(value.layout, wanted) ? value : undefined;
