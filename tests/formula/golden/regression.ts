import {
  abs,
  add,
  constant,
  type Expr,
  exp,
  full,
  input,
  matmul,
  mean,
  mul,
  named,
  oneHot,
  sigmoid,
  square,
  sub,
  sum,
} from "@chainrule/core";
import { binaryCrossEntropy, binaryCrossEntropyWithLogits, softmaxCrossEntropy } from "@chainrule/nn";
import type { Golden } from "./golden.js";
import { applied, real, squaredNorm } from "./vectors.js";

const data = () => ({ X: real("X", [5, 3]), w: real("w", [3]), y: real("y", [5]) });

/** The same with the weights as a column, and so the predictions. */
const columns = () => ({ X: real("X", [5, 3]), w: real("w", [3, 1]), y: real("y", [5, 1]) });

/** `X w`, a vector. */
const linear = ({ X, w }: ReturnType<typeof data>): Expr<readonly [5]> => applied(X, w);

const penalty = (): Expr<readonly []> => constant(full([], 0.3, { dtype: "f64" }), "λ");

export const regression: readonly Golden[] = [
  {
    title: "linear regression, mean squared error",
    source: "Hastie, Tibshirani, Friedman: Elements of Statistical Learning, eq. 3.4, over n",
    loss: () => {
      const given = data();
      return { E: mean(square(sub(linear(given), given.y))), wrt: { w: given.w } };
    },
    equations: ["E = 1/n ‖X w − y‖²", "∂E/∂w = 2/n Xᵀ (X w − y)"],
    latex: ["\\frac{\\partial E}{\\partial w} = \\frac{2}{n} X^{\\top} (X w - y)"],
  },
  {
    title: "linear regression, half the sum of squares, columns",
    source: "Ng: CS229 lecture notes, part I, section 2.2 (normal equations)",
    loss: () => {
      const { X, w, y } = columns();
      return { E: mul(0.5, squaredNorm(sub(matmul(X, w), y))), wrt: { w } };
    },
    equations: ["E = ½ ‖X w − y‖²", "∂E/∂w = Xᵀ (X w − y)"],
  },
  {
    title: "linear regression, target minus prediction",
    source: "Hastie, Tibshirani, Friedman: Elements of Statistical Learning, eqs. 3.3, 3.4",
    loss: () => {
      const given = data();
      return { E: squaredNorm(sub(given.y, linear(given))), wrt: { w: given.w } };
    },
    equations: ["E = ‖y − X w‖²", "∂E/∂w = −2 Xᵀ (y − X w)"],
    latex: ["\\frac{\\partial E}{\\partial w} = -2 X^{\\top} (y - X w)"],
  },
  {
    title: "linear regression with an intercept",
    source: "Zhang, Lipton, Li, Smola: Dive into Deep Learning, eq. 3.1.10, over the whole data",
    loss: () => {
      const given = data();
      const b = real("b", []);
      return { E: mean(square(sub(add(linear(given), b), given.y))), wrt: { w: given.w, b } };
    },
    equations: ["E = 1/n ‖X w + b − y‖²", "∂E/∂w = 2/n Xᵀ (X w + b − y)", "∂E/∂b = 2/n Σ (X w + b − y)"],
  },
  {
    title: "ridge regression, the penalty a named constant",
    source: "Hastie, Tibshirani, Friedman: Elements of Statistical Learning, eqs. 3.43, 3.44",
    loss: () => {
      const given = data();
      const E = add(squaredNorm(sub(linear(given), given.y)), mul(penalty(), squaredNorm(given.w)));
      return { E, wrt: { w: given.w } };
    },
    equations: ["E = ‖X w − y‖² + λ ‖w‖²", "∂E/∂w = 2 Xᵀ (X w − y) + 2 λ w"],
    latex: ["\\frac{\\partial E}{\\partial w} = 2 X^{\\top} (X w - y) + 2 \\lambda w"],
  },
  {
    title: "ridge regression, the penalty a number",
    source: "Hastie, Tibshirani, Friedman: Elements of Statistical Learning, eqs. 3.43, 3.44",
    loss: () => {
      const { X, w, y } = columns();
      return { E: add(mean(square(sub(matmul(X, w), y))), mul(5, squaredNorm(w))), wrt: { w } };
    },
    equations: ["E = 1/n ‖X w − y‖² + 5 ‖w‖²", "∂E/∂w = 2/n Xᵀ (X w − y) + 10 w"],
  },
  {
    title: "lasso",
    source: "Hastie, Tibshirani, Friedman: Elements of Statistical Learning, eq. 3.52",
    loss: () => {
      const given = data();
      const E = add(mul(0.5, squaredNorm(sub(given.y, linear(given)))), mul(0.1, sum(abs(given.w))));
      return { E, wrt: { w: given.w } };
    },
    equations: ["E = ½ ‖y − X w‖² + 0.1 Σ |w|", "∂E/∂w = 0.1 sign(w) − Xᵀ (y − X w)"],
  },
  {
    title: "logistic regression, cross-entropy of the sigmoid",
    source: "Bishop: Pattern Recognition and Machine Learning, eqs. 4.90, 4.91, over m",
    loss: () => {
      const { X, w, y } = columns();
      const b = real("b", []);
      const z = named("z", add(matmul(X, w), b));
      return { E: binaryCrossEntropy(named("a", sigmoid(z)), y), wrt: { w, b } };
    },
    equations: [
      "z = X w + b",
      "a = σ(z)",
      "E = −1/m Σ (y ⊙ log(a) + (1 − y) ⊙ log(1 − a))",
      "δ = (a − y)/m",
      "∂E/∂w = Xᵀ δ",
      "∂E/∂b = Σ δ",
    ],
  },
  {
    title: "logistic regression, cross-entropy of logits",
    source: "Murphy: Probabilistic Machine Learning, An Introduction, section 10.2.3",
    loss: () => {
      const { X, w, y } = columns();
      return { E: binaryCrossEntropyWithLogits(matmul(X, w), y), wrt: { w } };
    },
    equations: ["E = 1/m Σ (softplus(X w) − y ⊙ (X w))", "∂E/∂w = 1/m Xᵀ (σ(X w) − y)"],
    latex: ["\\frac{\\partial E}{\\partial w} = \\frac{1}{m} X^{\\top} (\\sigma(X w) - y)"],
  },
  {
    title: "softmax regression",
    source: "Bishop: Pattern Recognition and Machine Learning, eqs. 4.108, 4.109, over m",
    loss: () => {
      const [X, W, b] = [real("X", [5, 4]), real("W", [4, 3]), real("b", [3])];
      const y = named("y", oneHot(input([5], { dtype: "i32", name: "c" }), 3, { dtype: "f64" }));
      return { E: softmaxCrossEntropy(named("z", add(matmul(X, W), b)), y), wrt: { W, b } };
    },
    equations: [
      "yᵢⱼ = [cᵢ = j]",
      "z = X W + b",
      "p = softmax(z)",
      "E = −1/m Σ (y ⊙ log(p))",
      "δ = (p − y)/m",
      "∂E/∂W = Xᵀ δ",
      "∂E/∂b = Σᵢ δᵢ",
    ],
    latex: ["\\frac{\\partial E}{\\partial W} = X^{\\top} \\delta"],
  },
  {
    title: "Poisson regression, log link",
    source:
      "McCullagh, Nelder: Generalized Linear Models, section 2.5 (canonical links); the negative log-likelihood over n",
    loss: () => {
      const { X, w, y } = columns();
      const rate = matmul(X, w);
      return { E: mean(sub(exp(rate), mul(y, rate))), wrt: { w } };
    },
    equations: ["E = 1/n Σ (exp(X w) − y ⊙ (X w))", "∂E/∂w = 1/n Xᵀ (exp(X w) − y)"],
  },
];
