import { type Index, reduce, type Term } from "../term/term.js";
import { substitute } from "../term/walk.js";
import { dependsOn } from "./canonical.js";
import { isOnAxis } from "./integer.js";
import { type Factor, isUnit, monomialOf, termOf } from "./monomial.js";
import { onSum, type Reduced } from "./reduction.js";
import type { Rule } from "./rule.js";

const isIndex = (term: Term, { id }: Index): boolean => term.kind === "index" && term.index.id === id;

/** `t` for `[i = t]`, where `t` is a position on the axis of `i` and free of it. */
const targetOf = (index: Index, { base, exponent }: Factor): Term | undefined => {
  if (base.kind !== "truth" || base.relation !== "=" || exponent.numerator < 0) return undefined;
  const { left, right } = base;
  const target = isIndex(left, index) ? right : left;
  const isDelta = (isIndex(left, index) || isIndex(right, index)) && !dependsOn(target, [index]);
  return isDelta && isOnAxis(target, index.size) ? target : undefined;
};

const delta = ({ over, body }: Reduced): Term | undefined => {
  const { coefficient, factors } = monomialOf(body);
  for (const index of over)
    for (const [place, factor] of factors.entries()) {
      const target = targetOf(index, factor);
      if (target === undefined) continue;
      const rest = termOf({ coefficient, factors: factors.toSpliced(place, 1) });
      return reduce(
        "sum",
        over.filter((other) => other !== index),
        substitute(rest, new Map([[index.id, target]])),
      );
    }
  return undefined;
};

/** Whether a factor is an element of a one-hot variable, and the index stands for its last position alone. */
const isOneHotAlong = (index: Index, { base, exponent }: Factor): boolean => {
  if (base.kind !== "element" || !base.of.isOneHot || !isUnit(exponent)) return false;
  const last = base.at.at(-1);
  const isWholeAxis = base.of.shape.at(-1) === index.size;
  return (
    isWholeAxis &&
    last !== undefined &&
    isIndex(last, index) &&
    !base.at.slice(0, -1).some((at) => dependsOn(at, [index]))
  );
};

const oneHot = ({ over, body }: Reduced): Term | undefined => {
  const { coefficient, factors } = monomialOf(body);
  for (const index of over) {
    const [only, ...others] = factors.filter(({ base }) => dependsOn(base, [index]));
    if (only === undefined || others.length > 0 || !isOneHotAlong(index, only)) continue;
    return reduce(
      "sum",
      over.filter((other) => other !== index),
      termOf({ coefficient, factors: factors.filter((factor) => factor !== only) }),
    );
  }
  return undefined;
};

/** Sums in which one term is not 0. */
export const deltas: readonly Rule[] = [
  {
    name: "delta",
    law: "Σᵢ [i = t] f(i) = f(t) for a position t on the axis, free of i; an element in its place is that of an integer variable",
    apply: onSum(delta),
  },
  { name: "one-hot", law: "Σₖ tₖ = 1 over the last axis of a one-hot t", apply: onSum(oneHot) },
];
