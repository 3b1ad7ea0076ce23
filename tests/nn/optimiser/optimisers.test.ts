import { type Expr, evaluate, lift, mul, tensor } from "@chainrule/core";
import { adam, adamW, momentum, nesterov, type Optimiser, rmsProp, sgd } from "@chainrule/nn";
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { allAgree } from "../rounding.js";
import { type Recurrence, trajectory, unrolled, walks } from "./trajectory.js";

const learningRate = 0.1;

interface Averages {
  readonly m: number;
  readonly v: number;
}

/** Kingma and Ba (2015), algorithm 1, and with `decay` Loshchilov and Hutter (2019), algorithm 2. */
const adamRule =
  (beta1: number, beta2: number, epsilon: number, decay: number): Recurrence<Averages> =>
  (w, g, { m: m0, v: v0 }, t) => {
    const m = beta1 * m0 + (1 - beta1) * g;
    const v = beta2 * v0 + (1 - beta2) * g * g;
    const step = m / (1 - beta1 ** t) / (Math.sqrt(v / (1 - beta2 ** t)) + epsilon);
    return [w - learningRate * (step + decay * w), { m, v }];
  };

/** Tieleman and Hinton (2012), lecture 6.5. */
const rmsRule =
  (decay: number, epsilon: number): Recurrence<number> =>
  (w, g, s0) => {
    const s = decay * s0 + (1 - decay) * g * g;
    return [w - (learningRate * g) / (Math.sqrt(s) + epsilon), s];
  };

/** Polyak (1964), or with a look ahead Nesterov (1983). */
const momentumRule =
  (decay: number, ahead: boolean): Recurrence<number> =>
  (w, g, v0) => {
    const v = decay * v0 + g;
    return [w - learningRate * (ahead ? decay * v + g : v), v];
  };

const nothing = { m: 0, v: 0 };
type Walk = (start: number, gradients: readonly number[]) => readonly number[];
const follows =
  <Memory>(rule: Recurrence<Memory>, memory: Memory): Walk =>
  (start, gradients) =>
    unrolled(rule, memory, start, gradients);

const cases: readonly (readonly [string, Optimiser, Walk])[] = [
  ["sgd: w − r g", sgd({ learningRate }), follows((w, g) => [w - learningRate * g, undefined], undefined)],
  ["momentum: w − r v, v ← β v + g", momentum({ learningRate, decay: 0.8 }), follows(momentumRule(0.8, false), 0)],
  [
    "nesterov: w − r (β v + g), v ← β v + g",
    nesterov({ learningRate, decay: 0.8 }),
    follows(momentumRule(0.8, true), 0),
  ],
  ["momentum: its default decay is 0.9", momentum({ learningRate }), follows(momentumRule(0.9, false), 0)],
  ["nesterov: its default decay is 0.9", nesterov({ learningRate }), follows(momentumRule(0.9, true), 0)],
  [
    "rmsProp: w − r g / (√s + ε), s ← ρ s + (1 − ρ) g²",
    rmsProp({ learningRate, decay: 0.7, epsilon: 1e-6 }),
    follows(rmsRule(0.7, 1e-6), 0),
  ],
  ["rmsProp: its defaults are 0.9 and 1e-8", rmsProp({ learningRate }), follows(rmsRule(0.9, 1e-8), 0)],
  [
    "adam: algorithm 1 of the paper",
    adam({ learningRate, meanDecay: 0.8, squareDecay: 0.99, epsilon: 1e-6 }),
    follows(adamRule(0.8, 0.99, 1e-6, 0), nothing),
  ],
  ["adam: the paper's defaults", adam({ learningRate }), follows(adamRule(0.9, 0.999, 1e-8, 0), nothing)],
  [
    "adamW: decay decoupled from the averages",
    adamW({ learningRate, weightDecay: 0.05 }),
    follows(adamRule(0.9, 0.999, 1e-8, 0.05), nothing),
  ],
  ["adamW: its default decay is 0.01", adamW({ learningRate }), follows(adamRule(0.9, 0.999, 1e-8, 0.01), nothing)],
];

// Some 20 roundings a step and 8 steps, of parameters up to 10 and gradients up to 10. Adam divides a mean by the root of an average
// square that is at least 0.1 % of the largest: it magnifies the rounding of the mean by at most √1000 ≈ 32.
const operations = 20 * 8 * 32;

describe.each(cases)("%s", (_name, optimiser, expected) => {
  test.prop([walks])("is what one would write for one number", ([start, gradients]) =>
    allAgree(trajectory(optimiser, start, gradients), expected(start, gradients), operations, 20),
  );
});

test.prop([fc.double({ min: 1e-3, max: 1e3, noNaN: true }), fc.boolean()])(
  "the first step of adam has the size of the learning rate, whatever the gradient's",
  (size, negative) => {
    const [w = Number.NaN] = trajectory(adam({ learningRate }), 0, [negative ? -size : size]);
    // ε shortens the step by 1e-8 / |g|, which is at most 1e-5.
    return Math.abs(w - (negative ? learningRate : -learningRate)) <= learningRate * 1.1e-5;
  },
);

test("a learning rate may be a schedule, which sees the steps from 0 on", () => {
  const optimiser = sgd({ learningRate: (step: Expr<readonly []>) => mul(2, step) });
  expect(trajectory(optimiser, 0, [1, 1, 1])).toEqual([0, -2, -6]);
});

test("updates have the dtype of the parameters", () => {
  const w = lift(tensor([1, 2]));
  const [updates] = adam().update(w, [{ step: lift(0, "f64"), mean: [w], square: [w] }, { step: lift(0, "f64") }], w);
  expect(updates.dtype).toBe("f32");
  expect(evaluate(updates).shape).toEqual([2]);
});

test("a learning rate is finite", () => {
  for (const rate of [Number.NaN, Number.POSITIVE_INFINITY])
    expect(() => sgd({ learningRate: rate })).toThrow(new RangeError(`a learning rate must be finite, got ${rate}`));
});
