import type * as fc from "fast-check";
import type { ReadonlyNonEmptyArray } from "fp-ts/lib/ReadonlyNonEmptyArray.js";

/** Whether one chance in so many came up. */
export const oneIn = (random: fc.Random, count: number): boolean => random.nextInt(1, count) === 1;

/** One of a list, each as likely. */
export const oneOf = <A>(random: fc.Random, list: ReadonlyNonEmptyArray<A>): A =>
  list[random.nextInt(0, list.length - 1)] ?? list[0];

/** Some of a list, in order: each is in or out, as likely. */
export const someOf = <A>(random: fc.Random, list: readonly A[]): readonly A[] => list.filter(() => oneIn(random, 2));

/** The list in random order. */
export const shuffled = <A>(random: fc.Random, list: readonly A[]): readonly A[] =>
  list.reduce<readonly A[]>((order, item) => order.toSpliced(random.nextInt(0, order.length), 0, item), []);
