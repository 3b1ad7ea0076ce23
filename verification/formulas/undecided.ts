import type { Rounded } from "@chainrule/check";
import type { Elementary } from "@chainrule/core";

/** Whether rounding may have put one number on the wrong side of another; not where they are equal, as they are at a kink that is meant. */
const isClose = (a: Rounded, b: Rounded): boolean =>
  a.value !== b.value && Math.abs(a.value - b.value) <= 2 * (a.error + b.error);

const isNought = ({ value }: Rounded): boolean => value === 0;
const isInfinite = ({ value }: Rounded): boolean => Math.abs(value) === Number.POSITIVE_INFINITY;

/**
 * The same numbers; `notice` is called whenever it depends on rounding which of two numbers is larger, or to which whole number one is cut.
 * There two formulas for one function may jump to different sides, and no bound on their errors sees it. It is called for 0 · ∞ as well,
 * which has no value: `[c] x` says the same as `(x if c else 0)`, but not where x is infinite.
 */
export const noticing = (K: Elementary<Rounded>, notice: () => void): Elementary<Rounded> => {
  const watching =
    <R>(f: (a: Rounded, b: Rounded, share?: number) => R) =>
    (a: Rounded, b: Rounded, share?: number): R => {
      if (isClose(a, b)) notice();
      return share === undefined ? f(a, b) : f(a, b, share);
    };
  const besideZero =
    <R>(f: (a: Rounded) => R) =>
    (a: Rounded): R => {
      if (isClose(a, K.zero)) notice();
      return f(a);
    };
  return {
    ...K,
    mul: (a, b) => {
      if ((isNought(a) && isInfinite(b)) || (isInfinite(a) && isNought(b))) notice();
      return K.mul(a, b);
    },
    toNumber: (a) => {
      if (isClose(a, K.fromNumber(Math.round(a.value)))) notice();
      return K.toNumber(a);
    },
    abs: besideZero(K.abs),
    sign: besideZero(K.sign),
    max: watching(K.max),
    min: watching(K.min),
    less: watching(K.less),
    same: watching(K.same),
  };
};
