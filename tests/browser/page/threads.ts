import {
  type Backend,
  type Expr,
  leavesOf,
  relu,
  scan,
  seed,
  Tensor,
  tensorFrom,
  uniform,
  zeros,
} from "@chainrule/core";
import * as nn from "@chainrule/nn";
import { wasm } from "@chainrule/wasm";
import { watchWorkers } from "./workers.js";

/** What workers did, and which runs with them gave other bits than one thread alone. */
export interface Threads {
  readonly started: number;
  readonly called: number;
  readonly departed: number;
  readonly different: readonly number[];
}

/** The first run is over before a worker starts, which they do while the page's script rests; each later one calls it anew. */
const RUNS = 3;

const BATCH = 64;
const labels = tensorFrom(
  [BATCH],
  Array.from({ length: BATCH }, (_, sample) => sample % 10),
  { dtype: "i32" },
);
const [images, random] = uniform([BATCH, 784])(seed(2));

const network = nn.sequential(nn.dense(784, 300), relu, nn.dense(300, 10));
type Parameters = nn.ParametersOf<typeof network>;

const loss = (parameters: Parameters, _step: Expr<readonly []>) =>
  nn.softmaxCrossEntropy(network.apply(parameters, images), labels);

/** Steps large enough for threads: each of the large products has 15 million terms. */
const stepsBy = (backend: Backend): (() => readonly number[]) => {
  const optimiser = nn.sgd({ learningRate: 0.1 });
  const [start] = network.init(random);
  const train = scan(nn.trainStep(loss, optimiser), { backend });
  return () => {
    const [{ parameters }, losses] = train(nn.initialState(start, optimiser), zeros([4]));
    const tensors = [losses, ...leavesOf(parameters).map(({ leaf }) => leaf)].filter((leaf) => leaf instanceof Tensor);
    return tensors.flatMap((tensor) => tensor.toArray());
  };
};

/** Takes the same steps with one thread and, several times, with two. */
export const shareSteps = async (): Promise<Threads> => {
  const expected = stepsBy(wasm())();
  const workers = watchWorkers();
  const steps = stepsBy(wasm({ threads: 2 }));
  const different: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const found = steps();
    if (!found.every((value, index) => Object.is(value, expected[index]))) different.push(run);
    await workers.gone();
  }
  return { started: workers.started(), called: workers.called(), departed: workers.departed(), different };
};
