// A loss of your own is a function of expressions with a scalar result. Here one that a few wrong targets do not disturb.

import { checkGradients, shaped } from "@chainrule/check";
import {
  type Expr,
  log1p,
  mean,
  scan,
  seed,
  square,
  sub,
  tensorFrom,
  uniform,
  type Value,
  zeros,
} from "@chainrule/core";
import { dense, initialState, type ParametersOf, sgd, trainStep } from "@chainrule/nn";

/** The Cauchy loss, `E = 1/m Σ log(1 + (y − t)²)`: far-off targets pull ever less. */
const cauchy = (y: Value, t: Value): Expr<readonly []> => mean(log1p(square(sub(y, t))));

/** What the gradient check found, for predictions and targets of any kind. */
export const report = checkGradients(cauchy, { inputs: [shaped([4, 1]), shaped([4, 1])] });

// The line y = 3x − 1, with every tenth target far off.
const count = 100;
const [points] = uniform([count, 1], { low: -1, high: 1 })(seed(1));
const targets = tensorFrom(
  [count, 1],
  points.toArray().map((x, index) => (index % 10 === 0 ? 20 : 3 * x - 1)),
);

const line = dense(1, 1);
const loss = (parameters: ParametersOf<typeof line>, _step: Expr<readonly []>) =>
  cauchy(line.apply(parameters, points), targets);

const optimiser = sgd({ learningRate: 0.2 });
const [parameters] = line.init(seed(2));
const [trained] = scan(trainStep(loss, optimiser))(initialState(parameters, optimiser), zeros([1000]));

/** The slope and the intercept that were learned. */
export const slope = trained.parameters.weights.toNumber();
export const intercept = trained.parameters.bias.toNumber();
console.log(`y = ${slope.toFixed(2)} x ${intercept < 0 ? "−" : "+"} ${Math.abs(intercept).toFixed(2)}`);
