import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { bandSize, byRowBytes, rowLists } from "../../../../packages/wasm/src/product/sparse/lists.js";
import { entriesIn } from "./entries.js";
import { machineFor } from "./machine.js";
import { cuts, type Problem, places, problems } from "./problem.js";

/** Numbers that are easily taken for zero, or not, by mistake. */
const difficult = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e-45, -1e-45, -0, 0, 1] as const;

const isNonZero = (value: number): boolean => value !== 0;

const withDifficult = fc.tuple(problems, fc.array(fc.constantFrom(...difficult), { maxLength: 40 })).map(
  ([problem, values]): Problem => ({
    ...problem,
    x: problem.x.map((value, index) => values[index % (values.length + 1)] ?? value),
  }),
);

describe("lists by row", () => {
  test.prop([withDifficult])("hold what is not zero of each row, in order, and nothing else", (problem) => {
    const { rows, inner, x } = problem;
    const machine = machineFor(problem);
    machine.call("rows", machine.places.byRow, 0, rows);
    const expected = Array.from({ length: rows }, (_, row) =>
      [...x.subarray(row * inner, (row + 1) * inner)]
        .map((value, position) => ({ position, value }))
        .filter(({ value }) => isNonZero(value)),
    );
    expect(entriesIn(machine, machine.places.byRow, rowLists(problem))).toEqual(expected);
  });

  test.prop([problems])("are cut into bands at multiples of the size of a band", (problem) => {
    const { rows, inner, x } = problem;
    const machine = machineFor(problem);
    const { byRow } = machine.places;
    machine.call("rows", byRow, 0, rows);
    const { bands } = rowLists(problem);
    for (let row = 0; row < rows; row++) {
      const bounds = [...machine.words(byRow + row * (bands + 1) * 4, bands + 1)];
      const before = bounds.map((bound) => (bound - (bounds[0] ?? 0)) / 8);
      const ends = bounds.map((_, band) => (band === bands ? inner : band * bandSize));
      expect(before).toEqual(ends.map((end) => x.subarray(row * inner, row * inner + end).filter(isNonZero).length));
    }
  });

  test.prop([problems, places])(
    "do not depend on how the rows are shared out, nor write elsewhere",
    (problem, parts) => {
      const [whole, shared] = [machineFor(problem), machineFor(problem)];
      const { byRow, byColumn } = whole.places;
      whole.call("rows", byRow, 0, problem.rows);
      for (const [from, to] of cuts(problem.rows, parts)) shared.call("rows", byRow, from, to);
      const lists = rowLists(problem);
      expect(entriesIn(shared, byRow, lists)).toEqual(entriesIn(whole, byRow, lists));
      const end = byRow + byRowBytes(problem);
      expect(shared.floats(end, (byColumn - end) / 4).every(Number.isNaN)).toBe(true);
    },
  );

  test.prop([problems, places])("are made for the rows asked for, and no others", (problem, parts) => {
    const { call, floats, places } = machineFor(problem);
    const [from, to] = cuts(problem.rows, parts).at(-1) ?? [0, 0];
    call("rows", places.byRow, from, to);
    const { bands } = rowLists(problem);
    expect(floats(places.byRow, from * (bands + 1)).every(Number.isNaN)).toBe(true);
  });
});
