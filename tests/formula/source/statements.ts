import { toTypeScript } from "../../../packages/formula/src/source/typescript.js";
import type { Index, Term } from "../../../packages/formula/src/term/term.js";
import { derivation, step, value } from "./by-hand.js";

export const [a, b, c] = [value("a", 2, 3), value("b", 3), value("c")];

/** The statements of a source that computes one value, `v`, from `a`, `b` and `c`. */
export const statementsOf = (indices: readonly Index[], term: Term): string => {
  const shape = indices.map(({ size }) => size);
  const source = toTypeScript(derivation([step("forward", value("v", ...shape), indices, term)], [a, b, c]));
  const [, body = ""] = /^ {2}\/\/ v = v\n([\s\S]*)\n\n {2}return/mu.exec(source) ?? [];
  return body.replace(/^ {2}/gmu, "");
};
