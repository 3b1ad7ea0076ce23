// Losses with kinks, or with tails that grow less than the square.

import { abs, add, type Expr, exp, log, matmul, mean, mul, named, neg, relu, square, sub, sum } from "@chainrule/core";
import { huber } from "@chainrule/nn";
import type { Golden } from "./golden.js";
import { real } from "./vectors.js";

/** A linear model: `z = X w`, as columns. */
const linear = () => {
  const [X, w, y] = [real("X", [5, 3]), real("w", [3, 1]), real("y", [5, 1])];
  return { z: named("z", matmul(X, w)), wrt: { w }, y };
};

/** `1 − y ⊙ z`, which is to be below 0. */
const margin = (z: Expr, y: Expr): Expr => sub(1, mul(y, z));

export const robust: readonly Golden[] = [
  {
    title: "huber",
    source:
      "Hastie, Tibshirani, Friedman: Elements of Statistical Learning, eq. 10.23, half of it and over n; its derivative: table 10.2",
    loss: () => {
      const { z, wrt, y } = linear();
      return { E: huber()(z, y), wrt };
    },
    equations: [
      "z = X w",
      "E = 1/n Σ (½ (z − y)² if |z − y| ≤ 1 else |z − y| − ½)",
      "δ = 1/n (z − y if |z − y| ≤ 1 else sign(z − y))",
      "∂E/∂w = Xᵀ δ",
    ],
  },
  {
    title: "least absolute deviations",
    source: "Hastie, Tibshirani, Friedman: Elements of Statistical Learning, table 10.2",
    loss: () => {
      const { z, wrt, y } = linear();
      return { E: mean(abs(sub(z, y))), wrt };
    },
    equations: ["z = X w", "E = 1/n Σ |z − y|", "δ = 1/n sign(z − y)", "∂E/∂w = Xᵀ δ"],
  },
  {
    title: "hinge",
    source: "Hastie, Tibshirani, Friedman: Elements of Statistical Learning, eq. 12.25",
    loss: () => {
      const { z, wrt, y } = linear();
      return { E: mean(relu(margin(z, y))), wrt };
    },
    equations: ["z = X w", "E = 1/n Σ relu(1 − y ⊙ z)", "δ = −1/n y ⊙ [1 − y ⊙ z > 0]", "∂E/∂w = Xᵀ δ"],
  },
  {
    title: "squared hinge",
    source:
      "Chapelle: Training a Support Vector Machine in the Primal, the quadratic penalisation of the training errors",
    loss: () => {
      const { z, wrt, y } = linear();
      return { E: mean(square(relu(margin(z, y)))), wrt };
    },
    equations: ["z = X w", "E = 1/n ‖relu(1 − y ⊙ z)‖²", "δ = −2/n y ⊙ relu(1 − y ⊙ z)", "∂E/∂w = Xᵀ δ"],
  },
  {
    title: "log-cosh, without the constant log 2",
    source:
      "Saleh, Saleh: Statistical Properties of the Log-Cosh Loss Function, section 2; its derivative is tanh, as a quotient",
    loss: () => {
      const x = real("x", [4]);
      return { E: sum(log(add(exp(x), exp(neg(x))))), wrt: { x } };
    },
    equations: ["E = Σ log(exp(x) + exp(−x))", "∂E/∂x = (exp(x) − exp(−x))/(exp(x) + exp(−x))"],
  },
];
