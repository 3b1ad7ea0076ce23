// Networks of nn, a sample a row.

import {
  add,
  constant,
  type Expr,
  full,
  input,
  mul,
  named,
  oneHot,
  relu,
  sigmoid,
  softplus,
  square,
  sum,
  tanh,
} from "@chainrule/core";
import {
  binaryCrossEntropy,
  dense,
  halfSquaredError,
  meanSquaredError,
  sequential,
  softmaxCrossEntropy,
} from "@chainrule/nn";
import type { Golden } from "./golden.js";
import { real } from "./vectors.js";

const parameters = <const In extends number, const Out extends number>(layer: number, inputs: In, outputs: Out) => ({
  weights: real(`W${layer}`, [inputs, outputs]),
  bias: real(`b${layer}`, [outputs]),
});

/** Parameters by name, those of the last layer first. */
const byName = (
  ...layers: readonly { readonly weights: Expr; readonly bias: Expr }[]
): Readonly<Record<string, Expr>> =>
  Object.fromEntries(
    layers
      .flatMap(({ weights, bias }, i) => [{ [`W${i + 1}`]: weights, [`b${i + 1}`]: bias }])
      .toReversed()
      .flatMap(Object.entries<Expr>),
  );

export const networks: readonly Golden[] = [
  {
    title: "one hidden layer, sigmoid, half squared error",
    source: "Nielsen: Neural Networks and Deep Learning, chapter 2, BP1–BP4, transposed: a sample a row",
    loss: () => {
      const model = sequential(dense(3, 5), sigmoid, dense(5, 2), sigmoid);
      const [first, second] = [parameters(1, 3, 5), parameters(2, 5, 2)];
      const E = halfSquaredError(model.apply([first, second], real("x", [4, 3])), real("y", [4, 2]));
      return { E, wrt: byName(first, second) };
    },
    equations: [
      "z¹ = x W¹ + b¹",
      "a¹ = σ(z¹)",
      "z² = a¹ W² + b²",
      "a² = σ(z²)",
      "E = 1/(2 m) ‖a² − y‖²",
      "δ² = 1/m a² ⊙ (1 − a²) ⊙ (a² − y)",
      "δ¹ = a¹ ⊙ (1 − a¹) ⊙ (δ² (W²)ᵀ)",
      "∂E/∂W² = (a¹)ᵀ δ²",
      "∂E/∂b² = Σᵢ δ²ᵢ",
      "∂E/∂W¹ = xᵀ δ¹",
      "∂E/∂b¹ = Σᵢ δ¹ᵢ",
    ],
    latex: [
      "\\delta^{1} = a^{1} \\odot (1 - a^{1}) \\odot (\\delta^{2} (W^{2})^{\\top})",
      "\\frac{\\partial E}{\\partial W^{2}} = (a^{1})^{\\top} \\delta^{2}",
    ],
  },
  {
    title: "one hidden layer, tanh, sigmoid and cross-entropy",
    source: "Nielsen: Neural Networks and Deep Learning, chapter 3, eqs. 66–68; ∂E/∂z = (a − y)/m",
    loss: () => {
      const model = sequential(dense(2, 5), tanh, dense(5, 1), sigmoid);
      const [first, second] = [parameters(1, 2, 5), parameters(2, 5, 1)];
      const E = binaryCrossEntropy(model.apply([first, second], real("x", [4, 2])), real("y", [4, 1]));
      return { E, wrt: byName(first, second) };
    },
    equations: [
      "z¹ = x W¹ + b¹",
      "a¹ = tanh(z¹)",
      "z² = a¹ W² + b²",
      "a² = σ(z²)",
      "E = −1/m Σ (y ⊙ log(a²) + (1 − y) ⊙ log(1 − a²))",
      "δ² = (a² − y)/m",
      "δ¹ = (1 − (a¹)²) ⊙ (δ² (W²)ᵀ)",
      "∂E/∂W² = (a¹)ᵀ δ²",
      "∂E/∂b² = Σ δ²",
      "∂E/∂W¹ = xᵀ δ¹",
      "∂E/∂b¹ = Σᵢ δ¹ᵢ",
    ],
    latex: ["\\delta^{2} = \\frac{a^{2} - y}{m}"],
  },
  {
    title: "two hidden layers, relu, softmax and cross-entropy",
    source:
      "Goodfellow, Bengio, Courville: Deep Learning, algorithm 6.4 and section 6.5.7, with eq. 4.109 of Bishop for the output",
    loss: () => {
      const model = sequential(dense(3, 5), relu, dense(5, 6), relu, dense(6, 2));
      const [first, second, third] = [parameters(1, 3, 5), parameters(2, 5, 6), parameters(3, 6, 2)];
      const y = named("y", oneHot(input([4], { dtype: "i32", name: "c" }), 2, { dtype: "f64" }));
      const E = softmaxCrossEntropy(model.apply([first, second, third], real("x", [4, 3])), y);
      return { E, wrt: byName(first, second, third) };
    },
    equations: [
      "yᵢⱼ = [cᵢ = j]",
      "z¹ = x W¹ + b¹",
      "a¹ = relu(z¹)",
      "z² = a¹ W² + b²",
      "a² = relu(z²)",
      "z³ = a² W³ + b³",
      "p = softmax(z³)",
      "E = −1/m Σ (y ⊙ log(p))",
      "δ³ = (p − y)/m",
      "δ² = (δ³ (W³)ᵀ) ⊙ [z² > 0]",
      "δ¹ = (δ² (W²)ᵀ) ⊙ [z¹ > 0]",
      "∂E/∂W³ = (a²)ᵀ δ³",
      "∂E/∂b³ = Σᵢ δ³ᵢ",
      "∂E/∂W² = (a¹)ᵀ δ²",
      "∂E/∂b² = Σᵢ δ²ᵢ",
      "∂E/∂W¹ = xᵀ δ¹",
      "∂E/∂b¹ = Σᵢ δ¹ᵢ",
    ],
    latex: ["\\delta^{3} = \\frac{p - y}{m}", "\\delta^{2} = (\\delta^{3} (W^{3})^{\\top}) \\odot [z^{2} > 0]"],
  },
  {
    title: "three hidden layers, softplus, mean squared error",
    source: "Goodfellow, Bengio, Courville: Deep Learning, algorithm 6.4; softplus′ = σ, section 3.10 there",
    loss: () => {
      const model = sequential(dense(3, 5), softplus, dense(5, 6), softplus, dense(6, 4), softplus, dense(4, 2));
      const [first, second] = [parameters(1, 3, 5), parameters(2, 5, 6)];
      const [third, fourth] = [parameters(3, 6, 4), parameters(4, 4, 2)];
      const E = meanSquaredError(model.apply([first, second, third, fourth], real("x", [7, 3])), real("y", [7, 2]));
      return { E, wrt: byName(first, second, third, fourth) };
    },
    equations: [
      "z¹ = x W¹ + b¹",
      "a¹ = softplus(z¹)",
      "z² = a¹ W² + b²",
      "a² = softplus(z²)",
      "z³ = a² W³ + b³",
      "a³ = softplus(z³)",
      "z⁴ = a³ W⁴ + b⁴",
      "E = 1/n ‖z⁴ − y‖²",
      "δ⁴ = 2 (z⁴ − y)/n",
      "δ³ = (δ⁴ (W⁴)ᵀ) ⊙ σ(z³)",
      "δ² = (δ³ (W³)ᵀ) ⊙ σ(z²)",
      "δ¹ = (δ² (W²)ᵀ) ⊙ σ(z¹)",
      "∂E/∂W⁴ = (a³)ᵀ δ⁴",
      "∂E/∂b⁴ = Σᵢ δ⁴ᵢ",
      "∂E/∂W³ = (a²)ᵀ δ³",
      "∂E/∂b³ = Σᵢ δ³ᵢ",
      "∂E/∂W² = (a¹)ᵀ δ²",
      "∂E/∂b² = Σᵢ δ²ᵢ",
      "∂E/∂W¹ = xᵀ δ¹",
      "∂E/∂b¹ = Σᵢ δ¹ᵢ",
    ],
  },
  {
    title: "one hidden layer, tanh, with weight decay",
    source:
      "Bishop: Pattern Recognition and Machine Learning, eqs. 5.65–5.67 (tanh, sum of squares) and 5.112 (weight decay)",
    loss: () => {
      const model = sequential(dense(3, 5), tanh, dense(5, 2));
      const [first, second] = [parameters(1, 3, 5), parameters(2, 5, 2)];
      const λ = constant(full([], 0.2, { dtype: "f64" }), "λ");
      const decay = add(sum(square(first.weights)), sum(square(second.weights)));
      const error = halfSquaredError(model.apply([first, second], real("x", [4, 3])), real("y", [4, 2]));
      return { E: add(error, mul(mul(0.5, λ), decay)), wrt: byName(first, second) };
    },
    equations: [
      "z¹ = x W¹ + b¹",
      "a¹ = tanh(z¹)",
      "z² = a¹ W² + b²",
      "E = 1/(2 m) ‖z² − y‖² + ½ λ (‖W¹‖² + ‖W²‖²)",
      "δ² = (z² − y)/m",
      "δ¹ = (1 − (a¹)²) ⊙ (δ² (W²)ᵀ)",
      "∂E/∂W² = (a¹)ᵀ δ² + λ W²",
      "∂E/∂b² = Σᵢ δ²ᵢ",
      "∂E/∂W¹ = xᵀ δ¹ + λ W¹",
      "∂E/∂b¹ = Σᵢ δ¹ᵢ",
    ],
  },
];
