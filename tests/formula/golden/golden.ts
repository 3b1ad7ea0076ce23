// The rule: strings first. Each equation was written down from a textbook, or from the form that matrixcalculus.org gives, before any
// code printed it. Where a textbook's factors stand in another order than the conventions of notation give, the conventions decide;
// nothing else is taken from the output. When the code prints something else, either the code is mended or the entry says why it changed.

import type { Expr } from "@chainrule/core";
import type { DeriveOptions } from "../../../packages/formula/src/derive/options.js";

/** A loss, and what it is derived by. */
export interface Problem {
  readonly E: Expr;
  readonly wrt: Readonly<Record<string, Expr>>;
}

/** A textbook derivation. */
export interface Golden {
  readonly title: string;
  /** Book and section or equation; or paper. */
  readonly source: string;
  readonly loss: () => Problem;
  /** The whole derivation: forward, adjoint, gradient and update equations, in order. */
  readonly equations: readonly string[];
  /** The same, as LaTeX; some of the equations are enough. */
  readonly latex?: readonly string[];
  readonly options?: DeriveOptions;
}
