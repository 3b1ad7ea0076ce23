import {
  add,
  constant,
  div,
  dot,
  type Expr,
  full,
  mean,
  mul,
  named,
  sqrt,
  square,
  sub,
  sum,
  variance,
} from "@chainrule/core";
import type { Golden } from "./golden.js";
import { real } from "./vectors.js";

/** `Σ (c ⊙ (γ ⊙ z + β))` of the values of `x` scaled to mean 0 and variance 1 along an axis. */
const normalised = (axis: 0 | 1, keepDims: boolean) => {
  const [x, c, γ, β] = [real("x", [4, 3]), real("c", [4, 3]), real("γ", [3]), real("β", [3])];
  const ε = constant(full([], 0.01, { dtype: "f64" }), "ε");
  const μ: Expr = named("μ", mean(x, axis, { keepDims }));
  const v = named("v", mean(square(sub(x, μ)), axis, { keepDims }));
  const z = named("z", div(sub(x, μ), sqrt(add(v, ε))));
  return { E: sum(mul(c, add(mul(γ, z), β))), wrt: { γ, β, x } };
};

export const normalisation: readonly Golden[] = [
  {
    title: "mean of each column",
    source: "matrixcalculus.org, vector(1)'*X*c/n",
    loss: () => {
      const [x, c] = [real("x", [5, 3]), real("c", [3])];
      return { E: dot(c, mean(x, 0)), wrt: { x } };
    },
    options: { notation: "index" },
    equations: ["E = 1/n Σᵢ cᵢ Σⱼ xⱼᵢ", "∂E/∂xᵢⱼ = cⱼ/n"],
  },
  {
    title: "variance of a vector",
    source: "Petersen, Pedersen: The Matrix Cookbook, eq. 84 with the centring matrix, which is a projection",
    loss: () => {
      const x = real("x", [5]);
      return { E: variance(x), wrt: { x } };
    },
    equations: ["E = 1/n ‖x − 1/n Σ x‖²", "∂E/∂x = 2 (x − 1/n Σ x)/n"],
  },
  {
    title: "variance of each column",
    source:
      "Ioffe, Szegedy: Batch Normalization, algorithm 1 and section 3, its ∂σ²/∂x, where the term through μ vanishes",
    loss: () => {
      const [x, c] = [real("x", [5, 3]), real("c", [3])];
      return { E: dot(c, variance(x, 0)), wrt: { x } };
    },
    options: { notation: "index" },
    equations: ["E = 1/n Σᵢ cᵢ Σⱼ (xⱼᵢ − 1/n Σₖ xₖᵢ)²", "∂E/∂xᵢⱼ = 2/n cⱼ (xᵢⱼ − 1/n Σₖ xₖⱼ)"],
  },
  {
    title: "layer normalisation",
    source:
      "Ba, Kiros, Hinton: Layer Normalization, eqs. 3, 4; its gradients as in Ioffe, Szegedy, section 3, along the last axis",
    loss: () => normalised(1, true),
    equations: [
      "μᵢ = 1/n Σₖ xᵢₖ",
      "vᵢ = 1/n Σₖ (xᵢₖ − μᵢ)²",
      "z = (x − μ)/√(v + ε)",
      "E = Σ (c ⊙ (γ ⊙ z + β))",
      "δ = c ⊙ γ",
      "∂E/∂vᵢ = −1/(2 (vᵢ + ε)^(3/2)) Σₖ δᵢₖ (xᵢₖ − μᵢ)",
      "∂E/∂μᵢ = −1/√(vᵢ + ε) Σₖ δᵢₖ − 2/n ∂E/∂vᵢ Σₖ (xᵢₖ − μᵢ)",
      "∂E/∂γ = Σᵢ (cᵢ ⊙ zᵢ)",
      "∂E/∂β = Σᵢ cᵢ",
      "∂E/∂x = δ/√(v + ε) + 2/n ∂E/∂v ⊙ (x − μ) + 1/n ∂E/∂μ",
    ],
  },
  {
    title: "batch normalisation",
    source: "Ioffe, Szegedy: Batch Normalization, algorithm 1 and the gradients in section 3",
    loss: () => normalised(0, false),
    options: { notation: "index" },
    equations: [
      "μᵢ = 1/n Σₖ xₖᵢ",
      "vᵢ = 1/n Σₖ (xₖᵢ − μᵢ)²",
      "zᵢⱼ = (xᵢⱼ − μⱼ)/√(vⱼ + ε)",
      "E = Σᵢⱼ cᵢⱼ (γⱼ zᵢⱼ + βⱼ)",
      "δᵢⱼ = cᵢⱼ γⱼ",
      "∂E/∂vᵢ = −1/(2 (vᵢ + ε)^(3/2)) Σₖ δₖᵢ (xₖᵢ − μᵢ)",
      "∂E/∂μᵢ = −1/√(vᵢ + ε) Σₖ δₖᵢ − 2/n ∂E/∂vᵢ Σₖ (xₖᵢ − μᵢ)",
      "∂E/∂γᵢ = Σₖ cₖᵢ zₖᵢ",
      "∂E/∂βᵢ = Σₖ cₖᵢ",
      "∂E/∂xᵢⱼ = δᵢⱼ/√(vⱼ + ε) + 2/n ∂E/∂vⱼ (xᵢⱼ − μⱼ) + 1/n ∂E/∂μⱼ",
    ],
    latex: ["\\frac{\\partial E}{\\partial \\gamma_{i}} = \\sum_{k} c_{ki} z_{ki}"],
  },
];
