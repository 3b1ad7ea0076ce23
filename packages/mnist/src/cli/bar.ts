import { Presets, SingleBar } from "cli-progress";
import { type Reporter, silent } from "./report.js";

/** A progress bar for each epoch, on a terminal; it is gone when the epoch is done. */
export const progressBar = (stream: NodeJS.WriteStream): Reporter => {
  const bar = new SingleBar(
    {
      stream,
      format: "epoch {epoch}/{epochs} {bar} {percentage} %  loss {loss}  {eta_formatted} left",
      clearOnComplete: true,
      hideCursor: true,
      etaBuffer: 50,
    },
    Presets.shades_grey,
  );
  return {
    ...silent,
    progress: ({ epoch, epochs, done, total, loss }) => {
      const payload = { epoch, epochs, loss: loss.toFixed(4) };
      if (!bar.isActive) bar.start(total, done, payload);
      else bar.update(done, payload);
    },
    epoch: () => bar.stop(),
    close: () => bar.stop(),
  };
};
