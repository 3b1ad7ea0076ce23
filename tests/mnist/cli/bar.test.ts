import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { withProgressBar } from "../../../packages/mnist/src/cli/bar.js";
import { plainLines } from "../../../packages/mnist/src/cli/lines.js";
import { type Reporter, type Result, silent } from "../../../packages/mnist/src/run/reporter.js";
import { plain } from "./colors.js";
import { onPoints } from "./runs.js";
import { after, blank, type Screen, terminal } from "./screen.js";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

const plan = {
  ...onPoints,
  recipe: { ...onPoints.recipe, epochs: 3, batch: 10 },
  data: { ...onPoints.data, train: 1000 },
};
const result: Result = { trainAccuracy: 0.99, loss: 0.05, seconds: 3, epochs: 3, stopped: undefined };

/** A terminal to which lines and a bar are written, and all that was sent to it. */
const watched = (columns = 80) => {
  const sent: string[] = [];
  const write = (text: string): void => {
    sent.push(text);
  };
  return {
    reporter: withProgressBar(plainLines(write, plain), terminal(columns, write), plain),
    screen: (): Screen => sent.reduce(after, blank),
    shown: (): readonly Screen[] => {
      let screen = blank;
      return sent.map((text) => {
        screen = after(screen, text);
        return screen;
      });
    },
  };
};

const step = (reporter: Reporter, epoch: number, done: number, milliseconds = 1000): void => {
  reporter.progress({ epoch, epochs: 3, done, total: 1000, loss: 0.5 });
  vi.advanceTimersByTime(milliseconds);
};

const measure = (reporter: Reporter, epoch: number): void =>
  reporter.epoch({ epoch, loss: 0.4, trainAccuracy: 0.9, seconds: 1 }, 3);

const lastLine = ({ lines }: Screen): string => (lines.at(-1) ?? "").trimEnd();

describe("a progress bar", () => {
  test("shows how far the run is, from the first sign of life on", () => {
    const { reporter, screen } = watched();
    reporter.begin(plan);
    expect(lastLine(screen())).toBe("");
    step(reporter, 1, 250);
    expect(lastLine(screen())).toBe("epoch 1/3  ━─────────────    8 %                         loss 0.5000");
    step(reporter, 1, 500);
    expect(lastLine(screen())).toBe("epoch 1/3  ━━────────────   16 %   0:10 left      250/s  loss 0.5000");
    reporter.close();
  });

  test("stands below the lines, and leaves nothing behind", () => {
    const { reporter, screen } = watched();
    reporter.begin(plan);
    for (const epoch of [1, 2]) {
      step(reporter, epoch, 500);
      measure(reporter, epoch);
      expect(lastLine(screen())).toMatch(/^epoch \d\/3 {2}━/u);
    }
    reporter.notice("checkpoint runs/x/checkpoint.safetensors");
    expect(lastLine(screen())).toMatch(/^epoch 2\/3 {2}━/u);
    step(reporter, 3, 500);
    measure(reporter, 3);
    reporter.notice("report runs/x/report.html");
    reporter.end(result);
    reporter.close();
    expect(screen().lines.slice(3)).toEqual([
      "epoch 1/3   loss 0.4000   training 0.9000   1.0 s",
      "epoch 2/3   loss 0.4000   training 0.9000   1.0 s",
      "checkpoint runs/x/checkpoint.safetensors",
      "epoch 3/3   loss 0.4000   training 0.9000   1.0 s",
      "report runs/x/report.html",
      "training accuracy 0.9900, loss 0.0500 after 3.0 s",
      "",
    ]);
  });

  test.each<[string, (reporter: Reporter) => void]>([
    ["the run ends", (reporter) => reporter.end(result)],
    ["another run begins", (reporter) => reporter.begin(plan)],
    ["it is closed in the midst of an epoch", (reporter) => reporter.close()],
  ])("leaves the terminal as it was when %s", (_, finish) => {
    const { reporter, screen } = watched();
    reporter.begin(plan);
    step(reporter, 1, 250);
    expect(screen()).toMatchObject({ cursor: false, wrapping: false });
    finish(reporter);
    expect(screen()).toMatchObject({ cursor: true, wrapping: true, column: 0 });
    expect(lastLine(screen())).toBe("");
    expect(vi.getTimerCount()).toBe(0);
  });

  test("fits into a narrow terminal", () => {
    const { reporter, screen } = watched(40);
    reporter.begin(plan);
    step(reporter, 1, 250);
    step(reporter, 1, 500);
    expect(lastLine(screen())).toBe("epoch 1/3  ━━───────   16 %   0:10 left");
    reporter.close();
  });

  test("is there without a sign of life within epochs", () => {
    const { reporter, screen } = watched();
    reporter.begin(plan);
    measure(reporter, 1);
    vi.advanceTimersByTime(1000);
    measure(reporter, 2);
    vi.advanceTimersByTime(100);
    expect(lastLine(screen())).toMatch(/^epoch 2\/3 .* 66 % {3}0:01 left/u);
    reporter.close();
  });

  test("has at most ten texts a second, and is there after each line, however short the epochs are", () => {
    const { reporter, screen, shown } = watched();
    const epochs = 400;
    reporter.begin({ ...plan, recipe: { ...plan.recipe, epochs } });
    for (let epoch = 1; epoch < epochs; epoch++) {
      step(reporter, epoch, 500, 5);
      reporter.epoch({ epoch, loss: 1 / epoch, trainAccuracy: 0.9, seconds: 0.005 }, epochs);
      expect(lastLine(screen())).toMatch(/[━─]/u);
    }
    const texts = new Set(
      shown()
        .map(lastLine)
        .filter((line) => /[━─]/u.test(line)),
    );
    expect(texts.size).toBeGreaterThan(10);
    expect(texts.size).toBeLessThanOrEqual(1 + (epochs * 5) / 100);
    reporter.close();
  });

  test("is left out where there is no terminal", () => {
    expect(
      withProgressBar(
        silent,
        Object.assign(
          terminal(80, () => {}),
          { isTTY: false },
        ),
        plain,
      ),
    ).toBe(silent);
  });
});
