import type { Specimen } from "@chainrule/check";
import { type Adapter, noSurvey, type Survey, sharedOperations, sharedPrograms, surveyed } from "@chainrule/check/peer";
import { progressOf } from "./cli/bar.js";
import type { Request } from "./cli/command.js";
import { peers } from "./libraries/peers.js";
import { notes } from "./notes/notes.js";
import type { Report, Result } from "./report/report.js";
import { topicsOf } from "./report/topics.js";

/** Lets timers and signals have their turn. */
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const surveyOf = async (adapter: Adapter, programs: readonly Specimen[]): Promise<Survey> => {
  const progress = progressOf(adapter.name, programs.length);
  const next = surveyed(adapter);
  let survey = noSurvey;
  for (const [index, program] of programs.entries()) {
    survey = next(survey, program);
    progress.update(index + 1, survey.findings.size);
    await breathe();
  }
  progress.stop();
  return survey;
};

/** Runs the programs through one library after the other. */
export const run = async (request: Request): Promise<Report> => {
  const { count, seed, maxOps, peer } = request;
  const adapters = await Promise.all(peer.map((name) => peers[name]()));
  const programs = sharedPrograms(adapters, request);
  const results: Result[] = [];
  for (const name of peer) {
    // Started again, as the libraries before it may have taken its place.
    const adapter = await peers[name]();
    const survey = await surveyOf(adapter, programs);
    results.push({ adapter, survey, topics: topicsOf(adapter.name, survey, notes) });
  }
  return { count, seed, maxOps, operations: sharedOperations(adapters), results };
};
