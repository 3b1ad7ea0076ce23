import {
  circles,
  firstWorkedExample,
  type GeneratedOptions,
  type Generator,
  secondWorkedExample,
  spirals,
  twoMoons,
  xor,
} from "./generated.js";

/** A set that is made, not read. */
export interface GeneratedSet {
  /** As it is shown to people. */
  readonly title: string;
  /** Labels are `0 … classes − 1`. */
  readonly classes: number;
  /** Whether points are drawn, so that count and noise apply and there are more to test on; otherwise they are always the same. */
  readonly drawn: boolean;
  readonly defaults: Omit<GeneratedOptions, "dtype">;
  readonly make: Generator;
}

const drawn = (title: string, make: Generator, noise: number): GeneratedSet => ({
  title,
  classes: 2,
  drawn: true,
  defaults: { count: 200, noise },
  make,
});

const fixed = (title: string, make: Generator, count: number): GeneratedSet => ({
  title,
  classes: 2,
  drawn: false,
  defaults: { count, noise: 0 },
  make,
});

/**
 * The generated sets by name.
 *
 * @example
 * import { generatedSets } from "@chainrule/mnist";
 * assert.deepEqual(Object.keys(generatedSets), ["moons", "circles", "spirals", "xor", "s2", "s3-example"]);
 * assert.equal(generatedSets.moons.title, "two moons");
 */
export const generatedSets = {
  moons: drawn("two moons", twoMoons, 0.2),
  circles: drawn("two circles", circles, 0.1),
  spirals: drawn("two spirals", spirals, 0.05),
  xor: fixed("XOR", xor, 4),
  s2: fixed("worked example S2", firstWorkedExample, 1),
  "s3-example": fixed("worked example S3", secondWorkedExample, 1),
} as const satisfies Readonly<Record<string, GeneratedSet>>;

export type GeneratedName = keyof typeof generatedSets;
