import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Mnist } from "@chainrule/mnist";
import type { Request } from "./cli/command.js";
import { type Progress, progressOf } from "./cli/progress.js";
import { type Contender, labelOf } from "./contender/roster.js";
import { digitArrays } from "./inputs/digits.js";
import { openInputs } from "./inputs/manifest.js";
import { inputWriter } from "./inputs/write.js";
import { machine } from "./machine/machine.js";
import { expectationsOf } from "./reference/expectations.js";
import type { Contest, Report } from "./report/report.js";
import { contest, turns } from "./schedule/contest.js";
import { fieldOf } from "./schedule/field.js";
import { firstSteps } from "./schedule/first-step.js";
import type { Workload } from "./workload/workload.js";
import { workloads } from "./workload/workloads.js";

/** Gives work a folder that is gone in the end, also where the process is told to stop. */
const inFolder = async <T>(work: (folder: string) => Promise<T>): Promise<T> => {
  const folder = await mkdtemp(join(tmpdir(), "chainrule-bench-"));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  process.once("exit", remove);
  try {
    return await work(folder);
  } finally {
    process.off("exit", remove);
    remove();
  }
};

const contestOn = async (
  workload: Workload,
  manifest: string,
  contenders: readonly Contender[],
  { rounds, slice }: Request,
  progress: Progress,
): Promise<Contest> => {
  progress.part(workload.name);
  const expectations = expectationsOf(workload, openInputs(manifest));
  const entrants = contenders.map((contender) => ({ contender, expected: expectations(contender.competitor) }));
  const tell = (contender: Contender): void => progress.done(labelOf(contender));
  const measurements = await contest(workload, manifest, entrants, { rounds, sliceSeconds: slice, tell });
  return { workload, expected: expectations("chainrule"), measurements };
};

/** Runs the workloads one after the other, all who take part side by side. */
export const run = async (request: Request, digits: Mnist): Promise<Report> => {
  const { rounds, slice } = request;
  const { runtimes, contenders, absent } = await fieldOf(request.peer, request);
  const chosen = Object.values(workloads).filter(({ name }) => request.workload.includes(name));
  const takersOf = ({ name }: Workload): readonly Contender[] => contenders.filter(({ takes }) => takes(name));
  const beginners = request.workload.includes("first")
    ? contenders.filter(({ competitor, variant }) => competitor === "chainrule" && variant === undefined)
    : [];
  const total = chosen.reduce(
    (sum, workload) => sum + takersOf(workload).length * turns(rounds),
    beginners.length * rounds,
  );
  const progress = progressOf(total);
  try {
    return await inFolder(async (folder) => {
      const write = inputWriter(folder, digitArrays(digits.train));
      const contests: Contest[] = [];
      for (const workload of chosen)
        contests.push(await contestOn(workload, await write(workload), takersOf(workload), request, progress));
      progress.part("first step of B");
      const tell = (contender: Contender): void => progress.done(labelOf(contender));
      return {
        date: new Date().toISOString().slice(0, 10),
        machine: machine(),
        rounds,
        sliceSeconds: slice,
        runtimes,
        contests,
        firstSteps: await firstSteps(beginners, await write(workloads.B), rounds, tell),
        absent,
      };
    });
  } finally {
    progress.stop();
  }
};
