import type { Colors } from "picocolors/types.js";
import { indented } from "../terminal/indented.js";
import { agrees, type Kill, type Reference, type Trial } from "./trial.js";

/** What is printed in the end. */
export interface Result {
  readonly seed: number;
  readonly reference: Reference;
  readonly trials: readonly Trial[];
  readonly seconds: number;
}

type Paint = Pick<Colors, "bold" | "green" | "red">;

/** A run that was left alone, in words. */
export const referenceLine = ({ sha256, seconds }: Reference): string =>
  `left alone: ${seconds.toFixed(1)} s, ${sha256}\n`;

const killed = ({ seconds, epoch, isSaved }: Kill): string => {
  const place = epoch === 0 ? "before the end of epoch 1" : `after epoch ${epoch}`;
  return `${seconds.toFixed(2)} s, ${place}${isSaved ? "" : ", nothing saved"}`;
};

/** One run in words: when it was killed, each time, and whether it came to the same parameters. */
export const trialLine = (trial: Trial, index: number, reference: Reference, { green, red }: Paint): string => {
  const { kills, sha256, fault } = trial;
  const end = agrees(trial, reference) ? green("the same") : red(sha256 ?? "no result");
  const line = `${String(index + 1).padStart(3)}  killed at ${kills.map(killed).join("; again at ")}: ${end}\n`;
  return fault === undefined ? line : `${line}${indented(fault.trimEnd())}\n`;
};

/** A result in words. */
export const resultLines = ({ seed, reference, trials, seconds }: Result, { bold, green, red }: Paint): string => {
  const kills = trials.flatMap((trial) => trial.kills);
  const others = trials.filter((trial) => !agrees(trial, reference)).length;
  return [
    `${trials.length} runs of seed ${seed}, killed ${kills.length} times, in ${seconds.toFixed(1)} s`,
    `${kills.filter(({ isSaved }) => !isSaved).length} of these before the first checkpoint`,
    bold((others === 0 ? green : red)(`${others} came to other parameters`)),
    "",
  ].join("\n");
};
