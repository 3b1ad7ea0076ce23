import type { Name } from "../notation/name.js";

const greek: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{ α: "alpha", β: "beta", γ: "gamma", δ: "delta", ε: "varepsilon", ϵ: "epsilon", ζ: "zeta", η: "eta" },
    ...{ θ: "theta", ϑ: "vartheta", ι: "iota", κ: "kappa", λ: "lambda", μ: "mu", µ: "mu", ν: "nu", ξ: "xi", π: "pi" },
    ...{ ρ: "rho", σ: "sigma", ς: "varsigma", τ: "tau", υ: "upsilon", φ: "varphi", ϕ: "phi", χ: "chi", ψ: "psi" },
    ...{ ω: "omega", Γ: "Gamma", Δ: "Delta", Θ: "Theta", Λ: "Lambda", Ξ: "Xi", Π: "Pi", Σ: "Sigma", Υ: "Upsilon" },
    ...{ Φ: "Phi", Ψ: "Psi", Ω: "Omega", ℓ: "ell" },
  }),
);

const escaped = new Map(
  Object.entries({ "\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}" }),
);

/** Any text, as it is. */
export const latexOfText = (text: string): string =>
  `\\text{${text.replace(/\p{Cc}+/gu, " ").replace(/[\\~^{}$&%#_]/g, (sign) => escaped.get(sign) ?? `\\${sign}`)}}`;

/** A word as a symbol: a letter in italics, several upright. */
const latexOfWord = (word: string): string => {
  const [, letter = "", rest = "", primes = ""] = /^(.)([A-Za-z0-9]*)(['′″]*)$/u.exec(word) ?? [];
  const raised = primes.replaceAll("″", "''").replaceAll("′", "'");
  const command = greek.get(letter);
  if (command !== undefined) return `\\${command}${rest && ` ${latexOfWord(rest)}`}${raised}`;
  if (!/[A-Za-z0-9]/.test(letter)) return latexOfText(word);
  return (/^(.|\d+)$/u.test(letter + rest) ? letter + rest : `\\mathrm{${letter}${rest}}`) + raised;
};

/** What stands above or below: words, with + and − between them. */
const latexOfScript = (text: string): string =>
  /^[\p{L}\p{N}]+([+−-][\p{L}\p{N}]+)*$/u.test(text)
    ? text.replace(/[^+−-]+/gu, latexOfWord).replaceAll("−", "-")
    : latexOfText(text);

export const latexOfName = ({ base, superscript, subscript }: Name): string =>
  [
    latexOfWord(base),
    superscript && `^{${latexOfScript(superscript)}}`,
    subscript && `_{${latexOfScript(subscript)}}`,
  ].join("");
