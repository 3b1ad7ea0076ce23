import { rational } from "../term/rational.js";
import type { Index, Term, Variable } from "../term/term.js";
import { numberOf } from "./arrange.js";
import type { Equation, Formula } from "./formula.js";
import { inIndexNotation } from "./index-notation.js";
import { idsIn, isSameLayout, type Layout } from "./layout.js";
import { type Scope, scopeOf } from "./letters.js";
import { matrixNotation } from "./matrix.js";
import { plainest, type Shown } from "./shown.js";

/** What is to be shown as an equation. */
export interface Definition {
  readonly variable: Variable;
  /** One for each axis of the variable; those of axes of size 1 do not occur in the term. */
  readonly indices: readonly Index[];
  /** The element of the variable at these indices. */
  readonly term: Term;
  /** `matrix` is index notation, too, where matrices cannot say it. */
  readonly style: "matrix" | "index";
}

// Beyond this, vectors of ones and transposes are harder to read than indices.
const greatestCost = 30;

const inMatrixNotation = ({ variable, indices, term }: Definition): Formula | undefined => {
  const wanted = indices.map(({ id }, axis) => (variable.shape[axis] === 1 ? null : id));
  const ids = idsIn(wanted);
  const show = matrixNotation();
  const scope = scopeOf(variable, term, []);
  // Alone on its side, a vector is a column, whether it has a second axis or not.
  const columns: readonly Layout[] = [ids, [...ids, null]];
  const isColumn = ids.length === 1 && columns.some((layout) => isSameLayout(layout, wanted));
  const others = isColumn ? columns.filter((layout) => !isSameLayout(layout, wanted)) : [];
  const found = plainest([
    whole(show(term, wanted, scope), wanted),
    ...others.map((layout) => {
      const value = show(term, layout, scope);
      return value && isSameLayout(value.layout, layout) ? value : undefined;
    }),
  ]);
  return found === undefined || found.cost > greatestCost ? undefined : found.formula;
};

/** What has every axis that is wanted, or is a number; a value that is stretched along others would hide them. */
const whole = (value: Shown | undefined, wanted: Layout): Shown | undefined =>
  value !== undefined && [0, idsIn(wanted).length].includes(idsIn(value.layout).length) ? value : undefined;

/** A symbol without subscripts for its last axes of size 1: they stay. */
const elementOf = ({ variable, indices }: Definition, scope: Scope): Formula => {
  const count = 1 + variable.shape.findLastIndex((size) => size !== 1);
  const subscripts = indices.slice(0, count).map(({ id }, axis): Formula => {
    const letter = variable.shape[axis] === 1 ? undefined : scope.letters.get(id);
    return letter === undefined
      ? { kind: "number", value: { numerator: 0, denominator: 1 } }
      : { kind: "letter", letter };
  });
  return { kind: "symbol", of: variable, subscripts };
};

/** The equation that defines a variable, as it is shown: in matrix notation, or of one element in index notation. */
export const equationOf = (definition: Definition): Equation => {
  const { variable, indices, term, style } = definition;
  const whole: Formula = { kind: "symbol", of: variable, subscripts: [] };
  // The term of an element says nothing where there are none.
  if (variable.shape.includes(0)) return { left: whole, right: numberOf(rational(0)) };
  const matrix = style === "matrix" ? inMatrixNotation(definition) : undefined;
  if (matrix !== undefined) return { left: whole, right: matrix };
  const free = indices.filter((_, axis) => variable.shape[axis] !== 1);
  const scope = scopeOf(variable, term, free);
  return { left: elementOf(definition, scope), right: inIndexNotation(term, scope) };
};
