import {
  constant,
  div,
  dot,
  exp,
  full,
  logSumExp,
  matmul,
  mul,
  named,
  neg,
  norm,
  square,
  sub,
  sum,
  transpose,
} from "@chainrule/core";
import type { Golden } from "./golden.js";
import { applied, real, squaredNorm } from "./vectors.js";

const system = () => ({ A: real("A", [4, 3]), x: real("x", [3]), b: real("b", [4]) });

const pair = () => ({ u: real("u", [3]), v: real("v", [3]) });

export const matrixCalculus: readonly Golden[] = [
  {
    title: "quadratic form",
    source: "Petersen, Pedersen: The Matrix Cookbook, eqs. 72, 81",
    loss: () => {
      const [A, x] = [real("A", [3, 3]), real("x", [3])];
      return { E: dot(x, applied(A, x)), wrt: { x, A } };
    },
    equations: ["E = xᵀ A x", "∂E/∂x = (A + Aᵀ) x", "∂E/∂A = x xᵀ"],
    latex: ["E = x^{\\top} A x", "\\frac{\\partial E}{\\partial x} = (A + A^{\\top}) x"],
  },
  {
    title: "bilinear form",
    source: "Petersen, Pedersen: The Matrix Cookbook, eqs. 69, 70",
    loss: () => {
      const [A, x, y] = [real("A", [4, 3]), real("x", [4]), real("y", [3])];
      return { E: dot(x, applied(A, y)), wrt: { x, y, A } };
    },
    equations: ["E = xᵀ A y", "∂E/∂x = A y", "∂E/∂y = Aᵀ x", "∂E/∂A = x yᵀ"],
  },
  {
    title: "quadratic function",
    source: "Shewchuk: An Introduction to the Conjugate Gradient Method Without the Agonizing Pain, eqs. 3, 6",
    loss: () => {
      const [A, x, b] = [real("A", [3, 3]), real("x", [3]), real("b", [3])];
      return { E: sub(mul(0.5, dot(x, applied(A, x))), dot(b, x)), wrt: { x } };
    },
    equations: ["E = ½ xᵀ A x − bᵀ x", "∂E/∂x = ½ (A + Aᵀ) x − b"],
    latex: ["\\frac{\\partial E}{\\partial x} = \\frac{1}{2} (A + A^{\\top}) x - b"],
  },
  {
    title: "least squares",
    source:
      "Petersen, Pedersen: The Matrix Cookbook, eqs. 84, 88 with unit weights; Boyd, Vandenberghe: Convex Optimization, A.4.1",
    loss: () => {
      const { A, x, b } = system();
      return { E: squaredNorm(sub(applied(A, x), b)), wrt: { x, A, b } };
    },
    equations: ["E = ‖A x − b‖²", "∂E/∂x = 2 Aᵀ (A x − b)", "∂E/∂A = 2 (A x − b) xᵀ", "∂E/∂b = −2 (A x − b)"],
  },
  {
    title: "norm of a residual",
    source: "matrixcalculus.org, norm2(A*x - b); The Matrix Cookbook, eq. 129 with the chain rule",
    loss: () => {
      const { A, x, b } = system();
      return { E: norm(sub(applied(A, x), b)), wrt: { x } };
    },
    equations: ["E = ‖A x − b‖", "∂E/∂x = 1/‖A x − b‖ Aᵀ (A x − b)"],
  },
  {
    title: "inner product of matrices",
    source: "Petersen, Pedersen: The Matrix Cookbook, eqs. 100, 103: tr(AᵀB)",
    loss: () => {
      const [A, B] = [real("A", [4, 3]), real("B", [4, 3])];
      return { E: sum(mul(A, B)), wrt: { A, B } };
    },
    equations: ["E = Σ (A ⊙ B)", "∂E/∂A = B", "∂E/∂B = A"],
  },
  {
    title: "matrix factorisation",
    source:
      "Udell, Horn, Zadeh, Boyd: Generalized Low Rank Models, section 2.1 (quadratically regularised PCA without the penalty)",
    loss: () => {
      const [A, U, V] = [real("A", [5, 4]), real("U", [5, 2]), real("V", [4, 2])];
      return { E: mul(0.5, squaredNorm(sub(A, matmul(U, transpose(V))))), wrt: { U, V } };
    },
    equations: ["E = ½ ‖A − U Vᵀ‖²", "∂E/∂U = −(A − U Vᵀ) V", "∂E/∂V = −(A − U Vᵀ)ᵀ U"],
    latex: ["\\frac{\\partial E}{\\partial U} = -(A - U V^{\\top}) V"],
  },
  {
    title: "log-sum-exp",
    source: "Boyd, Vandenberghe: Convex Optimization, A.4.2",
    loss: () => {
      const x = real("x", [4]);
      return { E: logSumExp(x), wrt: { x } };
    },
    equations: ["E = log(Σ exp(x))", "∂E/∂x = softmax(x)"],
  },
  {
    title: "cosine similarity",
    source: "matrixcalculus.org, u'*v/(norm2(u)*norm2(v)); the quotient rule",
    loss: () => {
      const { u, v } = pair();
      return { E: div(dot(u, v), mul(norm(u), norm(v))), wrt: { u, v } };
    },
    equations: [
      "E = (uᵀ v)/(‖u‖ ‖v‖)",
      "∂E/∂u = v/(‖u‖ ‖v‖) − (uᵀ v)/(‖u‖³ ‖v‖) u",
      "∂E/∂v = u/(‖u‖ ‖v‖) − (uᵀ v)/(‖u‖ ‖v‖³) v",
    ],
  },
  {
    title: "a direction along a vector",
    source: "Petersen, Pedersen: The Matrix Cookbook, eq. 130, times c",
    loss: () => {
      const [x, c] = [real("x", [3]), real("c", [3])];
      return { E: dot(c, div(x, norm(x))), wrt: { x, c } };
    },
    equations: ["E = (cᵀ x)/‖x‖", "∂E/∂x = c/‖x‖ − (cᵀ x)/‖x‖³ x", "∂E/∂c = x/‖x‖"],
  },
  {
    title: "exponential of a linear form",
    source: "matrixcalculus.org, exp(a'*x); the chain rule with eq. 69 of The Matrix Cookbook",
    loss: () => {
      const [a, x] = [real("a", [3]), real("x", [3])];
      return { E: exp(dot(a, x)), wrt: { x } };
    },
    equations: ["E = exp(aᵀ x)", "∂E/∂x = a exp(aᵀ x)"],
  },
  {
    title: "radial basis function",
    source: "Bishop: Pattern Recognition and Machine Learning, eq. 6.23 with γ = 1/(2 σ²); the chain rule",
    loss: () => {
      const [x, c] = [real("x", [3]), real("c", [3])];
      const γ = constant(full([], 0.7, { dtype: "f64" }), "γ");
      return { E: exp(mul(neg(γ), squaredNorm(sub(x, c)))), wrt: { x, c } };
    },
    equations: [
      "E = exp(−γ ‖x − c‖²)",
      "∂E/∂x = −2 γ (x − c) exp(−γ ‖x − c‖²)",
      "∂E/∂c = 2 γ (x − c) exp(−γ ‖x − c‖²)",
    ],
  },
  {
    title: "a chain of single neurons",
    source: "Nielsen: Neural Networks and Deep Learning, chapter 5, eq. 114, without activations",
    loss: () => {
      const [x, t, w1, w2] = [real("x", []), real("t", []), real("w1", []), real("w2", [])];
      const z1 = named("z1", mul(x, w1));
      const z2 = named("z2", mul(z1, w2));
      return { E: mul(0.5, square(sub(z2, t))), wrt: { w1, w2 } };
    },
    equations: [
      "z¹ = x w₁",
      "z² = z¹ w₂",
      "E = ½ (z² − t)²",
      "δ² = z² − t",
      "δ¹ = δ² w₂",
      "∂E/∂w₁ = δ¹ x",
      "∂E/∂w₂ = δ² z¹",
    ],
  },
];
