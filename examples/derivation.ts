// How the gradient of a network of one's own is derived: as text, and with numbers for one weight.
import { type Expr, mul, named, seed, sigmoid, tensor, uniform } from "@chainrule/core";
import { derive, explain, explanationToText, toText } from "@chainrule/formula";
import * as nn from "@chainrule/nn";

const swish = (x: Expr<readonly [number, number]>) => mul(x, sigmoid(x));
const model = nn.sequential(nn.dense(2, 3, { dtype: "f64" }), swish, nn.dense(3, 1, { dtype: "f64" }), sigmoid);
type Parameters = nn.ParametersOf<typeof model>;
type Rows<N extends number> = Expr<readonly [number, N]>;
const loss = (parameters: Parameters, x: Rows<2>, y: Rows<1>) =>
  named("E", nn.binaryCrossEntropy(model.apply(parameters, x), y));

const [parameters, random] = model.init(seed(1));
const [x] = uniform([4, 2], { dtype: "f64" })(random);
const y = tensor([[0], [1], [1], [0]], { dtype: "f64" });

export const derivation = derive(loss, { inputs: [parameters, x, y], inputNames: ["p", "x", "y"] });
console.log(toText(derivation));

const [first, second] = parameters;
const values = { W1: first.weights, b1: first.bias, W2: second.weights, b2: second.bias, x, y };
export const explanation = explain(derivation, values, { of: [{ name: "W2", at: [0, 0] }] });
console.log(`\n${explanationToText(explanation)}`);
