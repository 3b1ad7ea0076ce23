import { test } from "@fast-check/vitest";
import { expect } from "vitest";
import { namingOfVariables } from "../../../packages/formula/src/render/naming.js";
import { textOf } from "../../../packages/formula/src/render/text.js";
import { anyFormula, symbols } from "./any-formula.js";
import { readStructure, structureOf } from "./reader.js";

const naming = namingOfVariables([...symbols.keys()]);
const called = new Map(Array.from(symbols, ([{ name, kind }, text]) => [`${kind} ${name}`, text]));

test.prop([anyFormula], { numRuns: 1000 })("the text of a formula is read as that formula", (formula) => {
  const structure = structureOf(formula, ({ name, kind }) => called.get(`${kind} ${name}`) ?? "");
  expect(readStructure(textOf(formula, naming), [...symbols.values()])).toBe(structure);
});
