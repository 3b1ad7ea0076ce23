import {
  constant,
  div,
  dot,
  full,
  log,
  matmul,
  mul,
  named,
  neg,
  softmax,
  sqrt,
  square,
  sub,
  sum,
  transpose,
} from "@chainrule/core";
import type { Golden } from "./golden.js";
import { real } from "./vectors.js";

export const attention: readonly Golden[] = [
  {
    title: "scaled dot-product attention",
    source: "Vaswani et al.: Attention Is All You Need, eq. 1; gradients: Dao et al.: FlashAttention, appendix B.2",
    loss: () => {
      const [Q, K, V, Y] = [real("Q", [4, 3]), real("K", [5, 3]), real("V", [5, 2]), real("Y", [4, 2])];
      const d = constant(full([], 3, { dtype: "f64" }), "d");
      const P = named("P", softmax(named("S", div(matmul(Q, transpose(K)), sqrt(d)))));
      const O = named("O", matmul(P, V));
      return { E: mul(0.5, sum(square(sub(O, Y)))), wrt: { Q, K, V } };
    },
    equations: [
      "S = 1/√d Q Kᵀ",
      "P = softmax(S)",
      "O = P V",
      "E = ½ ‖O − Y‖²",
      "∂E/∂O = O − Y",
      "∂E/∂P = ∂E/∂O Vᵀ",
      "∂E/∂Sᵢⱼ = Pᵢⱼ (∂E/∂Pᵢⱼ − Σₖ Pᵢₖ ∂E/∂Pᵢₖ)",
      "∂E/∂Q = 1/√d ∂E/∂S K",
      "∂E/∂K = 1/√d (∂E/∂S)ᵀ Q",
      "∂E/∂V = Pᵀ ∂E/∂O",
    ],
    latex: ["\\frac{\\partial E}{\\partial V} = P^{\\top} \\frac{\\partial E}{\\partial O}"],
  },
  {
    title: "entropy of a softmax",
    source: "Goodfellow, Bengio, Courville: Deep Learning, section 3.13; softmax′ = diag(p) − p pᵀ",
    loss: () => {
      const x = real("x", [4]);
      const p = named("p", softmax(x));
      return { E: neg(dot(p, log(p))), wrt: { x } };
    },
    equations: ["p = softmax(x)", "E = −pᵀ log(p)", "∂E/∂p = −log(p) − 1", "∂E/∂x = p ⊙ (∂E/∂p − pᵀ ∂E/∂p)"],
  },
];
