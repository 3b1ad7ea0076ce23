import katex from "katex";

/** Characters of scripts that KaTeX does not know are shown in the font of the page; all else that is not LaTeX is an error. */
const strict = (code: string): "ignore" | "error" => (code === "unknownSymbol" ? "ignore" : "error");

/**
 * A formula in LaTeX as HTML, with MathML for screen readers.
 *
 * @throws ParseError for what is not LaTeX.
 */
export const typeset = (latex: string, displayMode = false): string =>
  katex.renderToString(latex, { displayMode, output: "htmlAndMathml", strict, throwOnError: true });
