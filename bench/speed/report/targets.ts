import { type PeerName, revectorised, titles } from "../contender/roster.js";
import type { NodeRuntime } from "../machine/runtime.js";
import { median } from "../statistics/median.js";
import type { WorkloadName } from "../workload/workload.js";
import { measurementOf, type Report, rateOf } from "./report.js";

/** How many times the best of some peers Chainrule is to be, at least, on two generations of Node. */
interface Goal {
  readonly workload: WorkloadName;
  readonly bestOf: readonly PeerName[];
  readonly node20: number;
  readonly node24: number;
  /** On Node 24 with revectorisation. */
  readonly revectorised?: number;
}

const everywhere = (workload: WorkloadName, peer: PeerName, least: number): Goal => ({
  workload,
  bestOf: [peer],
  node20: least,
  node24: least,
});

const goals: readonly Goal[] = [
  everywhere("A", "numpy", 5),
  everywhere("A", "onnxruntime", 9),
  everywhere("A", "jax", 40),
  everywhere("A", "tensorflow", 100),
  everywhere("A2", "numpy", 10),
  everywhere("A2", "onnxruntime", 7),
  everywhere("A2", "jax", 25),
  { workload: "B", bestOf: ["numpy", "pytorch", "onnxruntime"], node20: 1, node24: 1.3 },
  everywhere("B", "jax", 5),
  { workload: "C", bestOf: ["pytorch"], node20: 0.45, node24: 0.6, revectorised: 0.9 },
  everywhere("C", "jax", 2),
  // numpy's product is that of OpenBLAS.
  { workload: "D512", bestOf: ["numpy"], node20: 0.35, node24: 0.45, revectorised: 0.8 },
  { workload: "D1024", bestOf: ["numpy"], node20: 0.35, node24: 0.45, revectorised: 0.8 },
  everywhere("E", "numpy", 100),
  everywhere("E", "brain", 2.5),
];

/** The longest that the first step of B may take. */
const FIRST_STEP_MS = 100;

/** A goal on one runtime, and what was measured. */
export interface Target {
  readonly workload: string;
  readonly runtime: string;
  readonly against: string;
  readonly unit: "×" | "ms";
  readonly goal: number;
  /** Undefined where somebody did not take part. */
  readonly measured: number | undefined;
  readonly met: boolean | undefined;
}

const NEW_GENERATION = 24;

const ratioOf = (
  report: Report,
  { workload, bestOf }: Goal,
  runtime: NodeRuntime,
  variant?: typeof revectorised,
): number | undefined => {
  const own = rateOf(measurementOf(report, workload, "chainrule", runtime, variant));
  const others = bestOf.flatMap((peer) => rateOf(measurementOf(report, workload, peer, runtime)) ?? []);
  return own === undefined || others.length < bestOf.length ? undefined : own / Math.max(...others);
};

const targetsOf = (report: Report, runtime: NodeRuntime, goal: Goal): readonly Target[] => {
  const target = (least: number, where: string, measured: number | undefined): Target => ({
    workload: goal.workload,
    runtime: where,
    against: `${goal.bestOf.length > 1 ? "the best of " : ""}${goal.bestOf.map((peer) => titles[peer]).join(", ")}`,
    unit: "×",
    goal: least,
    measured,
    met: measured === undefined ? undefined : measured >= least,
  });
  if (runtime.major < NEW_GENERATION) return [target(goal.node20, runtime.name, ratioOf(report, goal, runtime))];
  return [
    target(goal.node24, runtime.name, ratioOf(report, goal, runtime)),
    ...(goal.revectorised === undefined
      ? []
      : [
          target(
            goal.revectorised,
            `${runtime.name} ${revectorised.name}`,
            ratioOf(report, goal, runtime, revectorised),
          ),
        ]),
  ];
};

/** The goals for the workloads that were run. */
export const targets = (report: Report): readonly Target[] => {
  const run = new Set<WorkloadName>(report.contests.map(({ workload }) => workload.name));
  return [
    ...goals
      .filter(({ workload }) => run.has(workload))
      .flatMap((goal) => report.runtimes.flatMap((runtime) => targetsOf(report, runtime, goal))),
    ...report.firstSteps.map(({ contender, milliseconds }): Target => {
      const measured = milliseconds.length === 0 ? undefined : median(milliseconds);
      return {
        workload: "first step of B",
        runtime: contender.runtime?.name ?? "",
        against: "",
        unit: "ms",
        goal: FIRST_STEP_MS,
        measured,
        met: measured === undefined ? undefined : measured <= FIRST_STEP_MS,
      };
    }),
  ];
};
