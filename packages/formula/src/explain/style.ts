import type { Derivation } from "../derive/derivation.js";
import { isHalf } from "../render/binding.js";
import { functionCalled } from "../render/function-name.js";
import { namingOf } from "../render/naming.js";
import { isDecimal, type Rational, realOf } from "../term/rational.js";
import type { Term } from "../term/term.js";
import type { Labels } from "./label.js";
import { nameOfQuantity, quantityOf } from "./quantity.js";
import { atom, level, type Style, type Text } from "./scalar-text.js";

/** A coefficient: ½, a decimal, or a quotient of whole numbers. */
const coefficient = (value: Rational): Text => {
  const size = { ...value, numerator: Math.abs(value.numerator) };
  const sign = value.numerator < 0 ? "−" : "";
  if (isHalf(size)) return atom(`${sign}½`);
  if (isDecimal(size)) return atom(sign + String(realOf(size)));
  const quotient = `${size.numerator}/${size.denominator}`;
  return sign === "" ? { text: quotient, level: level.quotient } : atom(sign + quotient);
};

/** Functions as the equations of a derivation write them. */
const functionSignIn = (derivation: Derivation): Style["functionSign"] => {
  const naming = namingOf(derivation);
  return (name) => {
    const { sign, primes } = functionCalled(name, naming);
    return sign + primes;
  };
};

/** Formulas: elements by their labels. */
export const labelStyle = (derivation: Derivation, labels: Labels): Style => ({
  element: (element) => ({
    text: nameOfQuantity(quantityOf(element), derivation, labels),
    level: element.of.kind === "adjoint" ? level.quotient : level.atom,
  }),
  number: coefficient,
  functionSign: functionSignIn(derivation),
  times: " ",
});

/** Formulas with numbers put in. */
export const numberStyle = (
  derivation: Derivation,
  numberOf: (term: Term) => number,
  showNumber: (value: number) => string,
): Style => ({
  element: (element) => atom(showNumber(numberOf(element))),
  number: (value) => atom(showNumber(realOf(value))),
  functionSign: functionSignIn(derivation),
  times: " × ",
});
