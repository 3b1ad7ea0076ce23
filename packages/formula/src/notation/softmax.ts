import { isSame } from "../term/key.js";
import { type Index, position, type Term } from "../term/term.js";
import { freeIndices, parts, substitute } from "../term/walk.js";

const exponentOf = (term: Term): Term | undefined =>
  term.kind === "call" && term.name === "exp" ? term.args[0] : undefined;

/** `f` in `exp f(k) / Σⱼ exp f(j)`, and `k`. */
export const softmaxOf = (factor: Term, divisor: Term): { readonly of: Term; readonly along: number } | undefined => {
  const of = exponentOf(factor);
  if (of === undefined || divisor.kind !== "reduce" || divisor.by !== "sum") return undefined;
  const [index, ...others] = divisor.over;
  const summed = exponentOf(divisor.body);
  if (index === undefined || others.length > 0 || summed === undefined) return undefined;
  const free = freeIndices(of);
  const along = indicesIn(of).find(
    ({ id, size }) =>
      free.has(id) && size === index.size && isSame(substitute(of, new Map([[id, position(index)]])), summed),
  );
  return along && { of, along: along.id };
};

const indicesIn = (term: Term): readonly Index[] =>
  term.kind === "index" ? [term.index] : parts(term).flatMap(indicesIn);
