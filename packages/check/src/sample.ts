import { type Expr, type Random, type Shape, seed, type Tensor, uniform } from "@chainrule/core";
import * as fc from "fast-check";
import { pipe } from "fp-ts/lib/function.js";
import { replicate } from "fp-ts/lib/ReadonlyArray.js";
import { map as mapNonEmpty, type ReadonlyNonEmptyArray } from "fp-ts/lib/ReadonlyNonEmptyArray.js";
import { evaluate, map, traverseArray } from "fp-ts/lib/State.js";
import { simplestFirst } from "./arbitrary/simplest-first.js";
import { tensors } from "./arbitrary/tensors.js";
import { trees } from "./arbitrary/trees.js";
import { shaped } from "./input/shaped.js";
import type { Point } from "./problem/derivative.js";
import type { Place } from "./problem/place.js";
import type { Problem } from "./problem/problem.js";
import { type Trace, tensorsOf } from "./problem/trace.js";

/** A random test of a function. */
export interface Sample<Subject> {
  /** What is tested: the function on inputs of known shapes. */
  readonly subject: Subject;
  readonly args: readonly unknown[];
  /** How much each element of the result counts. */
  readonly weights: Tensor;
  /** Whence the directions come along which derivatives are compared. */
  readonly seed: number;
}

/** How many of the samples are at the edges of their domains, which is where kinks and ties are. */
const AT_EDGES = 1 / 8;

/** Weights are not 0, which would hide an element; they shrink to 1. */
const weightsOf = (shape: Shape): fc.Arbitrary<Tensor> => tensors(shaped(shape, { min: 0.25, max: 2 }), { edges: 0 });

const samplesOf = <Subject extends { readonly trace: Trace }>(subject: Subject): fc.Arbitrary<Sample<Subject>> =>
  fc.record({
    subject: fc.constant(subject),
    args: trees(subject.trace.inputs, { edges: AT_EDGES }),
    weights: weightsOf(subject.trace.result.shape),
    seed: fc.noShrink(fc.noBias(fc.nat())),
  });

/** Samples of several subjects, which shrink towards the first of them. */
export const samples = <Subject extends { readonly trace: Trace }>(
  subjects: ReadonlyNonEmptyArray<Subject>,
): fc.Arbitrary<Sample<Subject>> =>
  simplestFirst(
    pipe(
      subjects,
      mapNonEmpty((subject) => samplesOf(subject)),
    ),
  ).chain((arbitrary) => arbitrary);

/** A step with no element near 0, of either sign: an error of any one element shows along it. */
const step = ({ shape }: Expr): Random<readonly number[]> =>
  pipe(
    uniform(shape, { low: -0.5, high: 0.5, dtype: "f64" }),
    map((values) => values.toArray().map((value) => (value < 0 ? value - 0.5 : value + 0.5))),
  );

/** A random direction for each order. */
const directionsFrom = (start: number, { order, variables }: Problem): readonly Point<number>[] =>
  evaluate(seed(start))(traverseArray(() => traverseArray(step)(variables))(replicate(order, undefined)));

/** Where a sample looks at a problem. */
export const placeOf = (problem: Problem, trace: Trace, sample: Omit<Sample<unknown>, "subject">): Place => {
  const values = tensorsOf(sample.args).map((tensor, index) => ({
    varies: trace.slots[index]?.varies === true,
    elements: tensor.toArray(),
  }));
  const those = (varies: boolean): Point<number> =>
    values.filter((value) => value.varies === varies).map(({ elements }) => elements);
  return {
    point: [...those(true), ...those(false), sample.weights.toArray()],
    directions: directionsFrom(sample.seed, problem),
  };
};
