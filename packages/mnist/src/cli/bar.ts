import { SingleBar } from "cli-progress";
import type { Reporter } from "../run/reporter.js";
import type { Colors } from "./lines.js";
import { showStatus } from "./progress-line.js";
import { advanced, measured, planned, statusOf, type UnderWay } from "./under-way.js";

/** A text that changes ten times a second can still be read. */
const MILLISECONDS_A_TEXT = 100;

/** The same text for some time, however often it is asked for. */
const held = (compose: (columns: number) => string): ((columns: number) => string) => {
  let text = "";
  let since = Number.NEGATIVE_INFINITY;
  return (columns) => {
    const now = performance.now();
    if (now - since >= MILLISECONDS_A_TEXT) {
      text = compose(columns);
      since = now;
    }
    return text;
  };
};

const clock = (): number => performance.now() / 1000;

/**
 * A reporter with a progress bar below what it writes, where the stream is a terminal. The bar leaves before a line is written, and is
 * back at once with the text it had: it does not flicker, however short the epochs are.
 */
export const withProgressBar = (reporter: Reporter, stream: NodeJS.WriteStream, colors: Colors): Reporter => {
  if (!stream.isTTY) return reporter;
  let run: UnderWay | undefined;
  const line = held((columns) => {
    const status = run && statusOf(run);
    return status === undefined ? "" : showStatus(status, columns, colors);
  });
  const bar = new SingleBar({
    stream,
    // In the last column the cursor would stand on the next line, in some terminals.
    format: (_options, { maxWidth }) => line(maxWidth - 1),
    hideCursor: true,
    clearOnComplete: true,
  });
  const show = (): void => {
    if (bar.isActive) bar.update({});
    else bar.start(1, 0);
  };
  return {
    begin: (plan) => {
      bar.stop();
      run = planned(plan);
      reporter.begin(plan);
    },
    progress: (progress) => {
      run = run && advanced(run, progress, clock());
      reporter.progress(progress);
      show();
    },
    epoch: (record, epochs) => {
      run = run && measured(run, record, clock());
      bar.stop();
      reporter.epoch(record, epochs);
      if (record.epoch < epochs) show();
    },
    notice: (text) => {
      const { isActive } = bar;
      bar.stop();
      reporter.notice(text);
      if (isActive) show();
    },
    end: (result) => {
      bar.stop();
      reporter.end(result);
    },
    summary: reporter.summary,
    close: () => {
      bar.stop();
      reporter.close();
    },
  };
};
