import { type Child, ContenderError, startChild } from "../contender/child.js";
import type { Contender } from "../contender/roster.js";
import { type Agreement, agreementOf } from "../reference/agreement.js";
import type { Expected } from "../reference/expected.js";
import type { Workload } from "../workload/workload.js";
import type { Measurement, Outcome } from "./measurement.js";

/** What engines compile while they run, they have compiled by then. */
const WARM_UP_SECONDS = 1;

/** How the rounds are run, and whom to tell of them. */
export interface Pace {
  readonly rounds: number;
  /** Of work between two looks at the clock. */
  readonly sliceSeconds: number;
  readonly tell: (done: Contender) => void;
}

/** A contender, what it must give, and what it has given so far. */
interface Entrant {
  readonly contender: Contender;
  readonly expected: readonly Expected[];
}

interface Ready extends Entrant {
  readonly child: Child;
  readonly agreement: Agreement;
  readonly steps: number;
  readonly rates: readonly number[];
}

type Entry = Ready | (Entrant & { readonly reason: string });

const isReady = (entry: Entry): entry is Ready => "child" in entry;

/** What `work` makes of an entry, or the entry as one that failed. */
const attempt = async (entry: Ready, work: (entry: Ready) => Promise<Ready>): Promise<Entry> => {
  try {
    return await work(entry);
  } catch (error) {
    if (!(error instanceof ContenderError)) throw error;
    await entry.child.end();
    return { contender: entry.contender, expected: entry.expected, reason: error.message };
  }
};

const started =
  (manifest: string) =>
  async (entrant: Entrant): Promise<Entry> => {
    try {
      const child = await startChild(entrant.contender.command(manifest));
      return { ...entrant, child, agreement: agreementOf([], []), steps: 1, rates: [] };
    } catch (error) {
      if (!(error instanceof ContenderError)) throw error;
      return { ...entrant, reason: error.message };
    }
  };

/** Losses before the first step and after some, or elements of the first product. */
const compared =
  (workload: Workload) =>
  async (entry: Ready): Promise<Ready> => {
    const { child, expected } = entry;
    const before = "compareAfter" in workload ? await child.values() : [];
    await child.run("compareAfter" in workload ? workload.compareAfter : 1);
    return { ...entry, agreement: agreementOf(expected, [...before, ...(await child.values())]) };
  };

/** So many steps as should take a slice, after some that took so long. */
const stepsIn = (sliceSeconds: number, steps: number, seconds: number): number =>
  Math.max(1, Math.round((steps * sliceSeconds) / seconds));

/** Runs until it has been at it for a while, and for half a slice in one go. */
const warmedUp =
  (sliceSeconds: number) =>
  async (entry: Ready): Promise<Ready> => {
    let [steps, seconds] = [1, await entry.child.run(1)];
    for (let total = seconds; total < WARM_UP_SECONDS || seconds < sliceSeconds / 2; total += seconds) {
      steps = seconds < sliceSeconds / 2 ? 2 * steps : steps;
      seconds = await entry.child.run(steps);
    }
    return { ...entry, steps: stepsIn(sliceSeconds, steps, seconds) };
  };

const slice =
  (unitsPerStep: number, sliceSeconds: number) =>
  async (entry: Ready): Promise<Ready> => {
    const { child, steps, rates } = entry;
    const seconds = await child.run(steps);
    return {
      ...entry,
      rates: [...rates, (steps * unitsPerStep) / seconds],
      steps: stepsIn(sliceSeconds, steps, seconds),
    };
  };

/** Training that has left the finite numbers by the end was not trained for all that time. */
const stillFinite = async (entry: Ready): Promise<Ready> => {
  const values = await entry.child.values();
  if (values.every(Number.isFinite)) return entry;
  throw new ContenderError(`ended with ${values.join(", ")}`);
};

const inTurn = async (
  entries: readonly Entry[],
  work: (entry: Ready) => Promise<Ready>,
  tell: (done: Contender) => void,
): Promise<readonly Entry[]> => {
  const after: Entry[] = [];
  for (const entry of entries) {
    after.push(isReady(entry) ? await attempt(entry, work) : entry);
    tell(entry.contender);
  }
  return after;
};

const outcomeOf = (entry: Entry): Outcome =>
  isReady(entry)
    ? { kind: "measured", rates: entry.rates, agreement: entry.agreement, versions: entry.child.versions }
    : { kind: "failed", reason: entry.reason };

/** How often `contest` tells of each contender. */
export const turns = (rounds: number): number => rounds + 2;

/**
 * Runs contenders on a workload side by side, each in a process of its own: all begin, are compared and warmed up one after the other, and then
 * take turns, a slice each, round after round.
 */
export const contest = async (
  workload: Workload,
  manifest: string,
  entrants: readonly Entrant[],
  { rounds, sliceSeconds, tell }: Pace,
): Promise<readonly Measurement[]> => {
  let entries: readonly Entry[] = await Promise.all(entrants.map(started(manifest)));
  try {
    const prepare = async (entry: Ready): Promise<Ready> => warmedUp(sliceSeconds)(await compared(workload)(entry));
    entries = await inTurn(entries, prepare, tell);
    for (let round = 0; round < rounds; round++)
      entries = await inTurn(entries, slice(workload.unitsPerStep, sliceSeconds), tell);
    entries = await inTurn(entries, stillFinite, tell);
    return entries.map((entry) => ({
      workload: workload.name,
      contender: entry.contender,
      expected: entry.expected,
      outcome: outcomeOf(entry),
    }));
  } finally {
    await Promise.all(entries.filter(isReady).map(({ child }) => child.end()));
  }
};
