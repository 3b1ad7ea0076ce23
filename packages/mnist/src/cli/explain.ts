import { type Derivation, toLatex, toMarkdown, toText, toTypeScript } from "@chainrule/formula";
import { toHtml } from "@chainrule/formula/html";
import * as TE from "fp-ts/lib/TaskEither.js";
import { type NotWritten, writeAtomically } from "../checkpoint/atomic.js";
import { derivationOf } from "../recipe/derivation.js";
import type { ExplainRequest, Format } from "./explain-command.js";

const writers: Readonly<Record<Format, (derivation: Derivation, title: string) => string>> = {
  text: (derivation) => toText(derivation),
  latex: (derivation) => toLatex(derivation),
  markdown: (derivation) => toMarkdown(derivation),
  html: (derivation, title) => toHtml(derivation, { title }),
  typescript: (derivation) => toTypeScript(derivation),
};

/** Writes a derivation to a file, or to standard output. */
export const explain = (
  { sizes, recipe, batch, format, out, ...options }: ExplainRequest,
  print: (text: string) => void,
): TE.TaskEither<NotWritten, void> => {
  const { activation, loss } = recipe;
  const title = `Backpropagation of ${sizes.join("-")}, ${activation}, ${loss.replaceAll("-", " ")}`;
  const text = `${writers[format](derivationOf(sizes, recipe, batch, options), title).trimEnd()}\n`;
  return out === undefined ? TE.fromIO(() => print(text)) : writeAtomically(out, text);
};
