import { mul, sigmoid, softplus, sum, tanh } from "@chainrule/core";
import { gelu, leakyRelu } from "@chainrule/nn";
import type { Golden } from "./golden.js";
import { real } from "./vectors.js";

const values = () => real("x", [4, 3]);

export const activations: readonly Golden[] = [
  {
    title: "gelu",
    source: "Hendrycks, Gimpel: Gaussian Error Linear Units, section 2: x Φ(x); (x Φ)′ = Φ + x φ, φ the normal density",
    loss: () => {
      const x = values();
      return { E: sum(gelu(x)), wrt: { x } };
    },
    equations: ["E = ½ Σ (x ⊙ (1 + erf(x/√2)))", "∂E/∂x = ½ (1 + erf(x/√2)) + 1/√(2 π) x ⊙ exp(−½ x²)"],
  },
  {
    title: "swish",
    source: "Ramachandran, Zoph, Le: Searching for Activation Functions, section 5, β = 1",
    loss: () => {
      const x = values();
      return { E: sum(mul(x, sigmoid(x))), wrt: { x } };
    },
    equations: ["E = Σ (x ⊙ σ(x))", "∂E/∂x = σ(x) + x ⊙ (1 − σ(x)) ⊙ σ(x)"],
  },
  {
    title: "mish",
    source: "Misra: Mish, section 2.1; the product rule",
    loss: () => {
      const x = values();
      return { E: sum(mul(x, tanh(softplus(x)))), wrt: { x } };
    },
    equations: ["E = Σ (x ⊙ tanh(softplus(x)))", "∂E/∂x = tanh(softplus(x)) + x ⊙ (1 − tanh(softplus(x))²) ⊙ σ(x)"],
  },
  {
    title: "leaky relu",
    source: "Maas, Hannun, Ng: Rectifier Nonlinearities Improve Neural Network Acoustic Models, eq. 3",
    loss: () => {
      const x = values();
      return { E: sum(leakyRelu(x)), wrt: { x } };
    },
    equations: ["E = Σ (x if x > 0 else 0.01 x)", "∂E/∂x = (1 if x > 0 else 0.01)"],
  },
];
