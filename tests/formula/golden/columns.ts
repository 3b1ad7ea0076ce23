// Networks written out by hand, a sample a column.

import { add, type Expr, matmul, mul, named, sigmoid, sub } from "@chainrule/core";
import type { Golden } from "./golden.js";
import { applied, real, squaredNorm } from "./vectors.js";

const halfSquare = (error: Expr): Expr<readonly []> => mul(0.5, squaredNorm(error));

export const columns: readonly Golden[] = [
  {
    title: "two layers of sigmoids on a column",
    source: "Nielsen: Neural Networks and Deep Learning, chapter 2, BP1–BP4",
    loss: () => {
      const [x, y] = [real("x", [3, 1]), real("y", [2, 1])];
      const [W1, b1, W2, b2] = [real("W1", [4, 3]), real("b1", [4, 1]), real("W2", [2, 4]), real("b2", [2, 1])];
      const a1 = named("a1", sigmoid(named("z1", add(matmul(W1, x), b1))));
      const a2 = named("a2", sigmoid(named("z2", add(matmul(W2, a1), b2))));
      return { E: halfSquare(sub(a2, y)), wrt: { W1, b1, W2, b2 } };
    },
    equations: [
      "z¹ = W¹ x + b¹",
      "a¹ = σ(z¹)",
      "z² = W² a¹ + b²",
      "a² = σ(z²)",
      "E = ½ ‖a² − y‖²",
      "δ² = a² ⊙ (1 − a²) ⊙ (a² − y)",
      "δ¹ = a¹ ⊙ (1 − a¹) ⊙ ((W²)ᵀ δ²)",
      "∂E/∂W¹ = δ¹ xᵀ",
      "∂E/∂b¹ = δ¹",
      "∂E/∂W² = δ² (a¹)ᵀ",
      "∂E/∂b² = δ²",
    ],
  },
  {
    title: "the output layer, its activation abstract",
    source: "Reference system S4: A.54, A.55, A.61, A.62, A.63",
    loss: () => {
      const [a, y] = [real("a^{L-1}", [3, 1]), real("y", [2, 1])];
      const [W, b] = [real("W^L", [2, 3]), real("b^L", [2, 1])];
      const z = named("z^L", add(matmul(W, a), b));
      return { E: halfSquare(sub(y, named("a^L", sigmoid(z)))), wrt: { "W^L": W, "b^L": b } };
    },
    options: { activation: "abstract", names: { sigmoid: "g" }, learningRate: "η" },
    equations: [
      "zᴸ = Wᴸ aᴸ⁻¹ + bᴸ",
      "aᴸ = g(zᴸ)",
      "E = ½ ‖y − aᴸ‖²",
      "δᴸ = −(y − aᴸ) ⊙ g′(zᴸ)",
      "∂E/∂Wᴸ = δᴸ (aᴸ⁻¹)ᵀ",
      "∂E/∂bᴸ = δᴸ",
      "Wᴸ ← Wᴸ − η δᴸ (aᴸ⁻¹)ᵀ",
      "bᴸ ← bᴸ − η δᴸ",
    ],
    latex: [
      "\\delta^{L} = -(y - a^{L}) \\odot g'(z^{L})",
      "\\frac{\\partial E}{\\partial W^{L}} = \\delta^{L} (a^{L-1})^{\\top}",
    ],
  },
  {
    title: "a hidden layer, its activation abstract",
    source: "Reference system S4: A.55, A.59, A.61",
    loss: () => {
      const [a, y] = [real("a^{l-1}", [3, 1]), real("y", [2, 1])];
      const [W, b] = [real("W^l", [4, 3]), real("b^l", [4, 1])];
      const [above, bias] = [real("W^{l+1}", [2, 4]), real("b^{l+1}", [2, 1])];
      const hidden = named("a^l", sigmoid(named("z^l", add(matmul(W, a), b))));
      const output = named("a^{l+1}", sigmoid(named("z^{l+1}", add(matmul(above, hidden), bias))));
      return { E: halfSquare(sub(y, output)), wrt: { "W^l": W, "b^l": b } };
    },
    options: { activation: "abstract", names: { sigmoid: "g" } },
    equations: [
      "zˡ = Wˡ aˡ⁻¹ + bˡ",
      "aˡ = g(zˡ)",
      "zˡ⁺¹ = Wˡ⁺¹ aˡ + bˡ⁺¹",
      "aˡ⁺¹ = g(zˡ⁺¹)",
      "E = ½ ‖y − aˡ⁺¹‖²",
      "δˡ⁺¹ = −(y − aˡ⁺¹) ⊙ g′(zˡ⁺¹)",
      "δˡ = ((Wˡ⁺¹)ᵀ δˡ⁺¹) ⊙ g′(zˡ)",
      "∂E/∂Wˡ = δˡ (aˡ⁻¹)ᵀ",
      "∂E/∂bˡ = δˡ",
    ],
    latex: [
      "\\delta^{l} = ((W^{l+1})^{\\top} \\delta^{l+1}) \\odot g'(z^{l})",
      "\\frac{\\partial E}{\\partial b^{l}} = \\delta^{l}",
    ],
  },
  {
    title: "scalar by scalar, δ the error to be corrected",
    source: "Reference system S1: eqs. 3, 4, 5",
    loss: () => {
      const [x, t] = [real("x", [3]), real("t", [2])];
      const [W1, b1, W2, b2] = [real("W1", [4, 3]), real("b1", [4]), real("W2", [2, 4]), real("b2", [2])];
      const a = named("a", sigmoid(named("z1", add(applied(W1, x), b1))));
      const y = named("y", sigmoid(named("z2", add(applied(W2, a), b2))));
      return { E: halfSquare(sub(t, y)), wrt: { W2, W1 } };
    },
    options: { notation: "index", delta: "descent", learningRate: "η" },
    equations: [
      "z¹ᵢ = Σₖ W¹ᵢₖ xₖ + b¹ᵢ",
      "aᵢ = σ(z¹ᵢ)",
      "z²ᵢ = Σₖ W²ᵢₖ aₖ + b²ᵢ",
      "yᵢ = σ(z²ᵢ)",
      "E = ½ Σᵢ (tᵢ − yᵢ)²",
      "δ²ᵢ = yᵢ (1 − yᵢ) (tᵢ − yᵢ)",
      "δ¹ᵢ = aᵢ (1 − aᵢ) Σₖ W²ₖᵢ δ²ₖ",
      "∂E/∂W²ᵢⱼ = −δ²ᵢ aⱼ",
      "∂E/∂W¹ᵢⱼ = −δ¹ᵢ xⱼ",
      "W²ᵢⱼ ← W²ᵢⱼ + η δ²ᵢ aⱼ",
      "W¹ᵢⱼ ← W¹ᵢⱼ + η δ¹ᵢ xⱼ",
    ],
    latex: [
      "\\delta^{2}_{i} = y_{i} (1 - y_{i}) (t_{i} - y_{i})",
      "\\delta^{1}_{i} = a_{i} (1 - a_{i}) \\sum_{k} W^{2}_{ki} \\delta^{2}_{k}",
      "W^{2}_{ij} \\leftarrow W^{2}_{ij} + \\eta \\delta^{2}_{i} a_{j}",
    ],
  },
];
