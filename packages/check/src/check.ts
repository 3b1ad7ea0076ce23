import { type Expr, printProgram } from "@chainrule/core";
import * as fc from "fast-check";
import * as E from "fp-ts/lib/Either.js";
import { pipe } from "fp-ts/lib/function.js";
import * as O from "fp-ts/lib/Option.js";
import * as RA from "fp-ts/lib/ReadonlyArray.js";
import * as RNEA from "fp-ts/lib/ReadonlyNonEmptyArray.js";
import { tracesOnSmallShapes } from "./candidates.js";
import { comparisonsAt, type Examination, examine } from "./examination.js";
import type { Inputs } from "./input/inputs.js";
import { showArguments, showTensor } from "./input/literal.js";
import { locate } from "./locate.js";
import { GradientCheckError } from "./message.js";
import { type Comparison, disagrees } from "./oracle/oracle.js";
import { undefinedIn } from "./problem/domain.js";
import type { Place } from "./problem/place.js";
import { type Order, problemOf } from "./problem/problem.js";
import { type AnyFunction, type Trace, tensorsOf, trace } from "./problem/trace.js";
import { agreementsOf, type Counterexample, type Failure, type Report, type Reproduction } from "./report.js";
import { placeOf, type Sample, samples } from "./sample.js";

/** How to check. */
export interface CheckOptions<Args extends readonly unknown[] = readonly Expr[]> {
  /**
   * What to draw for each argument: a tree with `shaped(…)` where values are to be drawn, and tensors or numbers where they are given.
   * Default, for a function of one expression: scalars, vectors and matrices of a few elements.
   */
  readonly inputs?: Inputs<Args>;
  /** How many samples to compare on; default 100. */
  readonly runs?: number;
  /** Which derivatives; default `[1, 2]`. */
  readonly orders?: readonly Order[];
  /** The same seed gives the same samples; default: fast-check's, which is another each time. */
  readonly seed?: number;
}

/** A function on inputs of known shapes. */
interface Subject {
  readonly trace: Trace;
  readonly undefinedAt: ReturnType<typeof undefinedIn>;
}

type Subjects<S extends Subject = Subject> = RNEA.ReadonlyNonEmptyArray<S>;

/** A subject that is ready to be examined for one order. */
interface Examined extends Subject {
  readonly examination: Examination;
}

const exampleOf = ({ inputs, slots, result }: Trace, args: readonly unknown[] = inputs): Counterexample => ({
  args: showArguments(args),
  program: printProgram({ inputs: slots.map(({ node }) => node), outputs: [result] }),
});

/** How samples are drawn, and how many. */
interface Sampling {
  readonly runs: number;
  readonly seed?: number;
}

/**
 * Runs a property on samples; those that it discards are not among the runs. Where it fails, the smaller subjects are given another chance
 * to fail: values are drawn anew when the shape shrinks, and may by chance be such that nothing is wrong.
 */
const run = <S extends Subject>(
  subjects: Subjects<S>,
  { runs, ...seed }: Sampling,
  property: (sample: Sample<S>) => boolean,
): fc.RunDetails<[Sample<S>]> => {
  // More discards than runs, and too little has been checked.
  const parameters = { numRuns: runs, maxSkipsPerRun: 1, ...seed };
  const details = fc.check(fc.property(samples(subjects), property), parameters);
  const [sample] = details.counterexample ?? [];
  const smaller = subjects.slice(0, sample === undefined ? 0 : subjects.indexOf(sample.subject));
  if (!RA.isNonEmpty(smaller)) return details;
  const again = run(smaller, { runs, seed: details.seed }, property);
  return again.counterexample === null ? details : again;
};

const undefinedFor = ({ subject, args }: Sample<Subject>): O.Option<string> => subject.undefinedAt(tensorsOf(args));

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
  (order: Order) =>
  (subject: Subject): E.Either<Failure, Examined> =>
    pipe(
      problemOf(subject.trace, order),
      E.bimap(
        ({ message }): Failure => ({ kind: "rule", order, reason: message, counterexample: exampleOf(subject.trace) }),
        (problem) => ({ ...subject, examination: examine(problem) }),
      ),
    );

const placeIn = ({ subject, ...sample }: Sample<Examined>): Place =>
  placeOf(subject.examination.problem, subject.trace, sample);

const comparisonsFor = (sample: Sample<Examined>): readonly Comparison[] =>
  comparisonsAt(sample.subject.examination, placeIn(sample));

const disagreementAt = (sample: Sample<Examined>, reproduction: Reproduction): Failure => {
  const { subject, args, weights } = sample;
  const { trace: traced, examination } = subject;
  return {
    kind: "disagreement",
    order: examination.problem.order,
    ...locate(examination, traced.slots, placeIn(sample)),
    weights: weights.size === 1 && weights.toNumber() === 1 ? undefined : showTensor(weights),
    counterexample: exampleOf(traced, args),
    reproduction,
  };
};

/** What was found for one order. */
interface Tally {
  readonly discarded: number;
  readonly comparisons: readonly Comparison[];
}

/** Whether all oracles agree with reverse mode on the derivatives of one order. */
const agreed =
  (subjects: Subjects, reproduction: Reproduction) =>
  (order: Order): E.Either<Failure, Tally> =>
    pipe(
      subjects,
      RNEA.traverse(E.Applicative)(examined(order)),
      E.chain((prepared): E.Either<Failure, Tally> => {
        const seen: Comparison[] = [];
        const { failed, counterexample, numRuns, numSkips } = run(prepared, reproduction, (sample) => {
          const comparisons = comparisonsFor(sample);
          fc.pre(comparisons.length > 0);
          seen.push(...comparisons);
          return !comparisons.some(disagrees);
        });
        if (!failed) return E.right({ discarded: numSkips, comparisons: seen });
        return E.left(
          counterexample === null
            ? { kind: "discards", order, compared: numRuns, discarded: numSkips, reproduction }
            : disagreementAt(counterexample[0], reproduction),
        );
      }),
    );

/**
 * Verifies the derivatives of `f` as `checkGradients` does, and returns what was found: a failure on the left, a report on the right.
 *
 * @throws what `f` throws on expressions of the given shapes, such as ShapeError.
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
  const { inputs, runs = 100, orders = [1, 2], seed } = options;
  // Safe: `f` is called with expressions only where its arguments have them.
  const plain = f as AnyFunction;
  const traces = inputs === undefined ? tracesOnSmallShapes(plain) : RNEA.of(trace(plain, inputs));
  const subjects = pipe(
    traces,
    RNEA.map((traced): Subject => ({ trace: traced, undefinedAt: undefinedIn(traced) })),
  );
  return pipe(
    definedEverywhere(subjects, { runs, ...(seed === undefined ? {} : { seed }) }),
    E.chain((reproduction) =>
      pipe(
        orders,
        RA.traverse(E.Applicative)(agreed(subjects, reproduction)),
        E.map((tallies) => ({
          ...reproduction,
          orders,
          discarded: tallies.reduce((sum, { discarded }) => sum + discarded, 0),
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
