import { add, type Expr, input, matmul, mul, named, sigmoid, square, sub, sum, tanh } from "@chainrule/core";
import {
  type Derivation,
  type DeriveOptions,
  derive,
  latexOfEquation,
  type RenderOptions,
  textOfEquation,
} from "@chainrule/formula";
import { binaryCrossEntropy } from "@chainrule/nn";
import { describe, expect, test } from "vitest";
import { namingOf } from "../../packages/formula/src/render/naming.js";

const matrix = (name: string, rows: number, columns: number): Expr<readonly [number, number]> =>
  input([rows, columns], { dtype: "f64", name });

const text = (derivation: Derivation, options: RenderOptions = {}): readonly string[] =>
  derivation.steps.map((step) => textOfEquation(step, namingOf(derivation), options)).toArray();

const latex = (derivation: Derivation, options: RenderOptions = {}): readonly string[] =>
  derivation.steps.map((step) => latexOfEquation(step, namingOf(derivation), options)).toArray();

/** Two layers on column vectors, whose names are those of the book. */
const layers = (
  names: { readonly below: string; readonly hidden: string; readonly output: string },
  options: DeriveOptions,
) => {
  const { below, hidden, output } = names;
  const [x, y] = [matrix(`a^{${below}}`, 3, 1), matrix("y", 2, 1)];
  const [V, c] = [matrix(`W^{${hidden}}`, 4, 3), matrix(`b^{${hidden}}`, 4, 1)];
  const [W, b] = [matrix(`W^{${output}}`, 2, 4), matrix(`b^{${output}}`, 2, 1)];
  const a = named(`a^{${hidden}}`, sigmoid(named(`z^{${hidden}}`, add(matmul(V, x), c))));
  const last = named(`a^{${output}}`, sigmoid(named(`z^{${output}}`, add(matmul(W, a), b))));
  return derive(mul(0.5, sum(square(sub(y, last)))), { wrt: [V, c, W, b], ...options });
};

describe("S4, A.54 to A.63, on column vectors", () => {
  const options: DeriveOptions = { activation: "abstract", names: { sigmoid: "g" }, learningRate: "η" };
  const top = layers({ below: "L-2", hidden: "L-1", output: "L" }, options);
  const hidden = layers({ below: "l-1", hidden: "l", output: "l+1" }, options);
  const nabla = { gradient: "nabla" } as const;

  test.each([
    ["A.54", top, "δᴸ = −(y − aᴸ) ⊙ g′(zᴸ)", "\\delta^{L} = -(y - a^{L}) \\odot g'(z^{L})"],
    ["A.55", top, "∇_{Wᴸ} E = δᴸ (aᴸ⁻¹)ᵀ", "\\nabla_{W^{L}} E = \\delta^{L} (a^{L-1})^{\\top}"],
    [
      "A.59",
      hidden,
      "δˡ = ((Wˡ⁺¹)ᵀ δˡ⁺¹) ⊙ g′(zˡ)",
      "\\delta^{l} = ((W^{l+1})^{\\top} \\delta^{l+1}) \\odot g'(z^{l})",
    ],
    ["A.61", hidden, "∇_{bˡ} E = δˡ", "\\nabla_{b^{l}} E = \\delta^{l}"],
    ["A.62", hidden, "Wˡ ← Wˡ − η δˡ (aˡ⁻¹)ᵀ", "W^{l} \\leftarrow W^{l} - \\eta \\delta^{l} (a^{l-1})^{\\top}"],
    ["A.63", hidden, "bˡ ← bˡ − η δˡ", "b^{l} \\leftarrow b^{l} - \\eta \\delta^{l}"],
  ])("%s", (_number, derivation, asText, asLatex) => {
    expect(text(derivation, nabla)).toContain(asText);
    expect(latex(derivation, nabla)).toContain(asLatex);
  });
});

/** The network of S1: the hidden layer a, the output y, the target t, one sample a column. */
const s1 = (options: DeriveOptions) => {
  const [x, t] = [matrix("x", 3, 1), matrix("t", 2, 1)];
  const [W1, b1, W2, b2] = [matrix("W1", 4, 3), matrix("b1", 4, 1), matrix("W2", 2, 4), matrix("b2", 2, 1)];
  const a = named("a", sigmoid(named("z1", add(matmul(W1, x), b1))));
  const y = named("y", sigmoid(named("z2", add(matmul(W2, a), b2))));
  return derive(mul(0.5, sum(square(sub(t, y)))), { wrt: { W1, b1, W2, b2 }, delta: "descent", ...options });
};

describe("S1, δ = −∂E/∂z", () => {
  const inIndices = s1({ notation: "index", learningRate: "η" });

  test.each([
    ["eq. 3", "δ²ᵢ = yᵢ (1 − yᵢ) (tᵢ − yᵢ)", "\\delta^{2}_{i} = y_{i} (1 - y_{i}) (t_{i} - y_{i})"],
    [
      "eq. 4",
      "δ¹ᵢ = aᵢ (1 − aᵢ) Σₖ W²ₖᵢ δ²ₖ",
      "\\delta^{1}_{i} = a_{i} (1 - a_{i}) \\sum_{k} W^{2}_{ki} \\delta^{2}_{k}",
    ],
    ["eq. 5", "W¹ᵢⱼ ← W¹ᵢⱼ + η δ¹ᵢ xⱼ", "W^{1}_{ij} \\leftarrow W^{1}_{ij} + \\eta \\delta^{1}_{i} x_{j}"],
  ])("%s, in indices", (_number, asText, asLatex) => {
    expect(text(inIndices)).toContain(asText);
    expect(latex(inIndices)).toContain(asLatex);
  });

  test("in matrices", () => {
    const steps = text(s1({ learningRate: "η" }));
    expect(steps).toContain("δ¹ = a ⊙ (1 − a) ⊙ ((W²)ᵀ δ²)");
    expect(steps).toContain("W² ← W² + η δ² aᵀ");
    expect(steps).toContain("b² ← b² + η δ²");
  });
});

test("S3: with cross-entropy the activation's derivative cancels, ∂E/∂z = (a − y)/m", () => {
  const [x, y] = [matrix("x", 60, 2), matrix("y", 60, 2)];
  const [W1, W2] = [matrix("W1", 2, 4), matrix("W2", 4, 2)];
  const hidden = named("a1", tanh(named("z1", matmul(x, W1))));
  const a = named("a", sigmoid(named("z", matmul(hidden, W2))));
  const derivation = derive(binaryCrossEntropy(a, y), { wrt: { W1, W2 } });
  expect(text(derivation)).toContain("E = −1/m Σ (y ⊙ log(a) + (1 − y) ⊙ log(1 − a))");
  expect(text(derivation)).toContain("δ = (a − y)/m");
  expect(latex(derivation)).toContain("\\delta = \\frac{a - y}{m}");
});
