import { type Backend, compile, evaluate, tensorFrom } from "@chainrule/core";
import { adopt, bufferOf } from "@chainrule/core/backend";
import { confusionMatrix } from "@chainrule/nn";
import type { Inputs } from "../data/examples.js";
import type { Labels } from "../data/samples.js";
import type { Classifier, Trained } from "../training/classifier.js";
import { rowsOf } from "./rows.js";

/** What a network takes an example for. */
export interface Reading {
  /** The class, and how sure the network is of it: its share of all outputs. */
  readonly predicted: number;
  readonly confidence: number;
  /** One for each class. */
  readonly outputs: readonly number[];
}

/** How many examples are classified at once. */
const AT_ONCE = 1000;

/** One output for each class; a single one is that of the second of two. */
const outputsOfClasses = (outputs: readonly number[]): readonly number[] => {
  const [only, ...more] = outputs;
  return only === undefined || more.length > 0 ? outputs : [1 - only, only];
};

/** Shares of the sum of all outputs: the probabilities of a softmax are that already, sigmoids are not. */
const sharesOf = (outputs: readonly number[]): readonly number[] => {
  const sum = outputs.reduce((total, output) => total + output, 0);
  return sum > 0 ? outputs.map((output) => output / sum) : outputs;
};

const readingOf = (row: readonly number[]): Reading => {
  const outputs = sharesOf(outputsOfClasses(row));
  const confidence = Math.max(...outputs);
  return { predicted: outputs.indexOf(confidence), confidence, outputs };
};

/** Some rows of inputs. */
const rowsFrom = (inputs: Inputs, start: number, count: number): Inputs => {
  const features = inputs.shape[1];
  const from = bufferOf(inputs).subarray(start * features, (start + count) * features);
  return adopt([from.length / features, features], from);
};

/** What a network takes each example for. */
export const classify =
  (classifier: Classifier, backend: Backend) =>
  (parameters: Trained, inputs: Inputs): readonly Reading[] => {
    const outputsOf = compile(classifier.outputs, { backend });
    const starts = Array.from({ length: Math.ceil(inputs.shape[0] / AT_ONCE) }, (_, chunk) => chunk * AT_ONCE);
    return starts.flatMap((start) => rowsOf(outputsOf(parameters, rowsFrom(inputs, start, AT_ONCE))).map(readingOf));
  };

/** How often examples of each class (row) were taken for each class (column). */
export const confusionOf = (
  readings: readonly Reading[],
  labels: Labels,
  classes: number,
): readonly (readonly number[])[] => {
  const outputs = readings.flatMap((reading) => reading.outputs);
  return rowsOf(evaluate(confusionMatrix(tensorFrom([readings.length, classes], outputs, { dtype: "f64" }), labels)));
};
