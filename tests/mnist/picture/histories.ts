import { fc } from "@fast-check/vitest";
import type { EpochRecord } from "../../../packages/mnist/src/training/record.js";

/** So many of 10 000. */
const share = fc.nat({ max: 10_000 }).map((right) => right / 10_000);

/** Histories with any of the sets, and losses of any size. */
export const histories: fc.Arbitrary<readonly EpochRecord[]> = fc
  .tuple(
    fc.record({ hasValidation: fc.boolean(), hasTest: fc.boolean() }),
    fc.array(
      fc.record({
        loss: fc.double({ min: 0, max: 1e200, noNaN: true }),
        trainAccuracy: share,
        validationAccuracy: share,
        testAccuracy: share,
        seconds: fc.double({ min: 0, max: 1e6, noNaN: true }),
      }),
      { minLength: 1, maxLength: 40 },
    ),
  )
  .map(([{ hasValidation, hasTest }, records]) =>
    records.map(({ validationAccuracy, testAccuracy, ...measured }, index) => ({
      epoch: index + 1,
      ...measured,
      ...(hasValidation ? { validationAccuracy } : {}),
      ...(hasTest ? { testAccuracy } : {}),
    })),
  );

/** Records with these losses. */
export const withLosses = (...losses: readonly number[]): readonly EpochRecord[] =>
  losses.map((loss, index) => ({ epoch: index + 1, loss, trainAccuracy: 0.5, seconds: 1 }));
