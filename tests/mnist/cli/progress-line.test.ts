import { stripVTControlCharacters } from "node:util";
import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { showClock, showStatus } from "../../../packages/mnist/src/cli/progress-line.js";
import type { Status } from "../../../packages/mnist/src/cli/under-way.js";
import { painted, plain } from "./colors.js";

const status: Status = {
  epoch: 3,
  epochs: 10,
  share: 0.25,
  loss: 0.0812,
  rate: 12_345.6,
  left: 130,
  accuracies: [0.5, 0.9],
};

const maybe = (most: number) => fc.option(fc.double({ min: 0, max: most, noNaN: true }), { nil: undefined });
const statuses: fc.Arbitrary<Status> = fc.record({
  epoch: fc.integer({ min: 1, max: 30_000 }),
  epochs: fc.integer({ min: 1, max: 30_000 }),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
  loss: fc.double({ min: 0, max: 100, noNaN: true }),
  rate: maybe(1e6),
  left: maybe(1e6),
  accuracies: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 100 }),
});
const columns = fc.integer({ min: 0, max: 200 });

/** What a line tells, the bar aside. */
const words = (line: string): readonly string[] =>
  line
    .trim()
    .split(/ {2,}/)
    .filter((part) => part !== "" && !/[━─]/u.test(part));

describe("the line of a run under way", () => {
  it.each([
    [110, "epoch  3/10  ━━━━━━━━──────────────────────   25 %   2:10 left   12 346/s  loss 0.0812   ▁█      "],
    [79, "epoch  3/10  ━━━─────────   25 %   2:10 left   12 346/s  loss 0.0812   ▁█      "],
    [60, "epoch  3/10  ━━━━──────────   25 %   2:10 left  loss 0.0812 "],
    [39, "epoch  3/10  ━━─────   25 %   2:10 left"],
    [30, "epoch  3/10   25 %   2:10 left"],
    [20, "epoch  3/10   25 %"],
    [12, "epoch  3/10"],
    [5, ""],
  ])("in %i columns", (most, line) => {
    expect(showStatus(status, most, plain)).toBe(line);
  });

  test("keeps the place of what is not known yet", () => {
    const unknown = { ...status, rate: undefined, left: undefined, accuracies: [] };
    expect(showStatus(unknown, 79, plain)).toHaveLength(showStatus(status, 79, plain).length);
    expect(showStatus(unknown, 79, plain).indexOf("loss")).toBe(showStatus(status, 79, plain).indexOf("loss"));
  });

  test.prop([statuses, columns])("is never longer than there are columns", (run, most) => {
    expect(showStatus(run, most, plain).length).toBeLessThanOrEqual(most);
  });

  test.prop([statuses, columns])("tells no less in one more column", (run, most) => {
    const more = words(showStatus(run, most + 1, plain));
    for (const word of words(showStatus(run, most, plain))) expect(more).toContain(word);
  });

  test.prop([statuses, columns])("says the same in colour", (run, most) => {
    const coloured = showStatus(run, most, painted);
    expect(stripVTControlCharacters(coloured)).toBe(showStatus(run, most, plain));
  });

  test.prop([statuses, fc.double({ min: 0, max: 1, noNaN: true })])("has a bar as long as the share", (run, share) => {
    const line = showStatus({ ...run, share }, 110, plain);
    const { length: done } = line.replaceAll(/[^━]/gu, "");
    const { length: all } = line.replaceAll(/[^━─]/gu, "");
    expect(all).toBeGreaterThan(0);
    expect(Math.abs(done / all - share)).toBeLessThanOrEqual(0.5 / all + 1e-12);
  });
});

describe("a clock", () => {
  it.each([
    [0, "0:00"],
    [9.4, "0:09"],
    [59.6, "1:00"],
    [725, "12:05"],
    [3599.7, "1:00:00"],
    [3725, "1:02:05"],
    [360_000, "100:00:00"],
  ])("shows %d s as %s", (seconds, text) => {
    expect(showClock(seconds)).toBe(text);
  });
});
