import assert from "node:assert/strict";
import { test } from "node:test";
import { specimen } from "@chainrule/check";
import type { Difference, Survey, Tallied } from "@chainrule/check/peer";
import { type Expr, exp, input, log, tensor } from "@chainrule/core";
import { Map as ImmutableMap } from "immutable";
import type { Note } from "../notes/note.js";
import { topicsOf } from "../report/topics.js";

const difference: Difference = { of: "value", input: undefined, place: 0, actual: 1, expected: 2, bound: 0 };

const finding = (f: (x: Expr) => Expr, programs: readonly number[]): Tallied => {
  const x = input([]);
  return { specimen: specimen([x], f(x), [tensor(1)]), fault: { kind: "wrong", difference }, programs };
};

const survey: Survey = {
  verdicts: ImmutableMap(),
  findings: ImmutableMap({
    composite: finding((x) => exp(log(x)), [1, 2]),
    alone: finding((x) => log(x), [2, 3]),
    other: finding((x) => exp(x), [4]),
  }),
};

const note: Note = { scope: { library: "some", operations: ["log"] }, title: "log", right: "Chainrule", text: "" };

test("findings of one cause are told together, in the simplest program, and what has no explanation comes first", () => {
  const topics = topicsOf("some library", survey, [note]);
  assert.deepEqual(
    topics.map(({ symptoms, programs }) => ({ symptoms, programs })),
    [
      { symptoms: ["other"], programs: 1 },
      { symptoms: ["alone", "composite"], programs: 3 },
    ],
  );
  assert.deepEqual(
    topics.map((topic) => topic.note),
    [undefined, note],
  );
});

test("a note explains nothing of another library, nor of another kind", () => {
  const unexplained = (scope: Note["scope"]): number =>
    topicsOf("some library", survey, [{ ...note, scope }]).filter((topic) => topic.note === undefined).length;
  assert.equal(unexplained({ library: "some" }), 0);
  assert.equal(unexplained({ library: "another" }), 3);
  assert.equal(unexplained({ library: "", kinds: ["refused"] }), 3);
  assert.equal(unexplained({ library: "", of: "gradient" }), 3);
  assert.equal(unexplained({ library: "", finite: false }), 3);
  assert.equal(unexplained({ library: "", message: "log" }), 3);
  assert.equal(unexplained({ library: "", atKink: true }), 3);
  assert.equal(unexplained({ library: "", operations: ["exp", "log"] }), 2);
});
