import type { Shape } from "@chainrule/core";
import { equationOf } from "../../../packages/formula/src/notation/notation.js";
import { textOfEquation } from "../../../packages/formula/src/render/text.js";
import {
  element,
  type Index,
  number,
  position,
  type Term,
  type Variable,
} from "../../../packages/formula/src/term/term.js";

export const variable = (name: string, shape: Shape = [], kind: Variable["kind"] = "value"): Variable => ({
  name,
  kind,
  shape,
  isOneHot: false,
});

/** The element at these indices; where the size is 1, at 0. */
export const at = (of: Variable, ...indices: readonly Index[]): Term => {
  const open = indices.values();
  return element(
    of,
    of.shape.map((size) => {
      const index = size === 1 ? undefined : open.next().value;
      return index === undefined ? number(0) : position(index);
    }),
  );
};

/** The equation as text. Indices are those of the axes of sizes other than 1. */
export const written = (
  of: Variable,
  indices: readonly Index[],
  term: Term,
  style: "matrix" | "index" = "matrix",
): string => {
  const open = indices.values();
  const all = of.shape.map((size, axis) =>
    size === 1 ? { id: 1000 + axis, size } : (open.next().value ?? { id: 2000, size }),
  );
  return textOfEquation(equationOf({ variable: of, indices: all, term, style }));
};
