import type { Term } from "../term/term.js";

/** The same function, computed once for each term: terms are values and never change. */
export const remembered = <A extends object | string | number>(f: (term: Term) => A): ((term: Term) => A) => {
  const results = new WeakMap<Term, A>();
  return (term) => {
    const known = results.get(term);
    if (known !== undefined) return known;
    const result = f(term);
    results.set(term, result);
    return result;
  };
};
