import type { Expr } from "@chainrule/core";
import * as fc from "fast-check";
import * as E from "fp-ts/lib/Either.js";
import { pipe } from "fp-ts/lib/function.js";
import * as O from "fp-ts/lib/Option.js";
import * as RA from "fp-ts/lib/ReadonlyArray.js";
import * as RNEA from "fp-ts/lib/ReadonlyNonEmptyArray.js";
import { tracesOnSmallShapes } from "./candidates.js";
import { type Examination, examine, type Finding, findingAt, type Jury } from "./examination.js";
import { showTensor } from "./input/literal.js";
import { locate } from "./locate.js";
import { GradientCheckError } from "./message.js";
import { type CheckOptions, refuseNonsense } from "./options.js";
import { type Comparison, disagrees } from "./oracle/oracle.js";
import type { Place } from "./problem/place.js";
import { type Order, problemOf } from "./problem/problem.js";
import { type AnyFunction, trace } from "./problem/trace.js";
import { agreementsOf, type Failure, type Report, type Reproduction } from "./report.js";
import { placeOf, type Sample } from "./sample.js";
import { showSource } from "./source/source.js";
import { culpritOf } from "./specimen/culprit.js";
import { operationsOf } from "./specimen/specimen.js";
import { specimenOf } from "./specimen/trace.js";
import { exampleOf, run, type Sampling, type Subject, type Subjects, subjectOf, undefinedFor } from "./subject.js";

/** A subject that is ready to be examined for one order. */
interface Examined extends Subject {
  readonly examination: Examination;
}

/** Asked first, and apart, so that no counterexample of a derivative shrinks into a hole of the domain. */
const definedEverywhere = (subjects: Subjects, sampling: Sampling): E.Either<Failure, Reproduction> => {
  const { seed, counterexample } = run(subjects, sampling, (sample) => O.isNone(undefinedFor(sample)));
  const reproduction = { runs: sampling.runs, seed };
  return pipe(
    O.fromNullable(counterexample?.[0]),
    O.chain((sample) =>
      pipe(
        undefinedFor(sample),
        O.map((reason): Failure => {
          const counterexample = exampleOf(sample.subject.trace, sample.args);
          return { kind: "domain", reason, counterexample, reproduction };
        }),
      ),
    ),
    O.match(() => E.right(reproduction), E.left),
  );
};

const examined =
  (order: Order, jury: Jury) =>
  (subject: Subject): E.Either<Failure, Examined> =>
    pipe(
      problemOf(subject.trace, order),
      E.bimap(
        ({ message }): Failure => ({ kind: "rule", order, reason: message, counterexample: exampleOf(subject.trace) }),
        (problem) => ({ ...subject, examination: examine(problem, jury) }),
      ),
    );

const placeIn = ({ subject, ...sample }: Sample<Examined>): Place =>
  placeOf(subject.examination.problem, subject.trace, sample);

const disagreementAt = (sample: Sample<Examined>, jury: Jury, reproduction: Reproduction): Failure => {
  const { subject, args, weights } = sample;
  const { trace: traced, examination } = subject;
  const { order } = examination.problem;
  const whole = specimenOf(traced, args);
  return {
    kind: "disagreement",
    order,
    ...locate(examination, traced.slots, placeIn(sample), jury),
    weights: weights.size === 1 && weights.toNumber() === 1 ? undefined : showTensor(weights),
    counterexample: exampleOf(traced, args),
    culprit: pipe(
      culpritOf(whole, order, jury),
      O.map(({ part }) => part),
      O.filter((part) => operationsOf(part).length < operationsOf(whole).length),
      O.map(showSource),
      O.toUndefined,
    ),
    reproduction,
  };
};

/** What was found for one order. */
interface Tally {
  readonly discarded: number;
  readonly kinks: number;
  readonly comparisons: readonly Comparison[];
}

/** Whether all oracles agree with reverse mode on the derivatives of one order. */
const agreed =
  (subjects: Subjects, jury: Jury, reproduction: Reproduction) =>
  (order: Order): E.Either<Failure, Tally> =>
    pipe(
      subjects,
      RNEA.traverse(E.Applicative)(examined(order, jury)),
      E.chain((prepared): E.Either<Failure, Tally> => {
        const seen: Finding[] = [];
        const { failed, counterexample, numRuns, numSkips } = run(prepared, reproduction, (sample) => {
          const finding = findingAt(sample.subject.examination, placeIn(sample), jury);
          fc.pre(finding.comparisons.length > 0);
          seen.push(finding);
          return !finding.comparisons.some(disagrees);
        });
        if (counterexample !== null) return E.left(disagreementAt(counterexample[0], jury, reproduction));
        const kinks = seen.filter(({ isKink }) => isKink).length;
        return failed || kinks > numRuns / 2
          ? E.left({ kind: "discards", order, compared: numRuns - kinks, discarded: numSkips + kinks, reproduction })
          : E.right({ discarded: numSkips, kinks, comparisons: seen.flatMap(({ comparisons }) => comparisons) });
      }),
    );

