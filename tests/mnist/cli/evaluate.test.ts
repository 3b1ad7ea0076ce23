import * as E from "fp-ts/lib/Either.js";
import { expect, test } from "vitest";
import { evaluateOn, showEvaluation } from "../../../packages/mnist/src/cli/evaluate.js";
import { findCheckpoint, readModel } from "../../../packages/mnist/src/run/model.js";
import { temporary, writeDigits } from "../folder.js";
import { begun, experimentOf, finishedIn } from "../run/experiments.js";

test("an evaluation is an accuracy, and a table of what is taken for what", () => {
  const confusion = [
    [90, 10],
    [7, 893],
  ];
  expect(
    showEvaluation({ name: "two moons", set: "test", accuracy: 0.983, confusion }),
  ).toBe(`two moons: test accuracy 0.9830

is ↓, read as →
         0    1
    0   90   10
    1    7  893`);
});

test("a network is measured on the test set; on the training set where there is no other; on other data", async () => {
  const [directory, folder] = [temporary(), temporary()];
  writeDigits(directory, { train: 300, test: 50 });
  const source = { kind: "files", directory } as const;
  const [finished] = finishedIn(await begun(experimentOf({ epochs: 1 }, { source }), folder));
  const file = await findCheckpoint(folder)();
  const model = await readModel(E.isRight(file) ? file.right : "")();
  if (E.isLeft(model)) throw new Error(JSON.stringify(model.left));
  const evaluated = await evaluateOn(model.right, undefined)();
  expect(evaluated).toMatchObject({
    right: { name: "here", set: "test", accuracy: finished?.result.testAccuracy },
  });

  const other = temporary();
  writeDigits(other, { train: 20, test: 10 });
  const onOther = await evaluateOn(model.right, other)();
  const count = E.isRight(onOther) ? onOther.right.confusion.flat().reduce((sum, n) => sum + n) : 0;
  expect(count).toBe(10);
});

test("without a test set it is the training set that is measured", async () => {
  const folder = temporary();
  const source = { kind: "generated", name: "xor", count: 4, noise: 0, seed: 1, dtype: "f32" } as const;
  await begun(experimentOf({ batch: "all", epochs: 1 }, { source, validation: 0 }), folder);
  const model = await readModel(`${folder}/checkpoint.safetensors`)();
  if (E.isLeft(model)) throw new Error(JSON.stringify(model.left));
  expect(await evaluateOn(model.right, undefined)()).toMatchObject({ right: { name: "XOR", set: "training" } });
});
