import { expect, test } from "vitest";
import { toMarkdown } from "../../../packages/formula/src/render/markdown.js";
import { layer } from "./derivations.js";

test("a derivation in Markdown", () => {
  expect(toMarkdown(layer)).toBe(String.raw`### Forward

$$
\begin{aligned}
  z^{1} &= W^{1} x + b^{1} \\
  a^{1} &= g(z^{1}) \\
  E &= \frac{1}{2 m} \left\lVert y - a^{1} \right\rVert^{2}
\end{aligned}
$$

### Backward, with $\delta = \partial E / \partial z$

$$
\begin{aligned}
  \delta^{1} &= -\frac{y - a^{1}}{m} \odot g'(z^{1})
\end{aligned}
$$

### Gradients

$$
\begin{aligned}
  \frac{\partial E}{\partial W^{1}} &= \delta^{1} x^{\top} \\
  \frac{\partial E}{\partial b^{1}} &= \delta^{1}
\end{aligned}
$$

### Update

$$
\begin{aligned}
  W^{1} &\leftarrow W^{1} - \eta (\delta^{1} x^{\top})
\end{aligned}
$$

where $g(x) = \sigma(x)$, $g'(x) = (1 - \sigma(x)) \sigma(x)$, $m = 32$

### Symbols

| Symbol | Shape | Rules |
| --- | --- | --- |
| $x$ | [3, 1] | given |
| $y$ | [2, 1] | given |
| $W^{1}$ | [2, 3] | given |
| $b^{1}$ | [2, 1] | given |
| $\eta$ | scalar | given |
| $c_{1}$ | [1, 3] | constant |
| $z^{1}$ | [2, 1] |  |
| $a^{1}$ | [2, 1] |  |
| $E$ | scalar |  |
| $\delta^{1}$ | [2, 1] | y = x²: x̄ = 2 ȳ x; y = \|x\|: x̄ = ȳ sign x |
| $\frac{\partial E}{\partial W^{1}}$ | [2, 3] | Y = A B: Ā = Ȳ Bᵀ, B̄ = Aᵀ Ȳ |
| $\frac{\partial E}{\partial b^{1}}$ | [2, 1] |  |

In the rules, $\bar{x} = \partial E / \partial x$.`);
});

test("without rules, and with ∇", () => {
  const markdown = toMarkdown(layer, { rules: false, gradient: "nabla" });
  expect(markdown).not.toContain("Ȳ");
  expect(markdown).not.toContain("\\bar");
  expect(markdown).toContain("\n| $\\nabla_{W^{1}} E$ | [2, 3] |  |\n");
  expect(markdown).toContain("\n  \\nabla_{b^{1}} E &= \\delta^{1}\n");
});

test("names and rules have no meaning as Markdown", () => {
  const steps = layer.steps.map((step) => ({ ...step, rules: ["a*b* <i> [x] `y` $z$"] }));
  const inputs = layer.inputs.map(({ node }) => ({ node, variable: { ...layer.loss, name: "a|b" } }));
  const markdown = toMarkdown({ ...layer, steps, inputs });
  expect(markdown).toContain("| a\\*b\\* \\<i\\> \\[x\\] \\`y\\` \\$z\\$ |");
  expect(markdown).toContain("| $\\text{a\\|b}$ | scalar | given |");
});
