// Right sides of the equations that textbooks have, and how they are to be shown.

import type { Formula } from "../../../packages/formula/src/notation/formula.js";
import { beside, call, d, i, minus, n, odot, over, reduce, s, sum, t, truth } from "./formulas.js";
import type { Shown } from "./shown.js";

const [a, x, y] = [s("a"), s("x"), s("y")];
const at = (name: string, letters: string): Formula => s(name, ...[...letters].map(i));
const derivativeAt = (name: string, letters: string): Formula => d(name, ...[...letters].map(i));

const [W, z] = [(above: string) => s(`W^{${above}}`), (above: string) => s(`z^{${above}}`)];

export const textbook: readonly Shown[] = [
  ["−(y − aᴸ) ⊙ g′(zᴸ)", "-(y - a^{L}) \\odot g'(z^{L})", minus(odot(sum(y, minus(s("a^L"))), call("g′", z("L"))))],
  ["δᴸ (aᴸ⁻¹)ᵀ", "\\delta^{L} (a^{L-1})^{\\top}", beside(d("z^L"), t(s("a^{L-1}")))],
  [
    "((Wˡ⁺¹)ᵀ δˡ⁺¹) ⊙ g′(zˡ)",
    "((W^{l+1})^{\\top} \\delta^{l+1}) \\odot g'(z^{l})",
    odot(beside(t(W("l+1")), d("z^{l+1}")), call("g′", z("l"))),
  ],
  [
    "(δ² (W²)ᵀ) ⊙ [z¹ > 0]",
    "(\\delta^{2} (W^{2})^{\\top}) \\odot [z^{1} > 0]",
    odot(beside(d("z2"), t(s("W2"))), truth(s("z1"), ">", n(0))),
  ],
  [
    "aᵢ (1 − aᵢ) Σₖ W²ₖᵢ δ²ₖ",
    "a_{i} (1 - a_{i}) \\sum_{k} W^{2}_{ki} \\delta^{2}_{k}",
    beside(
      at("a", "i"),
      sum(n(1), minus(at("a", "i"))),
      reduce("sum", "k", beside(at("W2", "ki"), derivativeAt("z2", "k"))),
    ),
  ],
  [
    "−1/m Σ (y ⊙ log(a) + (1 − y) ⊙ log(1 − a))",
    "-\\frac{1}{m} \\sum (y \\odot \\log(a) + (1 - y) \\odot \\log(1 - a))",
    minus(
      beside(
        over(n(1), s("m")),
        reduce("sum", "", sum(odot(y, call("log", a)), odot(sum(n(1), minus(y)), call("log", sum(n(1), minus(a)))))),
      ),
    ),
  ],
  ["xᵀ A x", "x^{\\top} A x", beside(t(x), s("A"), x)],
  ["(A + Aᵀ) x", "(A + A^{\\top}) x", beside(sum(s("A"), t(s("A"))), x)],
  [
    "W²ᵢⱼ + η δ²ᵢ aⱼ",
    "W^{2}_{ij} + \\eta \\delta^{2}_{i} a_{j}",
    sum(at("W2", "ij"), beside(s("η"), derivativeAt("z2", "i"), at("a", "j"))),
  ],
];
