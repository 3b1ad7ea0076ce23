// Characters that stand above or below the line in Unicode. ᵀ is left out: above the line it means transposed.

const raised = new Map(
  Object.entries({
    ...{ 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹", "+": "⁺", "-": "⁻", "−": "⁻" },
    ...{ a: "ᵃ", b: "ᵇ", c: "ᶜ", d: "ᵈ", e: "ᵉ", f: "ᶠ", g: "ᵍ", h: "ʰ", i: "ⁱ", j: "ʲ", k: "ᵏ", l: "ˡ", m: "ᵐ" },
    ...{ n: "ⁿ", o: "ᵒ", p: "ᵖ", r: "ʳ", s: "ˢ", t: "ᵗ", u: "ᵘ", v: "ᵛ", w: "ʷ", x: "ˣ", y: "ʸ", z: "ᶻ" },
    ...{ A: "ᴬ", B: "ᴮ", D: "ᴰ", E: "ᴱ", G: "ᴳ", H: "ᴴ", I: "ᴵ", J: "ᴶ", K: "ᴷ", L: "ᴸ", M: "ᴹ", N: "ᴺ" },
    ...{ O: "ᴼ", P: "ᴾ", R: "ᴿ", U: "ᵁ", V: "ⱽ", W: "ᵂ" },
  }),
);

const lowered = new Map(
  Object.entries({
    ...{ 0: "₀", 1: "₁", 2: "₂", 3: "₃", 4: "₄", 5: "₅", 6: "₆", 7: "₇", 8: "₈", 9: "₉", "+": "₊", "-": "₋", "−": "₋" },
    ...{ a: "ₐ", e: "ₑ", h: "ₕ", i: "ᵢ", j: "ⱼ", k: "ₖ", l: "ₗ", m: "ₘ", n: "ₙ", o: "ₒ", p: "ₚ", r: "ᵣ", s: "ₛ" },
    ...{ t: "ₜ", u: "ᵤ", v: "ᵥ", x: "ₓ" },
  }),
);

const through = (table: ReadonlyMap<string, string>, text: string): string | undefined => {
  const characters = Array.from(text, (character) => table.get(character));
  return characters.includes(undefined) ? undefined : characters.join("");
};

/** The text above the line, where every character of it exists there. */
export const superscript = (text: string): string | undefined => through(raised, text);

/** The text below the line, where every character of it exists there. */
export const subscript = (text: string): string | undefined => through(lowered, text);
