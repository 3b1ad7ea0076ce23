import { type ProgramsReport, programOutcomes, programs, programsReport } from "@chainrule/check";
import { type Backend, cos, type Expr, interpreter, program, rebuild } from "@chainrule/core";
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { mapGraph } from "../../packages/check/src/specimen/map-graph.js";
import { isFaulty } from "./faulty.js";

test.prop([programs(), fc.noShrink(fc.nat())], { numRuns: 200 })(
  "oracles and backends agree on the first and second derivatives of random programs",
  (specimen, seed) => !isFaulty(specimen, { orders: [1, 2], seed }),
);

/** The interpreter, which takes every sine for a cosine. */
const confused: Backend = {
  ...interpreter,
  name: "confused",
  compile: ({ inputs, outputs }) => {
    const swap = (node: Expr, args: readonly Expr[]): Expr =>
      inputs.includes(node) ? node : rebuild(node.op.name === "sin" ? { ...node, op: cos.op } : node, args);
    return interpreter.compile(
      program(
        inputs,
        outputs.map((output) => mapGraph(output, swap)),
      ),
    );
  },
};

const reportOn = (options: Parameters<typeof programOutcomes>[0]): ProgramsReport =>
  programsReport([...programOutcomes(options)]);

describe("the report on random programs", () => {
  test("counts what was compared", () => {
    const { programs: drawn, derivatives, operations, oracles, disagreements } = reportOn({ count: 20, seed: 3 });
    expect([drawn, derivatives, disagreements]).toEqual([20, 40, []]);
    expect(operations).toBeGreaterThanOrEqual(20);
    expect(oracles.find(({ oracle }) => oracle === "backend interpreter")?.comparisons).toBeGreaterThan(30);
    expect(reportOn({ count: 5, seed: 3, orders: [2] }).derivatives).toBe(5);
  });

  test("the first programs of a seed are the same, however many are asked for", () => {
    const [few, more] = [3, 6].map((count) => [...programOutcomes({ count, seed: 11 })]);
    expect(more?.slice(0, 3)).toEqual(few);
    expect(few).not.toEqual([...programOutcomes({ count: 3, seed: 12 })]);
  });

  test("a backend that is wrong is found, and the smallest program that shows it printed", () => {
    const report = reportOn({ count: 40, seed: 5, ops: ["sin", "mul", "tanh"], maxOps: 8, backends: [confused] });
    expect(report.disagreements.length).toBeGreaterThan(0);
    for (const { source, operations, opinions } of report.disagreements) {
      expect(source).toContain("sin(");
      expect(operations).toBe(1);
      expect(opinions).toContain("backend confused  differs: ");
    }
  });
});
