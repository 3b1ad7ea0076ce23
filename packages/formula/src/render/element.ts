import type { Formula } from "../notation/formula.js";
import { realOf } from "../term/rational.js";
import { type Called, isLowered, type Naming, textOfName } from "./naming.js";
import { subscript } from "./unicode.js";

/** A letter or digit that can stand below the line in Unicode. */
const lowered = (position: Formula): string | undefined => {
  const number = position.kind === "number" ? String(realOf(position.value)) : "";
  const character = position.kind === "letter" ? position.letter : number;
  return character.length === 1 ? subscript(character) : undefined;
};

/** How the positions of an element are written, `W²ᵢⱼ` or `x₁[i, j]`. */
export interface Positions {
  /** As Unicode subscripts, where every one exists. */
  readonly text: string | undefined;
  /** Whether subscripts would be read as part of the name. */
  readonly isTaken: boolean;
}

export const positionsOf = (subscripts: readonly Formula[], { name }: Called, { symbols }: Naming): Positions => {
  const letters = subscripts.map(lowered);
  const text = letters.includes(undefined) ? undefined : letters.join("");
  // `xᵢⱼ` would begin like a symbol xᵢ.
  const isSymbol = Array.from(text ?? "").some((_, last) => symbols.has(textOfName(name) + text?.slice(0, last + 1)));
  return { text, isTaken: isLowered(name) || isSymbol };
};
