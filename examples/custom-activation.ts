// An activation of your own is a function of expressions. Its derivative is derived, trained through, and verified.

import { checkGradients } from "@chainrule/check";
import {
  compile,
  type Expr,
  grad,
  input,
  mul,
  printProgram,
  program,
  type Shape,
  scan,
  seed,
  sigmoid,
  simplify,
  sum,
  tensor,
  zeros,
} from "@chainrule/core";
import { adam, dense, initialState, meanSquaredError, type ParametersOf, sequential, trainStep } from "@chainrule/nn";

/** `swish(x) = x σ(x)` (Ramachandran, Zoph and Le, 2017). */
const swish = <S extends Shape>(x: Expr<S>): Expr<S> => mul(x, sigmoid(x));

/** What the gradient check found: how many samples it compared, and how near the worst came to its bound. */
export const report = checkGradients(swish);

const x = input([3], { name: "x" });
console.log("The derived gradient of Σ swish(x):");
console.log(printProgram(simplify(program([x], [grad((at: Expr) => sum(swish(at)))(x)]))));

// Five points of a parabola, learned by a network with that activation.
const points = tensor([[-2], [-1], [0], [1], [2]]);
const heights = tensor([[4], [1], [0], [1], [4]]);
const model = sequential(dense(1, 16), swish, dense(16, 1));
const loss = (parameters: ParametersOf<typeof model>, _step: Expr<readonly []>) =>
  meanSquaredError(model.apply(parameters, points), heights);

const optimiser = adam({ learningRate: 0.02 });
const [parameters] = model.init(seed(1));
const train = scan(trainStep(loss, optimiser));
const [trained, losses] = train(initialState(parameters, optimiser), zeros([500]));

/** The loss before each step, and the heights that the trained network gives. */
export const history = losses.toArray();
export const answers = compile((p: ParametersOf<typeof model>) => model.apply(p, points))(trained.parameters).toArray();
console.log(`loss ${history.at(0)?.toFixed(3)} → ${history.at(-1)?.toFixed(6)}`);
