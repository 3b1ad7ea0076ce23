import {
  type Backend,
  compile,
  type Expr,
  interpreter,
  scan,
  seed,
  sigmoid,
  tanh,
  tensor,
  zeros,
} from "@chainrule/core";
import * as nn from "@chainrule/nn";
import { wasm } from "@chainrule/wasm";

/** What a trained network answers, and the loss before each step. */
export interface Learner {
  readonly answers: readonly number[];
  readonly losses: readonly number[];
}

/** The same training by the interpreter and by WebAssembly. */
export interface Learned {
  readonly interpreted: Learner;
  readonly compiled: Learner;
}

const STEPS = 500;

const inputs = tensor([
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
]);
const targets = tensor([[0], [1], [1], [0]]);

const network = nn.sequential(nn.dense(2, 8), tanh, nn.dense(8, 1));
type Parameters = nn.ParametersOf<typeof network>;

/** The scan needs something to fold over; every step takes all four inputs. */
const loss = (parameters: Parameters, _step: Expr<readonly []>) =>
  nn.binaryCrossEntropyWithLogits(network.apply(parameters, inputs), targets);

const learnBy = (backend: Backend): Learner => {
  const optimiser = nn.sgd({ learningRate: 0.5 });
  const [start] = network.init(seed(1));
  const train = scan(nn.trainStep(loss, optimiser), { backend });
  const [{ parameters }, losses] = train(nn.initialState(start, optimiser), zeros([STEPS]));
  const answer = compile((p: Parameters) => sigmoid(network.apply(p, inputs)), { backend });
  return { answers: answer(parameters).toArray(), losses: losses.toArray() };
};

/** Trains a small network on exclusive-or. */
export const learnExclusiveOr = (): Learned => ({ interpreted: learnBy(interpreter), compiled: learnBy(wasm()) });
