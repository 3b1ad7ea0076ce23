import { ContenderError, startChild } from "../contender/child.js";
import type { Contender } from "../contender/roster.js";
import type { FirstStep } from "./measurement.js";

/** One more fresh process. */
const oneMore = async ({ contender, milliseconds, reason }: FirstStep, manifest: string): Promise<FirstStep> => {
  try {
    const child = await startChild(contender.command(manifest));
    try {
      const seconds = await child.run(1);
      return { contender, milliseconds: [...milliseconds, seconds * 1000], reason };
    } finally {
      await child.end();
    }
  } catch (error) {
    if (!(error instanceof ContenderError)) throw error;
    return { contender, milliseconds, reason: error.message };
  }
};

/** The first step in fresh processes that have loaded everything else, the contenders by turns. */
export const firstSteps = async (
  contenders: readonly Contender[],
  manifest: string,
  rounds: number,
  tell: (done: Contender) => void,
): Promise<readonly FirstStep[]> => {
  let results: readonly FirstStep[] = contenders.map((contender) => ({
    contender,
    milliseconds: [],
    reason: undefined,
  }));
  for (let round = 0; round < rounds; round++) {
    const after: FirstStep[] = [];
    for (const result of results) {
      after.push(await oneMore(result, manifest));
      tell(result.contender);
    }
    results = after;
  }
  return results;
};
