import { test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { byColumnBytes, columnLists } from "../../../../packages/wasm/src/product/sparse/lists.js";
import { entriesIn } from "./entries.js";
import { compress, machineFor } from "./machine.js";
import { cuts, places, problems } from "./problem.js";

describe("lists by column", () => {
  test.prop([problems])("hold what is not zero of each column, in order", (problem) => {
    const { rows, inner, x } = problem;
    const machine = machineFor(problem);
    compress(machine, problem);
    const expected = Array.from({ length: inner }, (_, k) =>
      Array.from({ length: rows }, (_, row) => ({ position: row, value: x[row * inner + k] })).filter(
        ({ value }) => value !== 0,
      ),
    );
    expect(entriesIn(machine, machine.places.byColumn, columnLists(problem))).toEqual(expected);
  });

  test.prop([problems, places])(
    "do not depend on how the columns are shared out, nor write elsewhere",
    (problem, parts) => {
      const [whole, shared] = [machineFor(problem), machineFor(problem)];
      const { byRow, byColumn, c } = whole.places;
      compress(whole, problem);
      shared.call("rows", byRow, 0, problem.rows);
      for (const [from, to] of cuts(problem.inner, parts)) shared.call("columns", byRow, byColumn, from, to);
      const lists = columnLists(problem);
      expect(entriesIn(shared, byColumn, lists)).toEqual(entriesIn(whole, byColumn, lists));
      const end = byColumn + byColumnBytes(problem);
      expect(shared.floats(end, (c - end) / 4).every(Number.isNaN)).toBe(true);
    },
  );
});
