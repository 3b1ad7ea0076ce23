import assert from "node:assert/strict";
import { test } from "node:test";
import { CommanderError } from "@commander-js/extra-typings";
import { commandLine, isComplete, type Request } from "../cli/command.js";

const parsed = async (...flags: readonly string[]): Promise<Request> => {
  let request: Request | undefined;
  const command = commandLine(async (asked) => {
    request = asked;
  }).configureOutput({ writeErr: () => {} });
  await command.parseAsync(flags, { from: "user" });
  assert.ok(request);
  return request;
};

test("without flags, everything runs", async () => {
  assert.ok(isComplete(await parsed()));
});

test("workloads are named with commas or one by one, and D is both products", async () => {
  const { workload } = await parsed("--workload", "E,D", "--workload", "A");
  assert.deepEqual(workload, ["A", "D512", "D1024", "E"]);
  assert.ok(!isComplete(await parsed("--peer", "jax")));
});

test("what there is not is refused", async () => {
  for (const flags of [
    ["--workload", "A,Z"],
    ["--rounds", "0"],
    ["--slice", "x"],
    ["--peer", "nobody"],
  ])
    await assert.rejects(parsed(...flags), (error) => error instanceof CommanderError && error.exitCode === 1);
});
