import { seed as randomFrom, uniform } from "@chainrule/core";
import * as E from "fp-ts/lib/Either.js";
import { pipe } from "fp-ts/lib/function.js";
import * as O from "fp-ts/lib/Option.js";
import * as RA from "fp-ts/lib/ReadonlyArray.js";
import { evaluate } from "fp-ts/lib/State.js";
import { examine, type Finding, findingAt, type Jury } from "../examination.js";
import { disagrees } from "../oracle/oracle.js";
import { type Order, problemOf, type RuleError } from "../problem/problem.js";
import { placeOf } from "../sample.js";
import type { Specimen } from "./specimen.js";
import { traceOf } from "./trace.js";

/** How to look at a specimen. */
export interface Scrutiny extends Jury {
  readonly orders: readonly Order[];
  /** Whence the weights of the result's elements come, and the directions along which derivatives are compared. */
  readonly seed: number;
}

/** What is found of one order. */
export interface Verdict extends Finding {
  readonly order: Order;
}

/** What the oracles find at a specimen, order by order; left where a rule gives what cannot be a cotangent. */
export const verdictsOn = (
  specimen: Specimen,
  { orders, seed, ...jury }: Scrutiny,
): E.Either<RuleError, readonly Verdict[]> => {
  const trace = traceOf(specimen);
  const weights = evaluate(randomFrom(seed))(uniform(specimen.output.shape, { low: 0.25, high: 2, dtype: "f64" }));
  return pipe(
    orders,
    RA.traverse(E.Applicative)((order) =>
      pipe(
        problemOf(trace, order),
        E.map((problem): Verdict => {
          const place = placeOf(problem, trace, { args: specimen.point, weights, seed });
          return { order, ...findingAt(examine(problem, jury), place, jury) };
        }),
      ),
    ),
  );
};

/** The first verdict in which some oracle disagrees. */
export const disagreeing: (verdicts: readonly Verdict[]) => O.Option<Verdict> = RA.findFirst(({ comparisons }) =>
  comparisons.some(disagrees),
);

/** The first order of derivatives of a specimen about which some oracle disagrees. */
export const disagreement = (specimen: Specimen, scrutiny: Scrutiny): O.Option<Verdict> =>
  pipe(O.fromEither(verdictsOn(specimen, scrutiny)), O.chain(disagreeing));
