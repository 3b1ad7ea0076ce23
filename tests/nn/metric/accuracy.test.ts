import { evaluate, input, oneHot, tensor } from "@chainrule/core";
import { accuracy, confusionMatrix, errorRate } from "@chainrule/nn";
import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { labelled, labelsOf, scoresOf } from "../labelled.js";

const classes = 4;
// Whole numbers, so that ties are common.
const samples = labelled(classes, fc.integer({ min: -3, max: 3 }));
const predicted = (scores: readonly number[]): number => scores.indexOf(Math.max(...scores));

test.prop([samples])("accuracy is the share of right rows, the first of ties counting", (all) => {
  const right = all.filter(({ scores, label }) => predicted(scores) === label).length;
  return evaluate(accuracy(scoresOf(all), labelsOf(all))).toNumber() === right / all.length;
});

test.prop([samples])("errorRate is the share of wrong rows", (all) => {
  const wrong = all.filter(({ scores, label }) => predicted(scores) !== label).length;
  return evaluate(errorRate(scoresOf(all), labelsOf(all))).toNumber() === wrong / all.length;
});

test.prop([samples])("one-hot targets count as the labels that they stand for", (all) =>
  evaluate(accuracy(scoresOf(all), oneHot(labelsOf(all), classes))).equals(
    evaluate(accuracy(scoresOf(all), labelsOf(all))),
  ),
);

test.prop([samples])("the confusion matrix counts each row at its class and its prediction", (all) => {
  const matrix = evaluate(confusionMatrix(scoresOf(all), labelsOf(all))).toArray();
  return matrix.every(
    (count, cell) => count === all.filter(({ scores, label }) => label * classes + predicted(scores) === cell).length,
  );
});

test("targets that do not fit are named", () => {
  // @ts-expect-error one label for two rows
  expect(() => accuracy(input([2, 3]), input([1], { dtype: "u8" }))).toThrow("accuracy: [2, 3] needs labels [2]");
  expect(() => confusionMatrix(input([2, 3]), input([2]))).toThrow("confusionMatrix: labels must be i32 or u8");
  expect(() => evaluate(confusionMatrix(tensor([[1, 2]]), tensor([2], { dtype: "u8" })))).toThrow(RangeError);
});
