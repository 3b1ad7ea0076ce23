import type { Derivation } from "@chainrule/formula";
import type { Regions } from "../picture/decision-chart.js";
import type { Mistake } from "../picture/mistakes.js";
import type { PixelWeights } from "../picture/weights.js";
import type { EpochRecord } from "../training/record.js";

/** Something to know about a run. */
export type Fact = readonly [label: string, value: string];

/** All that the report of a run shows. */
export interface RunReport {
  /** What was run: "S4: 784-50-10". */
  readonly title: string;
  /** How to run it again. */
  readonly command: string;
  /** Under what conditions: seed, recipe, data, versions. */
  readonly facts: readonly Fact[];
  /** What came out. */
  readonly results: readonly Fact[];
  readonly history: readonly EpochRecord[];
  /** How often each class (rows) was read as each class (columns). */
  readonly confusion: readonly (readonly number[])[] | undefined;
  /** The worst first. */
  readonly mistakes: readonly Mistake[];
  /** Those of the first layer, where examples are images. */
  readonly weights: PixelWeights | undefined;
  /** Where there are two features and two classes. */
  readonly regions: Regions | undefined;
  readonly derivation: Derivation;
}

/** One of several runs of one command. */
export interface GroupMember {
  readonly label: string;
  /** Where its own report is, seen from the folder of the group's. */
  readonly folder: string;
  readonly report: RunReport;
}

/** All that the report of several runs of one command shows. */
export interface GroupReport {
  readonly title: string;
  readonly command: string;
  readonly facts: readonly Fact[];
  readonly runs: readonly GroupMember[];
  /** What came out of all of them: the mean of the test accuracies. */
  readonly summary: readonly Fact[];
}
