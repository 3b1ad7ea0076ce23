import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { type Pace, paceAt, paceFrom, rateOf, secondsLeft } from "../../../packages/mnist/src/cli/pace.js";

interface Stretch {
  readonly samples: number;
  readonly seconds: number;
}

const stretch = fc.record({
  samples: fc.integer({ min: 1, max: 10_000 }),
  seconds: fc.integer({ min: 1, max: 100_000 }).map((milliseconds) => milliseconds / 1000),
});
const stretches = fc.array(stretch, { minLength: 1, maxLength: 50 });
const start = fc.record({
  samples: fc.integer({ min: 0, max: 1_000_000 }),
  seconds: fc.integer({ min: 0, max: 1000 }),
});

const after = (began: Stretch, passed: readonly Stretch[]): Pace =>
  passed.reduce(
    (pace, { samples, seconds }) =>
      paceAt(pace, { samples: pace.latest.samples + samples, seconds: pace.latest.seconds + seconds }),
    paceFrom(began),
  );

const close = (expected: number) => [expected * (1 - 1e-6), expected * (1 + 1e-6)] as const;

describe("a pace", () => {
  test("is not known at the beginning, nor when no time has passed", () => {
    const pace = paceFrom({ samples: 5, seconds: 1 });
    for (const unknown of [pace, paceAt(pace, { samples: 6, seconds: 1 })]) {
      expect(rateOf(unknown)).toBeUndefined();
      expect(secondsLeft(unknown, 10)).toBeUndefined();
    }
  });

  test.prop([start, stretches])("lies between the slowest and the fastest stretch", (began, passed) => {
    const rates = passed.map(({ samples, seconds }) => samples / seconds);
    const rate = rateOf(after(began, passed));
    expect(rate).toBeGreaterThanOrEqual(close(Math.min(...rates))[0]);
    expect(rate).toBeLessThanOrEqual(close(Math.max(...rates))[1]);
  });

  test.prop([start, stretches, stretch])("goes towards the rate of the latest stretch", (began, passed, latest) => {
    const before = rateOf(after(began, passed)) ?? Number.NaN;
    const now = rateOf(after(began, [...passed, latest])) ?? Number.NaN;
    const goal = latest.samples / latest.seconds;
    expect(Math.abs(now - goal)).toBeLessThanOrEqual(close(Math.abs(before - goal))[1] + 1e-6 * goal);
  });

  test("forgets: after a minute the beginning says nothing any more", () => {
    const fast = { samples: 1000, seconds: 1 };
    const slow = Array.from({ length: 60 }, () => ({ samples: 10, seconds: 1 }));
    expect(rateOf(after({ samples: 0, seconds: 0 }, [fast, fast, ...slow]))).toBeCloseTo(10, 1);
  });

  test.prop([start, stretches, fc.integer({ min: 0, max: 1_000_000 })])(
    "what is left takes as long as what was done since the beginning",
    (began, passed, remaining) => {
      const { latest } = after(began, passed);
      const left = secondsLeft(after(began, passed), latest.samples + remaining) ?? Number.NaN;
      const expected = (remaining * (latest.seconds - began.seconds)) / (latest.samples - began.samples);
      expect(left).toBeGreaterThanOrEqual(close(expected)[0]);
      expect(left).toBeLessThanOrEqual(close(expected)[1]);
    },
  );
});
