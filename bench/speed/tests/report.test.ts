import assert from "node:assert/strict";
import { test } from "node:test";
import { type Contender, contendersOn, onPython, type PeerName, revectorised } from "../contender/roster.js";
import { runtimeOf } from "../machine/runtime.js";
import { markdown } from "../report/markdown.js";
import { allAgree, type Report } from "../report/report.js";
import { targets } from "../report/targets.js";
import type { Outcome } from "../schedule/measurement.js";
import type { WorkloadName } from "../workload/workload.js";
import { workloads } from "../workload/workloads.js";

const runtimes = [runtimeOf("/node20", "v20.20.2"), runtimeOf("/node24", "v24.1.0")];
const peers: readonly PeerName[] = ["numpy", "pytorch", "onnxruntime", "jax"];
const contenders = [
  ...runtimes.flatMap((runtime) => contendersOn(runtime, peers)),
  onPython("python", "numpy"),
  onPython("python", "pytorch"),
];

/** Rates whose median is the middle one. */
const measured = (rate: number, share = 0.5): Outcome => ({
  kind: "measured",
  rates: [rate, rate / 2, rate * 2],
  agreement: { values: [1], share },
  versions: {},
});

const reportOf = (outcomeOf: (contender: Contender) => Outcome, name: WorkloadName = "C"): Report => ({
  date: "2026-01-01",
  machine: { cpu: "some", cores: 2, memoryGiB: 1, system: "some" },
  rounds: 3,
  sliceSeconds: 1,
  runtimes,
  contests: [
    {
      workload: workloads[name],
      expected: [{ value: 1, bound: 1 }],
      measurements: contenders
        .filter(({ takes }) => takes(name))
        .map((contender) => ({ workload: name, contender, expected: [], outcome: outcomeOf(contender) })),
    },
  ],
  firstSteps: [],
  absent: [],
});

const rates = { chainrule: 60, pytorch: 100, numpy: 90, onnxruntime: 80, jax: 40, tensorflow: 1, brain: 1 } as const;

const usual = ({ competitor, variant }: Contender): Outcome =>
  measured(variant === revectorised ? 95 : rates[competitor]);

test("targets are ratios of medians, each on its own runtime", () => {
  assert.deepEqual(
    targets(reportOf(usual)).map(({ runtime, against, goal, measured, met }) => [
      runtime,
      against,
      goal,
      measured,
      met,
    ]),
    [
      ["Node 20", "PyTorch", 0.45, 0.6, true],
      ["Node 24", "PyTorch", 0.6, 0.6, true],
      ["Node 24 with revectorisation", "PyTorch", 0.9, 0.95, true],
      ["Node 20", "jax-js", 2, 1.5, false],
      ["Node 24", "jax-js", 2, 1.5, false],
    ],
  );
});

test("against several peers it is the best of them that counts, and all must have taken part", () => {
  const against = (report: Report) =>
    targets(report).find(({ against }) => against.startsWith("the best of"))?.measured;
  assert.equal(against(reportOf(usual, "B")), 0.6);
  const without = (contender: Contender): Outcome =>
    contender.competitor === "numpy" ? { kind: "failed", reason: "absent" } : usual(contender);
  assert.equal(against(reportOf(without, "B")), undefined);
});

test("the first step is the median over fresh processes, and may not take longer", () => {
  const [contender] = contenders;
  assert.ok(contender);
  const after = (milliseconds: readonly number[]) =>
    targets({ ...reportOf(usual), firstSteps: [{ contender, milliseconds, reason: undefined }] })
      .filter(({ unit }) => unit === "ms")
      .map(({ measured, met }) => [measured, met]);
  assert.deepEqual(after([90, 100, 300]), [[100, true]]);
  assert.deepEqual(after([90, 101, 300]), [[101, false]]);
  assert.deepEqual(after([]), [[undefined, undefined]]);
});

test("who computed something else is in no ratio, and fails the run", () => {
  const report = reportOf((contender) => (contender.competitor === "jax" ? measured(1e9, 2) : usual(contender)));
  assert.deepEqual(
    targets(report)
      .filter(({ against }) => against === "jax-js")
      .map(({ met }) => met),
    [undefined, undefined],
  );
  assert.ok(!allAgree(report));
  assert.match(markdown(report), /\| jax-js \| \*\*disagrees\*\* \|/);
  assert.ok(allAgree(reportOf(usual)));
});

test("who failed is named with the reason", () => {
  const report = reportOf((contender) =>
    contender.competitor === "pytorch" ? { kind: "failed", reason: "no\nmemory" } : usual(contender),
  );
  assert.ok(!allAgree(report));
  assert.match(markdown(report), /\| PyTorch \| – \| no memory \|/);
});

test("the table has a row for each comparison and a column for each way to run", () => {
  const text = markdown(reportOf(usual));
  assert.match(
    text,
    /\| C \| PyTorch \| 0\.600 ×: met \(≥ 0\.45\) \| 0\.600 ×: met \(≥ 0\.6\) \| 0\.950 ×: met \(≥ 0\.9\) \|/,
  );
  assert.match(text, /\| numpy \| 90\.0 · 0\.667× \|/);
});
