import { Presets, SingleBar } from "cli-progress";

/** Tells how far a library is; shown on standard error where that is a terminal, and gone in the end. */
export interface Progress {
  readonly update: (done: number, findings: number) => void;
  readonly stop: () => void;
}

export const progressOf = (library: string, total: number): Progress => {
  const bar = new SingleBar(
    {
      stream: process.stderr,
      format: "{library} {bar} {value}/{total} programs  {findings} findings  {eta_formatted} left",
      clearOnComplete: true,
      hideCursor: true,
      noTTYOutput: false,
    },
    Presets.shades_grey,
  );
  bar.start(total, 0, { library, findings: 0 });
  return { update: (done, findings) => bar.update(done, { findings }), stop: () => bar.stop() };
};
