import { type Rational, rational } from "../term/rational.js";
import { productOf } from "./arrange.js";
import type { Item } from "./contraction.js";
import type { Formula } from "./formula.js";
import type { Show } from "./multiply.js";
import { combined } from "./shown.js";

/** The elementwise product of items. */
export const multiplied =
  (coefficient: Rational, items: readonly Item[]): Show =>
  (wanted) => {
    const values = items.map((item) => ({ item, value: item.show(wanted) }));
    const formulas = (isScalar: boolean, isDivisor: boolean): readonly Formula[] =>
      values.flatMap(({ item, value }) =>
        value !== undefined && isScalar === (item.ids.length === 0) && isDivisor === item.isDivisor
          ? [value.formula]
          : [],
      );
    const known = values.flatMap(({ value }) => value ?? []);
    if (known.length < items.length) return undefined;
    const formula = productOf({
      coefficient,
      scalars: formulas(true, false),
      scalarDivisors: formulas(true, true),
      factors: formulas(false, false),
      divisors: formulas(false, true),
      by: "elementwise",
      numbersMove: values.every(({ item, value }) => item.ids.length > 0 || value?.layout.length === 0),
    });
    return combined(known, formula);
  };

/** Items as one. */
export const showItems = (items: readonly Item[]): Show => multiplied(rational(1), items);
