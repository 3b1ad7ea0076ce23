import type { Expression } from "../../../../verification/formulas/text/expression.js";
import { parse } from "../../../../verification/formulas/text/parse.js";

/** An expression with every part in parentheses, by the names of the constructs. */
const shown = (expression: Expression): string => {
  const list = (name: string, parts: readonly Expression[]): string => `${name}(${parts.map(shown).join(", ")})`;
  switch (expression.kind) {
    case "number":
      return String(expression.value);
    case "letter":
      return `’${expression.letter}`;
    case "symbol":
      return expression.positions.length === 0 ? expression.name : list(`${expression.name} at `, expression.positions);
    case "ones":
      return "ones";
    case "sum":
      return list("sum", expression.terms);
    case "elementwise":
    case "side by side":
      return list(expression.kind, expression.factors);
    case "quotient":
      return list("quotient", [expression.numerator, expression.denominator]);
    case "power":
      return list("power", [expression.base, expression.exponent]);
    case "call":
      return list(expression.name, expression.args);
    case "reduction": {
      const over = expression.over.map(({ letter, size }) => (size === undefined ? letter : `${letter}<${size}`));
      return list(`${expression.by} over ${over.join(" ")} `, [expression.of]);
    }
    case "truth":
      return list(expression.relation, [expression.left, expression.right]);
    case "choice":
      return list("choice", [expression.condition, expression.yes, expression.no]);
    default:
      return list(expression.kind, [expression.of]);
  }
};

/** How the right side of an equation is read. */
export const reading = (right: string, symbols: readonly string[] = [], left = "y"): string =>
  shown(parse(`${left} = ${right}`, ["y", ...symbols]).right);
