// Exclusive or from scratch: a network, its loss and gradient descent, with nothing but @chainrule/core.

import {
  add,
  compile,
  type Expr,
  matmul,
  mean,
  mul,
  normal,
  scan,
  seed,
  sigmoid,
  square,
  sub,
  tanh,
  tensor,
  valueAndGrad,
  zeros,
} from "@chainrule/core";

const inputs = tensor([
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
]);
const targets = tensor([[0], [1], [1], [0]]);

/** The parameters of a 2-5-1 network. */
interface Parameters {
  readonly w1: Expr<readonly [2, 5]>;
  readonly b1: Expr<readonly [5]>;
  readonly w2: Expr<readonly [5, 1]>;
  readonly b2: Expr<readonly [1]>;
}

const network = ({ w1, b1, w2, b2 }: Parameters, x: Expr<readonly [number, 2]>) =>
  sigmoid(add(matmul(tanh(add(matmul(x, w1), b1)), w2), b2));

const loss = (p: Parameters, x: Expr<readonly [number, 2]>) => mean(square(sub(network(p, x), targets)));

/** One step of gradient descent, to be folded over: what it is given besides the parameters is only the step's number. */
const step = (p: Parameters, _number: Expr<readonly []>) => {
  const [value, gradient] = valueAndGrad(loss)(p, inputs);
  const next: Parameters = {
    w1: sub(p.w1, mul(0.5, gradient.w1)),
    b1: sub(p.b1, mul(0.5, gradient.b1)),
    w2: sub(p.w2, mul(0.5, gradient.w2)),
    b2: sub(p.b2, mul(0.5, gradient.b2)),
  };
  return [next, value] as const;
};

const [w1, next] = normal([2, 5])(seed(1));
const [w2] = normal([5, 1])(next);
const train = scan(step);
const [trained, losses] = train({ w1, b1: zeros([5]), w2, b2: zeros([1]) }, zeros([5000]));

/** The mean squared error before each step, and what the trained network answers. */
export const history = losses.toArray();
export const answers = compile(network)(trained, inputs).toArray();

console.log(`loss ${history.at(0)?.toFixed(4)} → ${history.at(-1)?.toFixed(6)}`);
inputs.toArray().forEach((_, index, values) => {
  if (index % 2 === 0) console.log(`${values[index]} xor ${values[index + 1]} = ${answers[index / 2]?.toFixed(3)}`);
});
