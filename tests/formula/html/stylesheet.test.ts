import { expect, test } from "vitest";
import { stylesheetFor } from "../../../packages/formula/src/html/stylesheet.js";
import { typeset } from "../../../packages/formula/src/html/typeset.js";

const facesFor = (...latex: readonly string[]): readonly string[] =>
  Array.from(
    stylesheetFor(latex.map((formula) => typeset(formula, true)).join("")).matchAll(
      /@font-face\{font-family:(\w+);font-style:(\w+);font-weight:(\d+);src:url\(data:font\/woff2;base64,d09GMg[\w+/]+=*\) format\("woff2"\)\}/g,
    ),
    ([, family = "", style = "", weight = ""]) => `${family} ${style} ${weight}`,
  );

test("only the fonts that formulas can need are there", () => {
  expect(facesFor("1 + 2")).toEqual(["KaTeX_Main normal 400"]);
  expect(facesFor("x")).toEqual(["KaTeX_Main normal 400", "KaTeX_Math italic 400"]);
  expect(facesFor("\\mathbf{1}")).toEqual(["KaTeX_Main normal 700", "KaTeX_Main normal 400"]);
  expect(facesFor("\\sum 1")).toEqual(["KaTeX_Main normal 400", "KaTeX_Size2 normal 400"]);
});

test("only the rules that formulas can need are there, with no other files", () => {
  const css = stylesheetFor(typeset("\\frac{1}{2}"));
  expect(css).toContain(".katex .mfrac .frac-line{border-bottom-style:solid");
  expect(css).not.toContain("mtable");
  expect(css).not.toMatch(/url\((?!data:)/);
});
