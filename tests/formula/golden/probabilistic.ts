import { add, dot, exp, log, mul, neg, sigmoid, softplus, square, sub, sum } from "@chainrule/core";
import type { Golden } from "./golden.js";
import { real } from "./vectors.js";

export const probabilistic: readonly Golden[] = [
  {
    title: "Gaussian negative log-likelihood by mean and log variance",
    source: "Kendall, Gal: What Uncertainties Do We Need in Bayesian Deep Learning for Computer Vision?, eq. 8",
    loss: () => {
      const [x, μ, s] = [real("x", [4, 3]), real("μ", [4, 3]), real("s", [4, 3])];
      return { E: mul(0.5, sum(add(mul(square(sub(x, μ)), exp(neg(s))), s))), wrt: { μ, s } };
    },
    equations: ["E = ½ Σ ((x − μ)² ⊙ exp(−s) + s)", "∂E/∂μ = −(x − μ) ⊙ exp(−s)", "∂E/∂s = ½ − ½ (x − μ)² ⊙ exp(−s)"],
  },
  {
    title: "divergence of a diagonal Gaussian from the standard one",
    source: "Kingma, Welling: Auto-Encoding Variational Bayes, appendix B, s = log σ²",
    loss: () => {
      const [μ, s] = [real("μ", [4, 3]), real("s", [4, 3])];
      return { E: mul(-0.5, sum(sub(sub(add(1, s), square(μ)), exp(s)))), wrt: { μ, s } };
    },
    equations: ["E = −½ Σ (1 + s − μ² − exp(s))", "∂E/∂μ = μ", "∂E/∂s = ½ exp(s) − ½"],
    latex: ["\\frac{\\partial E}{\\partial s} = \\frac{1}{2} \\exp(s) - \\frac{1}{2}"],
  },
  {
    title: "skip-gram with one negative sample",
    source: "Goldberg, Levy: word2vec Explained, section 2; Rong: word2vec Parameter Learning Explained, section 3.2",
    loss: () => {
      const [u, v, r] = [real("u", [3]), real("v", [3]), real("r", [3])];
      return { E: sub(softplus(dot(u, r)), log(sigmoid(dot(u, v)))), wrt: { u, v, r } };
    },
    equations: [
      "E = softplus(uᵀ r) − log(σ(uᵀ v))",
      "∂E/∂u = r σ(uᵀ r) − v (1 − σ(uᵀ v))",
      "∂E/∂v = −u (1 − σ(uᵀ v))",
      "∂E/∂r = u σ(uᵀ r)",
    ],
  },
];
