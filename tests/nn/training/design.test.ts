import {
  type Expr,
  interpreter,
  mul,
  scan,
  seed,
  sigmoid,
  square,
  sub,
  sum,
  tensor,
  tensorFrom,
  uniform,
} from "@chainrule/core";
import {
  adam,
  dense,
  initialState,
  type ParametersOf,
  relu,
  sequential,
  softmaxCrossEntropy,
  trainStep,
} from "@chainrule/nn";
import { expect, test } from "vitest";

interface Batch {
  readonly images: Expr;
  readonly labels: Expr;
}

test("training reads as the design says", () => {
  const model = sequential(dense(784, 300), relu, dense(300, 10));
  const loss = (p: ParametersOf<typeof model>, batch: Batch) =>
    softmaxCrossEntropy(model.apply(p, batch.images), batch.labels);
  const step = trainStep(loss, adam({ learningRate: 1e-3 }));
  const epoch = scan(step, { backend: interpreter });

  const [parameters, random] = model.init(seed(1));
  const initial = initialState(parameters, adam({ learningRate: 1e-3 }));
  const batches = {
    images: uniform([3, 2, 784])(random)[0],
    labels: tensor(
      [
        [3, 7],
        [3, 7],
        [3, 7],
      ],
      { dtype: "u8" },
    ),
  };
  const [trained, losses] = epoch(initial, batches);

  const [first = Number.NaN, , last = Number.NaN] = losses.toArray();
  expect(last).toBeLessThan(first);
  expect(trained.parameters[1].weights.shape).toEqual([300, 10]);
  expect(trained.optimiser[0].step.toNumber()).toBe(3);
});

test("an activation and a loss of one's own train like any other", () => {
  const swish = (x: Expr) => mul(x, sigmoid(x));
  const model = sequential(dense(1, 8), swish, dense(8, 1));
  const fourthPower = (y: Expr, t: Expr) => sum(square(square(sub(y, t))));
  const optimiser = adam({ learningRate: 0.05 });
  const step = trainStep(
    (p: ParametersOf<typeof model>, t: Expr<readonly [4, 1]>) =>
      fourthPower(model.apply(p, tensor([[-1], [0], [1], [2]])), t),
    optimiser,
  );
  const [parameters] = model.init(seed(5));
  const targets = tensorFrom([300, 4, 1], Array.from({ length: 300 }, () => [1, 0, 1, 4]).flat());
  const losses = scan(step)(initialState(parameters, optimiser), targets)[1].toArray();
  const [first = Number.NaN] = losses;
  // A hundredth of a sum of fourth powers is a third of every error.
  expect(losses[299]).toBeLessThan(first / 100);
});
