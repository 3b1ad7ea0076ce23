import type { PeerName, Variant } from "../contender/roster.js";
import type { Machine } from "../machine/machine.js";
import type { NodeRuntime } from "../machine/runtime.js";
import { agrees } from "../reference/agreement.js";
import type { Expected } from "../reference/expected.js";
import type { FirstStep, Measurement } from "../schedule/measurement.js";
import { median } from "../statistics/median.js";
import type { Workload, WorkloadName } from "../workload/workload.js";

/** What a contest on one workload gave, and what it should have given. */
export interface Contest {
  readonly workload: Workload;
  readonly expected: readonly Expected[];
  readonly measurements: readonly Measurement[];
}

/** All that a run of the command found out. */
export interface Report {
  readonly date: string;
  readonly machine: Machine;
  readonly rounds: number;
  readonly sliceSeconds: number;
  readonly runtimes: readonly NodeRuntime[];
  readonly contests: readonly Contest[];
  readonly firstSteps: readonly FirstStep[];
  /** Who could not take part, and why. */
  readonly absent: readonly { readonly who: string; readonly reason: string }[];
}

/** The measurement of a contender on a workload, if there was one. */
export const measurementOf = (
  { contests }: Report,
  name: WorkloadName,
  competitor: "chainrule" | PeerName,
  runtime: NodeRuntime,
  variant?: Variant,
): Measurement | undefined =>
  contests
    .find(({ workload }) => workload.name === name)
    ?.measurements.find(
      ({ contender }) =>
        contender.competitor === competitor &&
        contender.variant === variant &&
        (contender.runtime === undefined || contender.runtime.path === runtime.path),
    );

/** The median rate of who took part and did the task; undefined for all others. */
export const rateOf = (measurement: Measurement | undefined): number | undefined =>
  measurement?.outcome.kind === "measured" && agrees(measurement.outcome.agreement)
    ? median(measurement.outcome.rates)
    : undefined;

/** Whether every contender that took part did the task that it was given. */
export const allAgree = ({ contests, firstSteps }: Report): boolean =>
  contests.every(({ measurements }) =>
    measurements.every(({ outcome }) => outcome.kind === "measured" && agrees(outcome.agreement)),
  ) && firstSteps.every(({ reason }) => reason === undefined);
