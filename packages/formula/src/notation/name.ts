/** A name as it is written: what stands on the line, above it, and below it. */
export interface Name {
  readonly base: string;
  readonly superscript: string;
  readonly subscript: string;
}

const unbraced = (text = ""): string => text.replace(/^\{(.*)\}$/u, "$1");

/**
 * A name from how it is typed: `W^{l+1}`, `x_0`, `w_1^2`. The letters of layers, z, a, W and b, carry a number above (`z1` is z¹), all other
 * names below (`x1` is x₁).
 */
export const nameOf = (typed: string): Name => {
  const [, base, below, above] = /^([^_^]+?)(?:_(\{[^{}]+\}|[^{}_^]))?(?:\^(\{[^{}]+\}|[^{}_^]))?$/u.exec(typed) ?? [];
  if (base === undefined) return { base: typed, superscript: "", subscript: "" };
  const [superscript, subscript] = [unbraced(above), unbraced(below)];
  const [, letters, digits] = /^(\p{L}+)(\d+)$/u.exec(base) ?? [];
  if (letters === undefined || digits === undefined) return { base, superscript, subscript };
  if (/^[zaWb]$/u.test(letters) && superscript === "") return { base: letters, superscript: digits, subscript };
  return subscript === "" ? { base: letters, superscript, subscript: digits } : { base, superscript, subscript };
};

/** What the derivative of the loss by a variable is called where it has a letter of its own: the δ of a z. */
export const deltaOf = (typed: string): Name | undefined => {
  const name = nameOf(typed);
  return name.base === "z" ? { ...name, base: "δ" } : undefined;
};
