import { exponentOf, softmaxOver, sumOfExp } from "../term/softmax.js";
import type { Term } from "../term/term.js";

/** `f` in `exp f(k) / Σⱼ exp f(j)`, and `k`. */
export const softmaxOf = (factor: Term, divisor: Term): { readonly of: Term; readonly along: number } | undefined => {
  const [of, whole] = [exponentOf(factor), sumOfExp(divisor)];
  const softmax = of === undefined || whole === undefined ? undefined : softmaxOver(whole, of);
  return softmax && { of: softmax.body, along: softmax.index.id };
};
