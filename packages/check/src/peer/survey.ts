import { Map as ImmutableMap } from "immutable";
import type { Specimen } from "../specimen/specimen.js";
import type { Adapter } from "./adapter.js";
import { type Finding, faultsIn, reduced, symptomOf } from "./finding.js";
import { isFault, type Verdict, verdictOf } from "./verdict.js";

/** A finding in the smallest program that shows it, and in which of the programs it was met, counted from 0. */
export interface Tallied extends Finding {
  readonly programs: readonly number[];
}

/** What came of running programs through a library. */
export interface Survey {
  /** How many programs came to each verdict. */
  readonly verdicts: ImmutableMap<Verdict["kind"], number>;
  /** What was found, by symptom. */
  readonly findings: ImmutableMap<string, Tallied>;
}

/** The survey of no programs. */
export const noSurvey: Survey = { verdicts: ImmutableMap(), findings: ImmutableMap() };

/**
 * A survey with one program more. A symptom that it has is counted; what it has not seen before is reduced first.
 *
 * @example
 * import { type Adapter, noSurvey, sharedPrograms, surveyed } from "@chainrule/check/peer";
 * import { left } from "fp-ts/lib/Either.js";
 * const other: Adapter = { name: "other", version: "1.0.0", missing: {}, adapted: {}, pullback: () => left("not today") };
 * const programs = sharedPrograms([other], { count: 5, seed: 1, maxOps: 3 });
 * const { verdicts, findings } = programs.reduce(surveyed(other), noSurvey);
 * assert.deepEqual([verdicts.get("refused"), [...findings.keys()]], [5, ["refused: not today"]]);
 */
export const surveyed =
  (adapter: Adapter) =>
  ({ verdicts, findings }: Survey, specimen: Specimen): Survey => {
    const verdict = verdictOf(adapter, specimen);
    const faults = isFault(verdict) ? faultsIn(adapter, specimen, verdict) : [];
    const met = new Map<string, Finding>();
    for (const fault of faults) {
      const symptom = symptomOf(fault);
      if (met.has(symptom)) continue;
      const finding = findings.get(symptom) ?? reduced(adapter, fault);
      met.set(symptomOf(finding), finding);
    }
    const program = verdicts.reduce((total, count) => total + count, 0);
    return {
      verdicts: verdicts.update(verdict.kind, 0, (count) => count + 1),
      findings: findings.withMutations((all) => {
        for (const [symptom, finding] of met)
          all.update(symptom, (tallied = { ...finding, programs: [] }) => ({
            ...tallied,
            programs: [...tallied.programs, program],
          }));
      }),
    };
  };
