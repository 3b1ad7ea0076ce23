import { seed as randomFrom, uniform } from "@chainrule/core";
import * as fc from "fast-check";
import * as E from "fp-ts/lib/Either.js";
import { pipe } from "fp-ts/lib/function.js";
import * as O from "fp-ts/lib/Option.js";
import { evaluate } from "fp-ts/lib/State.js";
import type { Jury } from "./examination.js";
import { showComparisons } from "./message.js";
import type { Order } from "./problem/problem.js";
import { type ProgramOptions, programs } from "./program/programs.js";
import { type Agreement, agreementsOf } from "./report.js";
import { showSource } from "./source/source.js";
import { type Culprit, culpritOf } from "./specimen/culprit.js";
import { operationsOf, type Specimen } from "./specimen/specimen.js";
import { disagreeing, type Verdict, verdictsOn } from "./specimen/verdict.js";

/** Which programs to check, and how. */
export interface ProgramsOptions extends Jury, ProgramOptions {
  /** How many; default 1000. */
  readonly count?: number;
  /** The same seed gives the same programs, however many; default 1. */
  readonly seed?: number;
  /** Which derivatives; default `[1, 2]`. */
  readonly orders?: readonly Order[];
}

/** A program on which an oracle and reverse mode disagree. */
export interface ProgramDisagreement {
  readonly order: Order;
  /** What was said: each oracle's opinion on a line of its own. */
  readonly opinions: string;
  /** The smallest part of the program that shows it, and how many operations that has. */
  readonly source: string;
  readonly operations: number;
}

/** What was found of one program. */
export interface ProgramOutcome {
  /** Which program of its seed it is, counted from 0. */
  readonly index: number;
  readonly operations: number;
  /** One for each order. */
  readonly verdicts: readonly Verdict[];
  readonly disagreement: ProgramDisagreement | undefined;
}

/** What was found of many programs. */
export interface ProgramsReport {
  readonly programs: number;
  readonly operations: number;
  /** Derivatives that were asked for: one for each program and order. */
  readonly derivatives: number;
  /** Derivatives that could not be compared with anything: at a pole, at the edge of a domain. */
  readonly discarded: number;
  /** Derivatives at a kink, where the convention alone was compared. */
  readonly kinks: number;
  readonly oracles: readonly Agreement[];
  readonly disagreements: readonly (ProgramDisagreement & { readonly index: number })[];
}

/** A seed for each program, so that any of them can be drawn without the others before it. */
const seedsFrom = (seed: number, count: number): readonly number[] =>
  evaluate(randomFrom(seed))(uniform([count], { dtype: "f64" }))
    .toArray()
    .map((value) => Math.floor(value * 2 ** 31));

/** The verdicts on a program; the rules of the library's own operations always give cotangents. */
const verdictsOf = (specimen: Specimen, orders: readonly Order[], seed: number, jury: Jury): readonly Verdict[] =>
  pipe(
    verdictsOn(specimen, { ...jury, orders, seed }),
    E.getOrElse((error): readonly Verdict[] => {
      throw error;
    }),
  );

/** A disagreement on a program, shown on the smallest part of it that has one. */
const disagreementOn = (program: Specimen, whole: Verdict, jury: Jury): ProgramDisagreement => {
  const { part, verdict } = O.getOrElse((): Culprit => ({ part: program, verdict: whole }))(
    culpritOf(program, whole.order, jury),
  );
  return {
    order: verdict.order,
    opinions: showComparisons(verdict.comparisons),
    source: showSource(part),
    operations: operationsOf(part).length,
  };
};

/**
 * Random programs, one after another, each examined at one point by all oracles: lazily, so that whoever asks can show how far it is.
 *
 * @example
 * import { programOutcomes } from "@chainrule/check";
 * for (const { disagreement } of programOutcomes({ count: 10, seed: 1 })) assert.equal(disagreement, undefined);
 */
export function* programOutcomes({
  count = 1000,
  seed = 1,
  orders = [1, 2],
  backends,
  kinks,
  ...kind
}: ProgramsOptions = {}): Iterable<ProgramOutcome> {
  const jury: Jury = { ...(backends === undefined ? {} : { backends }), ...(kinks === undefined ? {} : { kinks }) };
  const arbitrary = programs(kind);
  for (const [index, own] of seedsFrom(seed, count).entries())
    for (const program of fc.sample(arbitrary, { seed: own, numRuns: 1 })) {
      const verdicts = verdictsOf(program, orders, own, jury);
      yield {
        index,
        operations: operationsOf(program).length,
        verdicts,
        disagreement: pipe(
          disagreeing(verdicts),
          O.map((verdict) => disagreementOn(program, verdict, jury)),
          O.toUndefined,
        ),
      };
    }
}

/**
 * What the outcomes come to.
 *
 * @example
 * import { programOutcomes, programsReport } from "@chainrule/check";
 * const { programs, disagreements } = programsReport([...programOutcomes({ count: 10, seed: 1 })]);
 * assert.deepEqual([programs, disagreements], [10, []]);
 */
export const programsReport = (outcomes: readonly ProgramOutcome[]): ProgramsReport => {
  const verdicts = outcomes.flatMap((outcome) => outcome.verdicts);
  return {
    programs: outcomes.length,
    operations: outcomes.reduce((sum, { operations }) => sum + operations, 0),
    derivatives: verdicts.length,
    discarded: verdicts.filter(({ comparisons }) => comparisons.length === 0).length,
    kinks: verdicts.filter(({ isKink }) => isKink).length,
    oracles: agreementsOf(verdicts.flatMap(({ comparisons }) => comparisons)),
    disagreements: outcomes.flatMap(({ index, disagreement }) =>
      disagreement === undefined ? [] : [{ index, ...disagreement }],
    ),
  };
};
