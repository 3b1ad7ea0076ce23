import type { Formula } from "./formula.js";

/** The parts of a formula, in order. */
export const partsOf = (formula: Formula): readonly Formula[] => {
  switch (formula.kind) {
    case "number":
    case "letter":
    case "ones":
      return [];
    case "symbol":
      return formula.subscripts;
    case "sum":
      return formula.terms;
    case "product":
      return formula.factors;
    case "quotient":
      return [formula.numerator, formula.denominator];
    case "power":
      return [formula.base, formula.exponent];
    case "call":
      return formula.args;
    case "truth":
      return [formula.left, formula.right];
    case "cases":
      return [formula.condition, formula.yes, formula.no];
    case "negative":
    case "transpose":
    case "reduce":
    case "norm":
      return [formula.of];
  }
};