/**
 * Verifies the derivatives of `f` as `checkGradients` does, and returns what was found: a failure on the left, a report on the right.
 *
 * @throws what `f` throws on expressions of the given shapes, such as ShapeError; TypeError and RangeError for options that make no sense.
 *
 * @example
 * import { gradientReport } from "@chainrule/check";
 * import { customGradient, mul, square, type Expr } from "@chainrule/core";
 * import { isLeft } from "fp-ts/lib/Either.js";
 * const wrong = customGradient((x: Expr) => square(x), (g, _y, x) => [mul(g, x)]); // not 2x
 * assert.ok(isLeft(gradientReport(wrong)));
 */
export const gradientReport = <Args extends readonly unknown[]>(
  f: (...args: Args) => Expr,
  options: CheckOptions<Args> = {},
): E.Either<Failure, Report> => {
  const { inputs, runs = fc.readConfigureGlobal().numRuns ?? 100, orders = [1, 2], seed, ...jury } = options;
  refuseNonsense(f.length, options, inputs, runs);
  // Safe: `f` is called with expressions only where its arguments have them.
  const plain = f as AnyFunction;
  const traces = inputs === undefined ? tracesOnSmallShapes(plain) : RNEA.of(trace(plain, inputs));
  const subjects = pipe(traces, RNEA.map(subjectOf));
  return pipe(
    definedEverywhere(subjects, { runs, ...(seed === undefined ? {} : { seed }) }),
    E.chain((reproduction) =>
      pipe(
        orders,
        RA.traverse(E.Applicative)(agreed(subjects, jury, reproduction)),
        E.map((tallies) => ({
          ...reproduction,
          orders,
          discarded: tallies.reduce((sum, { discarded }) => sum + discarded, 0),
          kinks: tallies.reduce((sum, { kinks }) => sum + kinks, 0),
          oracles: agreementsOf(tallies.flatMap(({ comparisons }) => comparisons)),
        })),
      ),
    ),
  );
};

/**
 * Verifies the derivatives of `f`, of first and second order, on random inputs.
 *
 * The gradient that reverse mode derives is compared, along random directions, with
 * 1. forward mode: the graph of `f` read in dual numbers, and dual over dual for the second order;
 * 2. the complex step;
 * 3. central differences, extrapolated, with an estimate of their error;
 * 4. exact arithmetic in a prime field, where `f` is rational.
 *
 * A result that is not a scalar is summed with random weights. How far 1 and 2 may differ from reverse mode follows from a running
 * bound on the rounding errors of both (`rounded`), for 3 the estimated error is added, and 4 must be equal: there is no tolerance to
 * choose. Where a disagreement is at a kink (the derivatives from the two sides differ) the sample is discarded, and more discards than
 * runs are a failure. `stopGradient` is a constant to every oracle.
 *
 * @throws GradientCheckError when an oracle disagrees, with inputs shrunk to simple ones; when `f` gives NaN in its domain, when a custom
 * rule gives what cannot be a cotangent, or when too many samples were discarded. What `f` throws, such as ShapeError, is passed on.
 *
 * @example
 * import { checkGradients, shaped } from "@chainrule/check";
 * import { matmul, mean, mul, sigmoid, square, sub, tensor, type Expr, type Shape } from "@chainrule/core";
 *
 * const swish = <S extends Shape>(x: Expr<S>) => mul(x, sigmoid(x));
 * assert.equal(checkGradients(swish).runs, 100);
 *
 * const loss = (p: { weights: Expr }, x: Expr, y: Expr) => mean(square(sub(matmul(x, p.weights), y)));
 * checkGradients(loss, { inputs: [{ weights: shaped([3, 1]) }, shaped([2, 3]), tensor([[1], [0]])] });
 */
export const checkGradients = <Args extends readonly unknown[]>(
  f: (...args: Args) => Expr,
  options: CheckOptions<Args> = {},
): Report =>
  pipe(
    gradientReport(f, options),
    E.getOrElse((failure): Report => {
      throw new GradientCheckError(failure);
    }),
  );
