import type { Eq } from "fp-ts/lib/Eq.js";
import type { Field } from "fp-ts/lib/Field.js";

/** A statement about three elements that holds for all of them. */
export type Law = <A>(K: Field<A> & Eq<A>) => (a: A, b: A, c: A) => boolean;

const additionIsAssociative: Law = (K) => (a, b, c) => K.equals(K.add(K.add(a, b), c), K.add(a, K.add(b, c)));
const additionCommutes: Law = (K) => (a, b) => K.equals(K.add(a, b), K.add(b, a));
const zeroIsNeutral: Law = (K) => (a) => K.equals(K.add(a, K.zero), a);
const subtractionUndoesAddition: Law = (K) => (a, b) => K.equals(K.sub(K.add(a, b), b), a);
const negativeIsInverse: Law = (K) => (a) => K.equals(K.add(a, K.sub(K.zero, a)), K.zero);
const multiplicationIsAssociative: Law = (K) => (a, b, c) => K.equals(K.mul(K.mul(a, b), c), K.mul(a, K.mul(b, c)));
const multiplicationCommutes: Law = (K) => (a, b) => K.equals(K.mul(a, b), K.mul(b, a));
const oneIsNeutral: Law = (K) => (a) => K.equals(K.mul(a, K.one), a);
const multiplicationDistributes: Law = (K) => (a, b, c) =>
  K.equals(K.mul(a, K.add(b, c)), K.add(K.mul(a, b), K.mul(a, c)));
const zeroAnnihilates: Law = (K) => (a) => K.equals(K.mul(a, K.zero), K.zero);

/** The laws of a commutative ring. */
export const ringLaws = {
  "(a + b) + c = a + (b + c)": additionIsAssociative,
  "a + b = b + a": additionCommutes,
  "a + 0 = a": zeroIsNeutral,
  "(a + b) − b = a": subtractionUndoesAddition,
  "a + (0 − a) = 0": negativeIsInverse,
  "(a b) c = a (b c)": multiplicationIsAssociative,
  "a b = b a": multiplicationCommutes,
  "a 1 = a": oneIsNeutral,
  "a (b + c) = a b + a c": multiplicationDistributes,
  "a 0 = 0": zeroAnnihilates,
} satisfies Record<string, Law>;

/** `b ≠ 0 ⟹ (a / b) b = a`; the caller keeps `b` from being a zero divisor. */
export const divisionUndoesMultiplication: Law = (K) => (a, b) => K.equals(K.mul(K.div(a, b), b), a);

/** `a = (a / b) b + (a mod b)`, the law that fp-ts asks of `Field`. */
export const divisionHasRemainder: Law = (K) => (a, b) => K.equals(K.add(K.mul(K.div(a, b), b), K.mod(a, b)), a);
