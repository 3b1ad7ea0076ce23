import type { Term } from "./term.js";

/**
 * Text that is equal for terms which differ at most in the names of bound indices. The order of terms and factors counts: what sorts them
 * sorts by this.
 */
export const keyOf = (term: Term, bound: ReadonlyMap<number, number> = new Map()): string => {
  const list = (terms: readonly Term[]): string => terms.map((part) => keyOf(part, bound)).join();
  switch (term.kind) {
    case "number":
      return `${term.value.numerator}${term.value.denominator === 1 ? "" : `/${term.value.denominator}`}`;
    case "index": {
      const level = bound.get(term.index.id);
      return level === undefined ? `i${term.index.id}:${term.index.size}` : `b${level}`;
    }
    case "element":
      return `${term.of.kind === "adjoint" ? "∂" : ""}${JSON.stringify(term.of.name)}[${list(term.at)}]`;
    case "sum":
      return `(+ ${list(term.terms)})`;
    case "product":
      return `(* ${list(term.factors)})`;
    case "power":
      return `(^ ${list([term.base, term.exponent])})`;
    case "call":
      return `(${term.name} ${list(term.args)})`;
    case "reduce": {
      const inside = new Map(bound);
      for (const { id } of term.over) inside.set(id, inside.size + 1);
      return `(${term.by}:${term.over.map(({ size }) => size).join()} ${keyOf(term.body, inside)})`;
    }
    case "truth":
      return `(${term.relation} ${list([term.left, term.right])})`;
    case "choice":
      return `(? ${list([term.condition, term.yes, term.no])})`;
  }
};

/** Whether two terms differ at most in the names of bound indices. */
export const isSame = (a: Term, b: Term): boolean => a === b || keyOf(a) === keyOf(b);
