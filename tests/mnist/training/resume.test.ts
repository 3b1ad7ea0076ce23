import { fc, test } from "@fast-check/vitest";
import * as E from "fp-ts/lib/Either.js";
import { pipe } from "fp-ts/lib/function.js";
import * as O from "fp-ts/lib/Option.js";
import { describe, expect } from "vitest";
import { decodeCheckpoint, encodeCheckpoint } from "../../../packages/mnist/src/checkpoint/checkpoint.js";
import { tensorsOf } from "../../../packages/mnist/src/checkpoint/tree.js";
import { stateFromSaved, stateToSaved } from "../../../packages/mnist/src/run/saved.js";
import type { TrainingState } from "../../../packages/mnist/src/training/state.js";
import type { Training } from "../../../packages/mnist/src/training/train.js";
import { bitsOfAll } from "../checkpoint/arbitrary.js";
import { sample } from "../checkpoint/sample.js";
import { recipes } from "../recipe/arbitrary.js";
import { beginningOf, courseOf, dataOf, trainingOf } from "./runs.js";

/** All of a state, to the bit. */
const bitsOf = ({ network, best, ...rest }: TrainingState): unknown => {
  const { parameters = [], ...found } = O.toNullable(best) ?? {};
  return [bitsOfAll(new Map(tensorsOf("state", { network, best: parameters }))), found, rest];
};

/** What a state is after it was written to a file and read in another process, which knows the training alone. */
const savedAndRead = (training: Training, state: TrainingState): TrainingState => {
  const { tensors, state: rest } = stateToSaved(state);
  const bytes = encodeCheckpoint({ tensors, metadata: { ...sample, recipe: training.recipe, state: rest } });
  const read = pipe(
    decodeCheckpoint(bytes, "file"),
    E.flatMap((checkpoint) => stateFromSaved(checkpoint, beginningOf(training), "file")),
  );
  if (E.isLeft(read)) throw new Error(read.left._tag);
  return read.right;
};

const runs = fc.record({
  recipe: recipes,
  train: fc.integer({ min: 1, max: 25 }),
  validation: fc.constantFrom(0, 6),
  test: fc.constantFrom(0, 6),
  place: fc.double({ min: 0, max: 1, noNaN: true }),
});

describe("a run that is stopped anywhere and gone on with", () => {
  test.prop([runs], { numRuns: 15 })("is the run that is not stopped, to the bit", ({ recipe, place, ...sizes }) => {
    const anew = () => trainingOf(recipe, dataOf(sizes));
    const whole = courseOf(anew());
    const stop = Math.round(place * (whole.states.length - 1));
    const state = whole.states[stop] ?? whole.states[0];
    if (state === undefined) throw new Error("a run has at least its first state");

    const again = savedAndRead(anew(), state);
    expect(bitsOf(again)).toEqual(bitsOf(state));
    const rest = courseOf(anew(), again);
    expect(rest.states.map(bitsOf)).toEqual(whole.states.slice(stop).map(bitsOf));
    expect(rest.events).toEqual(whole.events.slice(stop));
    expect(rest.outcome._tag).toBe(whole.outcome._tag);
  });
});
