import {
  constant,
  type Expr,
  evaluate,
  ones,
  scan,
  seed,
  square,
  sub,
  sum,
  tensor,
  tensorFrom,
  zeros,
} from "@chainrule/core";
import {
  accuracy,
  adam,
  binaryCrossEntropyWithLogits,
  dense,
  initialState,
  type ParametersOf,
  sequential,
  sgd,
  tanh,
  trainStep,
} from "@chainrule/nn";
import { fc, test } from "@fast-check/vitest";
import { expect, it } from "vitest";
import { allAgree, moderate } from "../rounding.js";

const optimiser = sgd({ learningRate: 0.1 });
const f64 = (values: readonly number[]) => tensorFrom([values.length], values, { dtype: "f64" });

test.prop([moderate(), fc.array(moderate(), { minLength: 1, maxLength: 8 })])(
  "a step descends the gradient of the loss, and reports the loss before it",
  (start, targets) => {
    const step = trainStep((w: Expr<readonly [number]>, t: Expr<readonly []>) => sum(square(sub(w, t))), optimiser);
    const [{ parameters }, losses] = scan(step)(initialState(f64([start]), optimiser), f64(targets));
    const walk = targets.reduce<{ readonly w: number; readonly seen: readonly number[] }>(
      ({ w, seen }, t) => ({ w: w - 0.1 * 2 * (w - t), seen: [...seen, (w - t) ** 2] }),
      { w: start, seen: [] },
    );
    // Five roundings a step and 8 steps, of losses up to 20².
    return allAgree([...losses.toArray(), ...parameters.toArray()], [...walk.seen, walk.w], 40, 400);
  },
);

test("a loss may report more than itself; only the loss is descended", () => {
  const measure = (z: Expr<readonly [2, 2]>, labels: Expr<readonly [2]>) => ({
    loss: sum(square(z)),
    accuracy: accuracy(z, labels),
  });
  const start = initialState(
    tensor([
      [1, 2],
      [3, 1],
    ]),
    optimiser,
  );
  const [{ parameters }, measured] = scan(trainStep(measure, optimiser))(start, tensor([[1, 1]], { dtype: "u8" }));
  expect(measured.loss.toNested()).toEqual([15]);
  expect(measured.accuracy.toNested()).toEqual([0.5]);
  // 1 − 0.1 · 2 and so on, rounded to f32.
  expect(parameters.toArray()).toEqual([0.8, 1.6, 2.4, 0.8].map((w) => expect.closeTo(w, 6)));
});

test("a node that stands in two places of the tree is two parameters", () => {
  const shared: Expr = constant(tensor([1]));
  const step = trainStep(
    (p: { readonly a: Expr; readonly b: Expr }, t: Expr) => sum(square(sub(p.a, t))),
    sgd({ learningRate: 0.5 }),
  );
  const state = { parameters: { a: shared, b: shared }, optimiser: { step: constant(zeros([])) } };
  const [{ parameters }] = evaluate(step(state, constant(tensor([3]))));
  expect([parameters.a.toNested(), parameters.b.toNested()]).toEqual([[3], [1]]);
});

test("a loss that is not a scalar is rejected, by the types and when traced", () => {
  const vector = (w: Expr<readonly [2]>, t: Expr<readonly []>) => square(sub(w, t));
  // @ts-expect-error the loss is a vector
  const step = trainStep(vector, optimiser);
  expect(() => scan(step)(initialState(ones([2]), optimiser), tensor([1]))).toThrow(
    "trainStep: the loss must be a scalar, got [2]: take its mean or its sum",
  );
});

it.each([1, 2, 3])("XOR is learnt: 2-4-1 from seed %d", (start) => {
  const model = sequential(dense(2, 4), tanh, dense(4, 1));
  const x = tensor([
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ]);
  const adamFast = adam({ learningRate: 0.1 });
  const step = trainStep(
    (p: ParametersOf<typeof model>, t: Expr<readonly [4, 1]>) => binaryCrossEntropyWithLogits(model.apply(p, x), t),
    adamFast,
  );
  const targets = tensorFrom([300, 4, 1], Array.from({ length: 300 }, () => [0, 1, 1, 0]).flat());
  const [parameters] = model.init(seed(start));
  const losses = scan(step)(initialState(parameters, adamFast), targets)[1].toArray();
  // Four answers that are right by chance cost log 2 = 0.69 on average; at 0.05 each is better than e^−0.2 = 82 % sure.
  expect(losses[299]).toBeLessThan(0.05);
});
