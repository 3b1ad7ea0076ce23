import type { Name } from "../notation/name.js";
import { reserved } from "./naming.js";

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
  `\\text{${text
    .replace(/\p{Cc}+/gu, " ")
    .replace(/(?<![\p{L}\p{M}])(?=\p{M})/gu, "\u00a0")
    .replace(/[\\~^{}$&%#_]/g, (sign) => escaped.get(sign) ?? `\\${sign}`)}}`;

const accents = new Map(
  Object.entries({
    ...{ "\u0300": "grave", "\u0301": "acute", "\u0302": "hat", "\u0303": "tilde", "\u0304": "bar", "\u0305": "bar" },
    ...{ "\u0306": "breve", "\u0307": "dot", "\u0308": "ddot", "\u030c": "check", "\u20d7": "vec" },
  }),
);

/** A letter with a mark above it, `x̂`, as the mark on what stands before it. */
const latexOfAccented = (word: string): string | undefined => {
  const [, base, mark = "", primes = ""] = /^(\p{L}\p{M}*)(\p{M})(['′″]*)$/u.exec(word.normalize("NFD")) ?? [];
  const accent = accents.get(mark);
  return base === undefined || accent === undefined
    ? undefined
    : `\\${accent}{${latexOfWord(base)}}${raisedOf(primes)}`;
};

const raisedOf = (primes: string): string => primes.replaceAll("″", "''").replaceAll("′", "'");

/** A word as a symbol: a letter in italics, several upright. */
const latexOfWord = (word: string): string => {
  const [, letter = "", rest = "", primes = ""] = /^(.)([A-Za-z0-9]*)(['′″]*)$/u.exec(word) ?? [];
  const raised = raisedOf(primes);
  const command = greek.get(letter);
  if (command !== undefined) return `\\${command}${rest && ` ${latexOfWord(rest)}`}${raised}`;
  if (!/[A-Za-z0-9]/.test(letter)) return latexOfAccented(word) ?? latexOfText(word);
  return (/^(.|\d+)$/u.test(letter + rest) ? letter + rest : `\\mathrm{${letter}${rest}}`) + raised;
};

/** What stands above or below: words, with + and − between them. */
const latexOfScript = (text: string): string =>
  /^[\p{L}\p{N}]+([+−-][\p{L}\p{N}]+)*$/u.test(text)
    ? text.replace(/[^+−-]+/gu, latexOfWord).replaceAll("−", "-")
    : latexOfText(text);

export const latexOfName = ({ base, superscript, subscript }: Name): string =>
  [
    // In italics, unlike the functions and words that they would look like.
    reserved.has(base) && !greek.has(base) ? `\\mathit{${base}}` : latexOfWord(base),
    superscript && `^{${latexOfScript(superscript)}}`,
    subscript && `_{${latexOfScript(subscript)}}`,
  ].join("");
