import type { Term } from "../term/term.js";
import { mapParts } from "../term/walk.js";
import { oriented } from "./orientation.js";
import { rules } from "./rules.js";

export interface SimplifyOptions {
  /** Sums as they were written elsewhere: `y − a`. What is the opposite of one is written as minus that one. */
  readonly known?: readonly Term[];
}

/** Rewrites of one part. Each makes it shorter or nearer to its normal form, so that few are ever needed. */
const most = 200;

const rewritten = (term: Term): Term | undefined => {
  for (const { apply } of rules) {
    const next = apply(term);
    if (next !== undefined) return next;
  }
  return undefined;
};

/** A term in its shortest form by the rules, from the inside out until none applies. */
const normal = (term: Term): Term => {
  const results = new Map<Term, Term>();
  const visit = (part: Term, left: number): Term => {
    const known = results.get(part);
    if (known !== undefined) return known;
    const inner = mapParts(part, (inside) => visit(inside, most));
    const next = left > 0 ? rewritten(inner) : undefined;
    const result = next === undefined ? inner : visit(next, left - 1);
    results.set(part, result);
    results.set(result, result);
    return result;
  };
  return visit(term, most);
};

/** A term of index notation in its textbook form: the same value, by the rules, in the fewest symbols that they find. */
export const simplify = (term: Term, { known = [] }: SimplifyOptions = {}): Term => oriented(normal(term), known);
