import { type Expr, leavesOf, scan, seed, type Tensor, take, tensorFrom, uniform } from "@chainrule/core";
import {
  adam,
  begin,
  dense,
  fit,
  initialState,
  meanSquaredError,
  type ParametersOf,
  type Progress,
  relu,
  sequential,
  shuffledBatches,
  trainStep,
} from "@chainrule/nn";
import { fc, test } from "@fast-check/vitest";
import { is, List } from "immutable";
import { expect } from "vitest";

const model = sequential(dense(2, 4), relu, dense(4, 1));
const optimiser = adam({ learningRate: 0.01 });
const [inputs, rest] = uniform([12, 2])(seed(7));
const targets = tensorFrom(
  [12, 1],
  Array.from({ length: 12 }, (_, row) => row / 12),
);
const epoch = scan(
  trainStep(
    (p: ParametersOf<typeof model>, rows: Expr<readonly [number]>) =>
      meanSquaredError(model.apply(p, take(inputs, rows)), take(targets, rows)),
    optimiser,
  ),
);
const batches = shuffledBatches(12, 4);
const [parameters, random] = model.init(rest);
const start = begin(initialState(parameters, optimiser), random);

/** Progress as a value that `is` compares by content: tensors bit by bit, and the random sequence. */
const asValue = ({ state, random: at, history }: Progress<unknown, Tensor>): List<unknown> =>
  List<unknown>([...leavesOf(state).map(({ leaf }) => leaf), ...at, ...history]);

/** Progress after all epochs of a run. */
const last = <P>(run: Iterable<P>): P | undefined => [...run].at(-1);

test.prop([fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 3 })], { numRuns: 12 })(
  "a run that is resumed ends where an uninterrupted one does, to the bit",
  (before, after) => {
    const epochs = before + after;
    const whole = last(fit({ epoch, batches, epochs }, start));
    const half = last(fit({ epoch, batches, epochs: before }, start));
    const resumed = half === undefined ? undefined : last(fit({ epoch, batches, epochs }, half));
    return whole !== undefined && resumed?.epoch === epochs && is(asValue(resumed), asValue(whole));
  },
);

test("progress is yielded epoch by epoch, and nothing runs before it is asked for", () => {
  const counted: number[] = [];
  const counting = (state: number, step: number): readonly [number, number] => {
    counted.push(step);
    return [state + step, state];
  };
  const run = fit({ epoch: counting, batches: (r) => [2, r] }, begin(10, seed(1)));
  expect(counted).toEqual([]);
  const seen: (readonly [number, number, readonly number[]])[] = [];
  for (const { epoch: done, state, history } of run) {
    seen.push([done, state, history.toArray()]);
    if (done === 3) break;
  }
  expect(seen).toEqual([
    [1, 12, [10]],
    [2, 14, [10, 12]],
    [3, 16, [10, 12, 14]],
  ]);
  expect(counted).toEqual([2, 2, 2]);
});

test("it may be iterated again, with the same result: it is a value", () => {
  const run = fit({ epoch, batches, epochs: 2 }, start);
  const [once, again] = [last(run), last(run)];
  if (once === undefined || again === undefined) throw new RangeError("two epochs have an end");
  expect(is(asValue(once), asValue(again))).toBe(true);
  expect(is(asValue(once), asValue(start))).toBe(false);
});

test("each epoch draws batches of its own", () => {
  const keep = (state: null, drawn: Tensor): readonly [null, Tensor] => [state, drawn];
  const run = last(fit({ epoch: keep, batches: shuffledBatches(32, 8), epochs: 2 }, begin(null, seed(1))));
  const [first, second] = run?.history ?? [];
  expect(first?.equals(second)).toBe(false);
});

test("a run whose epochs are done yields nothing more", () => {
  const done = { ...start, epoch: 5 };
  expect([...fit({ epoch, batches, epochs: 5 }, done)]).toEqual([]);
});
