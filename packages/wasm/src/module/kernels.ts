import { call, type Func, leave, load, type Statement, when } from "../code/code.js";
import { int } from "../code/integer.js";
import type { CheckStage, DenseStage, Stage } from "../lower/stage.js";
import { generateNest } from "../nest/generate.js";
import type { Generation } from "../nest/kernel.js";
import { type Nest, type Storage, workOfNest } from "../nest/nest.js";
import { canUnroll, unroll } from "../nest/unroll.js";
import { checkFunction } from "./check.js";
import type { Compiled, Job } from "./job.js";
import { compressJobs, denseJobs, type PreparedDense, sparseJobs } from "./products.js";
import { words } from "./words.js";

/** The functions of a list of stages, and the statements that call them in order. */
export interface Kernels {
  readonly functions: readonly Func[];
  readonly calls: readonly Statement[];
  /** The checks, in the order of their numbers. */
  readonly checks: readonly CheckStage[];
  readonly jobs: readonly Job[];
  /** The jobs that threads share, in the order of their numbers. */
  readonly shared: readonly Job[];
}

export interface KernelOptions extends Generation {
  readonly prepared: ReadonlyMap<DenseStage, PreparedDense>;
  /** The storages that are looked at when all is done. */
  readonly kept: readonly Storage[];
  /** Whether threads share the larger jobs. */
  readonly isShared: boolean;
}

/** Jobs of less work are over before a thread has woken up. */
const SMALLEST_SHARED_JOB = 50_000;

/** A shared job is cut into about so many chunks. */
const CHUNKS = 16;

export const isLargeJob = ({ units, work }: Job): boolean => units > 1 && work >= SMALLEST_SHARED_JOB;

const isNest = (stage: Stage): stage is Nest => stage.kind === "nest";

const nestJob = (nest: Nest, name: string, options: KernelOptions): Compiled => {
  const { func, units } = generateNest(nest, name, options);
  return { functions: [func], jobs: [{ name, units, work: workOfNest(nest) }] };
};

/** Code for a stage that cannot fail. */
const compile = (stage: Exclude<Stage, CheckStage>, name: string, options: KernelOptions): Compiled => {
  switch (stage.kind) {
    case "nest":
      return nestJob(stage, name, options);
    case "compress":
      return compressJobs(stage, name, options);
    case "sparse":
      return sparseJobs(stage, name, options);
    case "dense": {
      const prepared = options.prepared.get(stage);
      if (prepared === undefined) throw new TypeError("a product was not prepared");
      return denseJobs(stage, prepared, name, options.addressOf);
    }
  }
};

const loops = (stages: readonly Stage[], options: KernelOptions): Kernels => {
  const functions: Func[] = [];
  const calls: Statement[] = [];
  const checks: CheckStage[] = [];
  const jobs: Job[] = [];
  const shared: Job[] = [];
  stages.forEach((stage, index) => {
    const name = nameOf(stage, index);
    if (stage.kind === "check") {
      checks.push(stage);
      functions.push(checkFunction(stage, name, checks.length, options.addressOf));
      calls.push(call(name), when(load("i32.load", int(words.failedCheck)), [leave()]));
      return;
    }
    const compiled = compile(stage, name, options);
    functions.push(...compiled.functions);
    jobs.push(...compiled.jobs);
    for (const job of compiled.jobs) {
      const isHandedOut = options.isShared && isLargeJob(job);
      calls.push(
        isHandedOut
          ? call("parallel", int(shared.length), int(job.units), int(Math.ceil(job.units / CHUNKS)))
          : call(job.name, int(0), int(job.units)),
      );
      if (isHandedOut) shared.push(job);
    }
  });
  return { functions, calls, checks, jobs, shared };
};

/** The name of a stage's functions. */
export const nameOf = (stage: Stage, index: number): string =>
  `${index} ${stage.kind === "check" ? "check" : stage.name}`;

/** Code for all stages; for a few small nests, one piece of code without loops. */
export const kernelsOf = (stages: readonly Stage[], options: KernelOptions): Kernels => {
  const nests = stages.filter(isNest);
  if (nests.length < stages.length || !canUnroll(nests)) return loops(stages, options);
  return { functions: [], calls: unroll(nests, options.kept, options), checks: [], jobs: [], shared: [] };
};
