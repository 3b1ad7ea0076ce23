import { ops } from "@chainrule/core";
import { expect, test } from "vitest";
import { everySample, isOpName } from "./samples.js";

test("an operation bears the name that the record gives it", () => {
  for (const [name, { op }] of Object.entries(ops)) expect(op.name).toBe(name);
});

test("what the table of samples calls smooth is what the operation is", () => {
  for (const [name, { smoothness }] of everySample)
    if (isOpName(name)) expect(ops[name].op.smoothness).toBe(smoothness);
});
