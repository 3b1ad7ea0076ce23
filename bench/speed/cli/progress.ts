import { Presets, SingleBar } from "cli-progress";

/** Tells on standard error how far the run is: a bar on a terminal, a line for each part elsewhere. */
export interface Progress {
  readonly part: (name: string) => void;
  readonly done: (who: string) => void;
  readonly stop: () => void;
}

export const progressOf = (total: number): Progress => {
  const { stderr } = process;
  const bar = new SingleBar(
    {
      stream: stderr,
      format: "{part} {bar} {percentage} %  {who}  {eta_formatted} left",
      clearOnComplete: true,
      hideCursor: true,
    },
    Presets.shades_grey,
  );
  if (stderr.isTTY) bar.start(total, 0, { part: "", who: "" });
  return {
    part: (name) => {
      if (stderr.isTTY) bar.update({ part: name });
      else stderr.write(`${name}\n`);
    },
    done: (who) => bar.increment(1, { who }),
    stop: () => bar.stop(),
  };
};
