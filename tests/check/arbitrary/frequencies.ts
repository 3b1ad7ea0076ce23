import { fc } from "@fast-check/vitest";

/** How many of 1000 draws have each of some properties. */
export const frequencies = <A, Name extends string>(
  arbitrary: fc.Arbitrary<A>,
  properties: Readonly<Record<Name, (value: A) => boolean>>,
): Readonly<Record<Name, number>> => {
  // Without bias, which fast-check adds in its first runs: what is counted is what the arbitrary does by itself.
  const drawn = fc.sample(fc.noBias(arbitrary), { seed: 1, numRuns: 1000 });
  const counted = Object.entries<(value: A) => boolean>(properties).map(([name, has]) => [
    name,
    drawn.filter(has).length,
  ]);
  // Safe: the same names, each with a number.
  return Object.fromEntries(counted) as Record<Name, number>;
};
