import { expect, test } from "vitest";
import { derive } from "../../../packages/formula/src/derive/derive.js";
import { latexOfEquation } from "../../../packages/formula/src/render/latex.js";
import { namingOf } from "../../../packages/formula/src/render/naming.js";
import { textOfEquation } from "../../../packages/formula/src/render/text.js";
import { goldens } from "./goldens.js";

test("there is a title of its own for each", () => {
  expect(new Set(goldens.map(({ title }) => title)).size).toBe(goldens.length);
});

test.each(goldens)("$title, as text", ({ loss, options, equations }) => {
  const { E, wrt } = loss();
  const derivation = derive(E, { wrt, ...options });
  const naming = namingOf(derivation);
  expect(derivation.steps.map((step) => textOfEquation(step, naming)).toArray()).toEqual(equations);
});

const withLatex = goldens.flatMap(({ latex, ...golden }) => (latex === undefined ? [] : [{ ...golden, latex }]));

test.each(withLatex)("$title, as LaTeX", ({ loss, options, latex }) => {
  const { E, wrt } = loss();
  const derivation = derive(E, { wrt, ...options });
  const naming = namingOf(derivation);
  const shown = derivation.steps.map((step) => latexOfEquation(step, naming)).toArray();
  expect(shown).toEqual(expect.arrayContaining([...latex]));
});
