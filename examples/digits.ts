// Handwritten digits with a loss of your own: 5 000 images of MNIST to learn from, 1 000 to test on.

import {
  add,
  arange,
  cast,
  compile,
  div,
  type Expr,
  mean,
  oneHot,
  reshape,
  scan,
  seed,
  sigmoid,
  sqrt,
  square,
  sub,
  take,
} from "@chainrule/core";
import { limit, loadMnist, type Samples, showDataError } from "@chainrule/mnist";
import * as nn from "@chainrule/nn";
import * as E from "fp-ts/lib/Either.js";

const data = await loadMnist()(); // a TaskEither: a function that promises either what is wrong, or the data
if (E.isLeft(data)) throw new Error(showDataError(data.left));
const train = limit(data.right.train, 5000);
const test = limit(data.right.test, 1000);

/** The pseudo-Huber loss, `E = mean(√(1 + e²) − 1)`. Made by `loss`, it refuses targets of another shape than the predictions'. */
const pseudoHuber = nn.loss("pseudoHuber", (y, t) => mean(sub(sqrt(add(1, square(sub(y, t)))), 1)));

const model = nn.sequential(nn.dense(784, 64), nn.relu, nn.dense(64, 10));
type Parameters = nn.ParametersOf<typeof model>;
type Places = Expr<readonly [number]>;

/** The scores of the images at some places of a set. */
const scores = (parameters: Parameters, { images }: Samples, places: Places) =>
  model.apply(parameters, div(cast(reshape(take(images, places), [places.shape[0], 784]), "f32"), 255));

const objective = (parameters: Parameters, places: Places) =>
  pseudoHuber(sigmoid(scores(parameters, train, places)), oneHot(take(train.labels, places), 10));

const optimiser = nn.adam({ learningRate: 0.003 });
const epoch = scan(nn.trainStep(objective, optimiser));
const [parameters, random] = model.init(seed(1));
const start = nn.begin(nn.initialState(parameters, optimiser), random);

const testAccuracy = compile((p: Parameters, places: Places) =>
  nn.accuracy(scores(p, test, places), take(test.labels, places)),
);

/** The share of the test images that are read rightly after each epoch. */
export const accuracies = Array.from(
  nn.fit({ epoch, batches: nn.shuffledBatches(5000, 50), epochs: 4 }, start),
  ({ epoch: number, state }) => {
    const share = testAccuracy(state.parameters, arange(1000)).toNumber();
    console.log(`epoch ${number}: ${(100 * share).toFixed(1)} % of the test images right`);
    return share;
  },
);
