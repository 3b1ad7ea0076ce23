import { writeFile } from "node:fs/promises";
import { type Concrete, type Expr, input, mapLeaves, named, seed, Tensor } from "@chainrule/core";
import { type Derivation, derive, toLatex, toMarkdown, toText, toTypeScript } from "@chainrule/formula";
import { toHtml } from "@chainrule/formula/html";
import type { ParametersOf } from "@chainrule/nn";
import * as TE from "fp-ts/lib/TaskEither.js";
import { losses } from "../recipe/loss.js";
import { networkOf } from "../recipe/network.js";
import type { ExplainRequest, Format } from "./explain-command.js";

/** How the gradient of a network's loss is derived, on a batch of rows. */
export const derivationOf = ({ net, activation, loss, batch, ...request }: ExplainRequest): Derivation => {
  const model = networkOf(net, activation);
  type Parameters = ParametersOf<typeof model>;
  const [values] = model.init(seed(0));
  const x = input([batch, model.inputs], { name: "x" });
  const labels = input([batch], { dtype: "i32", name: "labels" });
  // Safe: every tensor became an input of its shape.
  const wrt = inputsLike(values) as Parameters;
  const E = named("E", losses[loss](model.apply(wrt, x), labels, model.outputs));
  return derive(E, {
    wrt,
    notation: request.notation,
    form: request.form,
    activation: request.abstract ? "abstract" : "expanded",
  });
};

const inputsLike = (tree: Concrete<object>): unknown =>
  mapLeaves(tree, (leaf): Expr => {
    const { shape, dtype } = leaf instanceof Tensor ? leaf : { shape: [], dtype: "f32" as const };
    return input(shape, { dtype });
  });

const writers: Readonly<Record<Format, (derivation: Derivation, title: string) => string>> = {
  text: (derivation) => toText(derivation),
  latex: (derivation) => toLatex(derivation),
  markdown: (derivation) => toMarkdown(derivation),
  html: (derivation, title) => toHtml(derivation, { title }),
  typescript: (derivation) => toTypeScript(derivation),
};

/** The file could not be written. */
export interface NotWritten {
  readonly _tag: "NotWritten";
  readonly file: string;
  readonly reason: string;
}

/** Writes a derivation to a file, or to standard output. */
export const explain = (request: ExplainRequest, print: (text: string) => void): TE.TaskEither<NotWritten, void> => {
  const { net, activation, loss, format, out } = request;
  const title = `Backpropagation of ${net.join("-")}, ${activation}, ${loss.replaceAll("-", " ")}`;
  const text = `${writers[format](derivationOf(request), title).trimEnd()}\n`;
  if (out === undefined) return TE.fromIO(() => print(text));
  return TE.tryCatch(
    () => writeFile(out, text),
    (error) => ({ _tag: "NotWritten", file: out, reason: error instanceof Error ? error.message : String(error) }),
  );
};
