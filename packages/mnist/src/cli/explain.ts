import { seed, tensorFrom } from "@chainrule/core";
import {
  type Derivation,
  explain,
  explanationToText,
  toLatex,
  toMarkdown,
  toText,
  toTypeScript,
} from "@chainrule/formula";
import { toHtml } from "@chainrule/formula/html";
import * as TE from "fp-ts/lib/TaskEither.js";
import { type NotWritten, writeAtomically } from "../checkpoint/atomic.js";
import { generatedSets } from "../data/generated-sets.js";
import { derivationOf } from "../recipe/derivation.js";
import { givenParameters, isWorkedExample, type WorkedExample } from "../recipe/worked-example.js";
import type { ExplainRequest, Format } from "./explain-command.js";

const writers: Readonly<Record<Format, (derivation: Derivation, title: string) => string>> = {
  text: (derivation) => toText(derivation),
  latex: (derivation) => toLatex(derivation),
  markdown: (derivation) => toMarkdown(derivation),
  html: (derivation, title) => toHtml(derivation, { title }),
  typescript: (derivation) => toTypeScript(derivation),
};

/** What the text calls the weights of a worked example, `[from][to]`. */
const labels = {
  W1: [
    ["w1", "w3"],
    ["w2", "w4"],
  ],
  W2: [
    ["w5", "w7"],
    ["w6", "w8"],
  ],
};

/** Every number of the first step of a worked example, and how the derivatives by w5 and w1 come about. */
const numbersOf = (example: WorkedExample, { sizes, recipe }: Pick<ExplainRequest, "sizes" | "recipe">): string => {
  const derivation = derivationOf(sizes, recipe, 1, { adjoints: "all" });
  const [{ inputs, labels: classes }] = generatedSets[example].make({ count: 1, noise: 0, dtype: recipe.dtype })(
    seed(0),
  );
  const parameters = givenParameters(example, recipe.dtype).flatMap(({ weights, bias }, layer) => [
    [`W${layer + 1}`, weights] as const,
    [`b${layer + 1}`, bias] as const,
  ]);
  const x = tensorFrom([1, 2], inputs.toArray(), { dtype: recipe.dtype });
  const values = { ...Object.fromEntries(parameters), x, labels: tensorFrom([1], classes.toArray(), { dtype: "i32" }) };
  return explanationToText(explain(derivation, values, { of: ["w5", "w1"], labels }));
};

/** The numbers that follow a derivation where a text has worked them out; nothing elsewhere. */
const numbersAfter = ({ sizes, recipe, format }: ExplainRequest): string => {
  const { initialiser, hidden, loss } = recipe;
  const isAsInText = isWorkedExample(initialiser) && hidden.length === 1 && sizes.join() === "2,2,2";
  return isAsInText && format === "text" && loss === "half-squared-error"
    ? `\n\nThe first step, with numbers\n\n${numbersOf(initialiser, { sizes, recipe })}`
    : "";
};

/** Writes a derivation to a file, or to standard output. */
export const writeDerivation = (
  request: ExplainRequest,
  print: (text: string) => void,
): TE.TaskEither<NotWritten, void> => {
  const { sizes, recipe, batch, format, out, ...options } = request;
  const { activation, loss } = recipe;
  const title = `Backpropagation of ${sizes.join("-")}, ${activation}, ${loss.replaceAll("-", " ")}`;
  const text = `${writers[format](derivationOf(sizes, recipe, batch, options), title).trimEnd()}${numbersAfter(request)}\n`;
  return out === undefined ? TE.fromIO(() => print(text)) : writeAtomically(out, text);
};
