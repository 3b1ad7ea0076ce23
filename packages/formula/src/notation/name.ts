/** A name as it is written: what stands on the line, above it, and below it. */
export interface Name {
  readonly base: string;
  readonly superscript: string;
  readonly subscript: string;
}

/** Letters by how they are spelled. δ is a derivative and π a number, so that neither is the name of a value; Σ is a sum. */
const greek = new Map(
  Object.entries({
    ...{ alpha: "α", beta: "β", gamma: "γ", epsilon: "ε", zeta: "ζ", eta: "η", theta: "θ", iota: "ι", kappa: "κ" },
    ...{ lambda: "λ", mu: "μ", nu: "ν", xi: "ξ", rho: "ρ", sigma: "σ", tau: "τ", upsilon: "υ", phi: "φ", chi: "χ" },
    ...{ psi: "ψ", omega: "ω", Gamma: "Γ", Theta: "Θ", Lambda: "Λ", Xi: "Ξ", Upsilon: "Υ", Phi: "Φ", Psi: "Ψ" },
    ...{ Omega: "Ω" },
  }),
);

const lettered = (base: string): string => greek.get(base) ?? base;

const unbraced = (text = ""): string => text.replace(/^\{(.*)\}$/u, "$1");

/**
 * A name from how it is typed: `W^{l+1}`, `x_0`, `W_hh`, `w_1^2`. The letters of layers, z, a, W and b, carry a number above (`z1` is z¹),
 * all other names below (`x1` is x₁). Greek letters may be spelled: `mu` is μ.
 */
export const nameOf = (typed: string): Name => {
  const [, base, below, above] =
    /^([^_^]+?)(?:_(\{[^{}]+\}|[\p{L}\p{N}]+|[^{}_^]))?(?:\^(\{[^{}]+\}|[^{}_^]))?$/u.exec(typed.normalize("NFC")) ??
    [];
  if (base === undefined) return { base: typed, superscript: "", subscript: "" };
  const [superscript, subscript] = [unbraced(above), unbraced(below)];
  const [, letters, digits] = /^([\p{L}\p{M}]+)(\d+)$/u.exec(base) ?? [];
  if (letters === undefined || digits === undefined) return { base: lettered(base), superscript, subscript };
  if (/^[zaWb]$/u.test(letters) && superscript === "") return { base: letters, superscript: digits, subscript };
  return subscript === ""
    ? { base: lettered(letters), superscript, subscript: digits }
    : { base, superscript, subscript };
};

/** What the derivative of the loss by a variable is called where it has a letter of its own: the δ of a z. */
export const deltaOf = (typed: string): Name | undefined => {
  const name = nameOf(typed);
  return name.base === "z" ? { ...name, base: "δ" } : undefined;
};
