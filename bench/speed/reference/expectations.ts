import type { Competitor } from "../contender/roster.js";
import { type Inputs, trainsNetwork } from "../inputs/manifest.js";
import type { Workload } from "../workload/workload.js";
import { type Expected, expectedElements, expectedLosses } from "./expected.js";

/** What a contender must give: the same from all but brain.js, which trains biases in any case. */
export const expectationsOf = (
  workload: Workload,
  { manifest, ...read }: Inputs,
): ((competitor: Competitor) => readonly Expected[]) => {
  if (!trainsNetwork(manifest)) {
    const elements = expectedElements({ ...read, manifest });
    return () => elements;
  }
  const steps = "compareAfter" in workload ? workload.compareAfter : 0;
  const inputs = { ...read, manifest };
  const losses = expectedLosses(inputs, manifest.task, steps);
  const { task } = manifest;
  return (competitor) =>
    competitor === "brain" ? expectedLosses(inputs, { ...task, biases: "trained" }, steps) : losses;
};
