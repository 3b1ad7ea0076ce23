import { expect, test } from "vitest";
import { referenceLine, resultLines, trialLine } from "../../../verification/resume/lines.js";
import type { Trial } from "../../../verification/resume/trial.js";

const plain = { bold: String, green: String, red: String };
const reference = { sha256: "abc", seconds: 12.34 };
const trials: readonly Trial[] = [
  {
    kills: [
      { seconds: 0.5, epoch: 0, isSaved: false },
      { seconds: 3.125, epoch: 2, isSaved: true },
    ],
    sha256: "abc",
  },
  { kills: [{ seconds: 1, epoch: 0, isSaved: true }], sha256: "other" },
  { kills: [{ seconds: 1, epoch: 3, isSaved: true }], fault: "damaged\n" },
];

test("a run that is left alone has a line", () => {
  expect(referenceLine(reference)).toBe("left alone: 12.3 s, abc\n");
});

test("a run that is killed has a line, that says when, each time, and what it came to", () => {
  expect(trials.map((trial, index) => trialLine(trial, index, reference, plain))).toEqual([
    "  1  killed at 0.50 s, before the end of epoch 1, nothing saved; again at 3.13 s, after epoch 2: the same\n",
    "  2  killed at 1.00 s, before the end of epoch 1: other\n",
    "  3  killed at 1.00 s, after epoch 3: no result\n  damaged\n",
  ]);
});

test("all together are counted", () => {
  expect(resultLines({ seed: 7, reference, trials, seconds: 60 }, plain)).toBe(
    "3 runs of seed 7, killed 4 times, in 60.0 s\n1 of these before the first checkpoint\n2 came to other parameters\n",
  );
});
