import type { Derivation, Step } from "../derive/derivation.js";
import { numberIn, type Term } from "../term/term.js";
import type { ElementPlace, Labels } from "./label.js";

/** One number of a derivation: an element, the derivative by it, or its value after a step downhill. */
export interface Quantity extends ElementPlace {
  readonly kind: "value" | "adjoint" | "update";
}

/** What an element of a term is. */
export const quantityOf = ({ of, at }: Extract<Term, { kind: "element" }>): Quantity => ({
  kind: of.kind,
  name: of.name,
  at: at.map((position) => numberIn(position) ?? 0),
});

/** `w5`, or `∂E/∂w5`. */
export const nameOfQuantity = (quantity: Quantity, { loss }: Derivation, { labelOf }: Labels): string =>
  quantity.kind === "adjoint" ? `∂${loss.name}/∂${labelOf(quantity)}` : labelOf(quantity);

/** The step that defines it. */
export const stepOf = ({ steps }: Derivation, { kind, name }: Quantity): Step | undefined =>
  steps.find(
    (step) => step.variable.name === name && kind === (step.kind === "update" ? "update" : step.variable.kind),
  );

/**
 * What a name stands for: `∂E/∂h1` for a derivative, `h1` for a value; the name of what is given, for the derivative by it and, where there
 * is one, its next value.
 */
export const quantitiesCalled = (name: string, derivation: Derivation, labels: Labels): readonly Quantity[] => {
  const prefix = `∂${derivation.loss.name}/∂`;
  const isDerivative = name.startsWith(prefix);
  const place = labels.placeOf(isDerivative ? name.slice(prefix.length) : name);
  const defined = (kind: Quantity["kind"]): readonly Quantity[] => {
    const quantity = place && { kind, ...place };
    return quantity && stepOf(derivation, quantity) ? [quantity] : [];
  };
  if (isDerivative) return defined("adjoint");
  const values = defined("value");
  return values.length > 0 ? values : [...defined("adjoint"), ...defined("update")];
};
