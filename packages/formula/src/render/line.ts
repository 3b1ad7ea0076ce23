import type { Step } from "../derive/derivation.js";
import type { Equation, Formula } from "../notation/formula.js";
import type { Variable } from "../term/term.js";
import type { RenderOptions } from "./options.js";

/** An equation as a line: what is defined, the sign, and what it is. */
export interface Line {
  readonly left: Formula;
  /** Set where the left is shown as `∇ E` by this variable. */
  readonly gradientBy: Variable | undefined;
  readonly sign: "=" | "←";
  readonly right: Formula;
}

/** A gradient in index notation is one element, which no ∇ is. */
const isWhole = (left: Formula): left is Extract<Formula, { kind: "symbol" }> =>
  left.kind === "symbol" && left.of.kind === "adjoint" && left.subscripts.length === 0;

/** The line that an equation, or that of a step, is shown as. */
export const lineOf = (shown: Equation | Step, { gradient }: RenderOptions): Line => {
  if (!("equation" in shown)) return { ...shown, gradientBy: undefined, sign: "=" };
  const { kind, equation } = shown;
  const { left, right } = equation;
  const isNabla = kind === "gradient" && gradient === "nabla" && isWhole(left);
  return { left, right, gradientBy: isNabla ? left.of : undefined, sign: kind === "update" ? "←" : "=" };
};
