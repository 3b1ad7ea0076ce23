import { type Expr, isExpr } from "@chainrule/core";
import * as E from "fp-ts/lib/Either.js";
import { gradientReport } from "../check.js";
import { GradientCheckError, showFailure } from "../message.js";
import type { CheckOptions } from "../options.js";
import type { Failure, Report } from "../report.js";

/** What a matcher of vitest returns. */
interface Verdict {
  readonly pass: boolean;
  readonly message: () => string;
}

/** The arguments of `toHaveCorrectGradients` for what was given to `expect`: none will do unless that is a function of expressions. */
export type GradientArguments<T> = T extends (...args: infer Args extends readonly unknown[]) => Expr
  ? [options?: CheckOptions<Args>]
  : [expectWasNotGivenAFunctionOfExpressions: never];

type Checked = (...args: readonly unknown[]) => Expr;

// Safe: a function that does not take expressions, or return one, is refused when it is traced.
const isFunction = (received: unknown): received is Checked => typeof received === "function";

const showReceived = (received: unknown): string => {
  if (isExpr(received)) return "an expression: give the function itself, not its result";
  return received === null ? "null" : typeof received;
};

/** A failure that says nothing of the gradients: neither that they are right, nor that they are wrong. */
const isOpen = ({ kind }: Failure): boolean => kind === "domain" || kind === "discards";

const showReport = (name: string, { runs, seed, orders, oracles }: Report): string =>
  [
    `toHaveCorrectGradients: the gradients of ${name} are not wrong`,
    `  on ${runs} samples, reverse mode agrees on derivatives of order ${orders.join(" and ")} with ` +
      oracles.map(({ oracle }) => oracle).join(", "),
    `to see it again: { seed: ${seed}, runs: ${runs} }`,
  ].join("\n");

/**
 * Whether the gradients of a function are correct.
 *
 * @throws TypeError for what is no function; GradientCheckError where there is no saying, as when the function gives NaN in its domain:
 * `not` would otherwise pass.
 */
export const toHaveCorrectGradients = (received: unknown, options: CheckOptions<readonly unknown[]> = {}): Verdict => {
  if (!isFunction(received))
    throw new TypeError(`toHaveCorrectGradients: needs a function of expressions, got ${showReceived(received)}`);
  return E.match(
    (failure: Failure): Verdict => {
      if (isOpen(failure)) throw new GradientCheckError(failure);
      return { pass: false, message: () => showFailure(failure) };
    },
    (report: Report): Verdict => ({ pass: true, message: () => showReport(received.name || "f", report) }),
  )(gradientReport(received, options));
};
