import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { full, tensorFrom } from "@chainrule/core";
import { digitArrays, targetRows } from "../inputs/digits.js";
import { openInputs, trainsNetwork } from "../inputs/manifest.js";
import { samplesOf } from "../inputs/samples.js";
import { inputWriter } from "../inputs/write.js";
import { workloads } from "../workload/workloads.js";

const COUNT = 200;
const digits = digitArrays({
  images: full([COUNT, 28, 28], 51, { dtype: "u8" }),
  labels: tensorFrom(
    [COUNT],
    Uint8Array.from({ length: COUNT }, (_, sample) => sample % 10),
  ),
});

test("what is written for a network is read back", async () => {
  const folder = await mkdtemp(join(tmpdir(), "chainrule-bench-test-"));
  try {
    const inputs = openInputs(await inputWriter(folder, digits)(workloads.B));
    const { manifest, ...read } = inputs;
    assert.ok(trainsNetwork(manifest));
    const samples = samplesOf({ ...read, manifest });
    assert.equal(samples.count, COUNT);
    assert.equal(samples.inputs[0], Math.fround(0.2));
    assert.deepEqual([...samples.targets.subarray(10, 20)], [0, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
    // Three full batches of 64 in 200 samples, no sample twice, and after the third the first again.
    assert.equal(samples.steps, 3);
    assert.equal(new Set(samples.chosen(0, 3)).size, 192);
    assert.deepEqual(samples.chosen(3), samples.chosen(0));
    assert.deepEqual(
      [...manifest.weights, ...manifest.biases].map((name) => read.floats(name).length),
      [784 * 300, 300 * 10, 300, 10],
    );
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("targets have one value for the right digit and another for all others", () => {
  assert.deepEqual([...targetRows(Uint8Array.of(2, 0), 3, [0.25, 0.75])], [0.25, 0.25, 0.75, 0.75, 0.25, 0.25]);
});
