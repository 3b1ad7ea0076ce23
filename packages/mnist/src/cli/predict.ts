import type { Tensor } from "@chainrule/core";
import { adopt, bufferOf } from "@chainrule/core/backend";
import { Command } from "@commander-js/extra-typings";
import { classify, type Reading } from "../run/classify.js";
import type { Model } from "../run/model.js";
import { backends } from "../training/backend.js";

/** What `predict` was asked to do. */
export interface PredictRequest {
  readonly pictures: readonly string[];
  /** A run folder or a checkpoint; the latest run where none is given. */
  readonly run: string | undefined;
  /** Whether pictures are shown as the network sees them. */
  readonly show: boolean;
  readonly json: boolean;
}

/** What a network takes a digit for. */
export const readingOf = (model: Model, digit: Tensor<readonly [number, number]>): Reading => {
  const read = classify(model.classifier, backends.interpreter());
  const [reading] = read(model.parameters, adopt([1, digit.size], bufferOf(digit)));
  if (reading === undefined) throw new RangeError("predict: one example has one reading");
  return reading;
};

/** How many guesses are shown. */
const GUESSES = 3;

/** The likeliest classes, each with its probability: `7 (99.2 %), 2 (0.5 %), 3 (0.1 %)`. */
export const showReading = ({ outputs }: Reading): string =>
  outputs
    .map((share, digit) => ({ share, digit }))
    .toSorted((a, b) => b.share - a.share)
    .slice(0, GUESSES)
    .map(({ share, digit }) => `${digit} (${(100 * share).toFixed(1)} %)`)
    .join(", ");

const SHADES = " ░▒▓█";

/** A picture as the network sees it, two characters a pixel. */
export const showDigit = (digit: Tensor<readonly [number, number]>): string => {
  const [rows, columns] = digit.shape;
  const levels = digit.toArray();
  const shade = (level = 0): string => (SHADES[Math.round((level / 255) * (SHADES.length - 1))] ?? " ").repeat(2);
  return Array.from({ length: rows }, (_, row) =>
    levels
      .slice(row * columns, (row + 1) * columns)
      .map(shade)
      .join("")
      .trimEnd(),
  ).join("\n");
};

/** The command that classifies pictures. */
export const predictCommand = (run: (request: PredictRequest) => Promise<void>) =>
  new Command("predict")
    .description("Read handwritten digits from pictures of any size; they are centred and scaled as MNIST's are.")
    .argument("<pictures...>", "PNG files, or others such as JPEG; dark on light or light on dark")
    .option("--run <folder>", "run folder or checkpoint of the network (default: the latest run)")
    .option("--show", "show each picture as the network sees it", false)
    .option("--json", "print one JSON object a line, one for each picture", false)
    .showHelpAfterError("(mnist predict --help lists the options)")
    .exitOverride()
    .action(async (pictures, { run: folder, show, json }) => {
      await run({ pictures, run: folder, show, json });
    });
