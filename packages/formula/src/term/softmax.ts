// Softmax is no operation: it is exp z divided by its sum.

import { isSame } from "./key.js";
import { type Index, position, type Term } from "./term.js";
import { freeIndices, indicesIn, substitute } from "./walk.js";

/** A softmax: `exp body` over its sum along one index. */
export interface Softmax {
  readonly body: Term;
  readonly index: Index;
}

/** `x` in `exp x`. */
export const exponentOf = (term: Term): Term | undefined =>
  term.kind === "call" && term.name === "exp" ? term.args[0] : undefined;

/** The `Σ exp body` over one index that a term is. */
export const sumOfExp = (term: Term): Softmax | undefined => {
  if (term.kind !== "reduce" || term.by !== "sum" || term.over.length !== 1) return undefined;
  const body = exponentOf(term.body);
  const [index] = term.over;
  return body === undefined || index === undefined ? undefined : { body, index };
};

/** The softmax that `exp body` over a sum of exponentials is: along the index which, in place of the bound one, makes one of the other. */
export const softmaxOver = (
  whole: Softmax,
  body: Term,
  areSame: (a: Term, b: Term) => boolean = isSame,
): Softmax | undefined => {
  const free = freeIndices(body);
  const index = indicesIn(body).find(
    (candidate) =>
      free.has(candidate.id) &&
      candidate.size === whole.index.size &&
      areSame(substitute(whole.body, new Map([[whole.index.id, position(candidate)]])), body),
  );
  return index && { body, index };
};
