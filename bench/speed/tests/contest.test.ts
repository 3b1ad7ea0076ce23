import assert from "node:assert/strict";
import { test } from "node:test";
import { type Contender, contendersOn } from "../contender/roster.js";
import { currentRuntime } from "../machine/runtime.js";
import { contest, turns } from "../schedule/contest.js";
import { workloads } from "../workload/workloads.js";

/** A contender that is a few lines of its own: a millisecond a step, a loss that counts the steps. */
const actor = (name: string, onRun = ""): Contender => {
  const source = `
    let steps = 0;
    const tell = (message) => console.log(JSON.stringify(message));
    tell({ tell: "ready", versions: { ${name}: "1" } });
    require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
      const request = JSON.parse(line);
      if (request.ask === "values") return tell({ tell: "values", values: [steps] });
      steps += request.steps;
      ${onRun}
      tell({ tell: "ran", seconds: request.steps / 1000 });
    });`;
  const [model] = contendersOn(currentRuntime, []);
  assert.ok(model);
  return { ...model, command: () => ({ file: process.execPath, args: ["-e", source] }) };
};

const entrant = (contender: Contender, later: number) => ({
  contender,
  expected: [
    { value: 0, bound: 0.5 },
    { value: later, bound: 0.5 },
  ],
});

test("contenders are compared and timed; who fails does not stop the others", async () => {
  const workload = workloads.B;
  const later = "compareAfter" in workload ? workload.compareAfter : 0;
  const turnsTaken: Contender[] = [];
  const entrants = [
    entrant(actor("right"), later),
    entrant(actor("wrong"), later + 1),
    entrant(actor("broken", `process.stderr.write("out of memory"); process.exit(3);`), later),
    entrant(actor("lost", `if (steps > ${later}) steps = Number.NaN;`), later),
    entrant({ ...actor("missing"), command: () => ({ file: "/no/such/program", args: [] }) }, later),
  ];
  const [right, wrong, broken, lost, missing] = await contest(workload, "", entrants, {
    rounds: 3,
    sliceSeconds: 0.2,
    tell: (contender) => turnsTaken.push(contender),
  });
  assert.ok(right?.outcome.kind === "measured" && wrong?.outcome.kind === "measured");
  // A thousand steps a second, of 64 samples each.
  assert.deepEqual(right.outcome.rates, [64_000, 64_000, 64_000]);
  assert.deepEqual(right.outcome.agreement, { values: [0, later], share: 0 });
  assert.equal(wrong.outcome.agreement.share, 2);
  assert.ok(broken?.outcome.kind === "failed" && lost?.outcome.kind === "failed" && missing?.outcome.kind === "failed");
  // JSON has no NaN: it arrives as null, which is no number either.
  assert.equal(lost.outcome.reason, "ended with ");
  assert.equal(broken.outcome.reason, "ended with 3: out of memory");
  assert.match(missing.outcome.reason, /ENOENT/);
  assert.equal(turnsTaken.length, turns(3) * entrants.length);
  assert.deepEqual(
    turnsTaken.slice(0, entrants.length),
    entrants.map(({ contender }) => contender),
  );
});
