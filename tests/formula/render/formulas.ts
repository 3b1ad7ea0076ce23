// Formulas in a few letters, for tests.

import type { Formula } from "../../../packages/formula/src/notation/formula.js";
import { rational } from "../../../packages/formula/src/term/rational.js";
import type { Reduction, Relation, Variable } from "../../../packages/formula/src/term/term.js";

export const value = (name: string, shape: readonly number[] = []): Variable => ({
  name,
  kind: "value",
  shape,
  isOneHot: false,
});

export const adjoint = (name: string, shape: readonly number[] = []): Variable => ({
  ...value(name, shape),
  kind: "adjoint",
});

export const of = (variable: Variable, ...subscripts: readonly Formula[]): Formula => ({
  kind: "symbol",
  of: variable,
  subscripts,
});

/** A symbol with a value, of two axes. */
export const s = (name: string, ...subscripts: readonly Formula[]): Formula => of(value(name, [2, 3]), ...subscripts);
/** The derivative by a symbol. */
export const d = (name: string, ...subscripts: readonly Formula[]): Formula => of(adjoint(name, [2, 3]), ...subscripts);
export const n = (numerator: number, denominator = 1): Formula => ({
  kind: "number",
  value: rational(numerator, denominator),
});
export const i = (letter: string): Formula => ({ kind: "letter", letter });
export const ones: Formula = { kind: "ones" };
export const minus = (inner: Formula): Formula => ({ kind: "negative", of: inner });
export const sum = (...terms: readonly Formula[]): Formula => ({ kind: "sum", terms });
export const beside = (...factors: readonly Formula[]): Formula => ({ kind: "product", by: "side by side", factors });
export const odot = (...factors: readonly Formula[]): Formula => ({ kind: "product", by: "elementwise", factors });
export const over = (numerator: Formula, denominator: Formula): Formula => ({
  kind: "quotient",
  numerator,
  denominator,
});
export const power = (base: Formula, exponent: Formula): Formula => ({ kind: "power", base, exponent });
export const squared = (base: Formula): Formula => power(base, n(2));
export const t = (inner: Formula): Formula => ({ kind: "transpose", of: inner });
export const call = (name: string, ...args: readonly Formula[]): Formula => ({ kind: "call", name, args });
export const reduce = (by: Reduction, letters: string, inner: Formula): Formula => ({
  kind: "reduce",
  by,
  letters: [...letters],
  of: inner,
});
export const norm = (inner: Formula): Formula => ({ kind: "norm", of: inner });
export const truth = (left: Formula, relation: Relation, right: Formula): Formula => ({
  kind: "truth",
  relation,
  left,
  right,
});
export const cases = (yes: Formula, condition: Formula, no: Formula): Formula => ({
  kind: "cases",
  yes,
  condition,
  no,
});
