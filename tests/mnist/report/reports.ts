import { input, mul, named, square, sum, tensorFrom } from "@chainrule/core";
import { derive } from "@chainrule/formula";
import type { Mistake } from "../../../packages/mnist/src/picture/mistakes.js";
import type { GroupReport, RunReport } from "../../../packages/mnist/src/report/run-report.js";

const x = input([3], { name: "x" });

const mistake = (index: number): Mistake => ({
  pixels: Uint8Array.of(0, 128, 255, index),
  image: [2, 2],
  label: 9,
  predicted: 4,
  confidence: 0.9676,
  index,
});

/** A run that has something of everything, and text that looks like markup. */
export const fullReport: RunReport = {
  title: "S4: <script>784</script>",
  command: "mnist train --data '<b>&\"'",
  facts: [
    ["seed <1>", "1 & 2"],
    ["data", '"MNIST" </dl>'],
  ],
  results: [["test <i>accuracy", "97.64 % </h1>"]],
  history: [
    { epoch: 1, loss: 0.512345, trainAccuracy: 0.9, validationAccuracy: 0.8912, seconds: 1.04 },
    { epoch: 2, loss: 0.0001234, trainAccuracy: 0.95, validationAccuracy: 0.93, testAccuracy: 0.94, seconds: 2 },
  ],
  confusion: [
    [5, 1],
    [2, 7],
  ],
  mistakes: [mistake(17), mistake(4)],
  weights: {
    values: tensorFrom(
      [4, 3],
      Array.from({ length: 12 }, (_, index) => index - 5),
    ),
    image: [2, 2],
  },
  regions: {
    grid: {
      xs: [0, 1],
      ys: [0, 1],
      probability: [
        [0.1, 0.9],
        [0.2, 0.8],
      ],
    },
    points: [
      { x: 0.1, y: 0.2, label: 0 },
      { x: 0.9, y: 0.5, label: 1 },
    ],
  },
  derivation: derive(named("E", mul(0.5, sum(square(x)))), { wrt: { x } }),
};

/** A run that has nothing but its derivation. */
export const bareReport: RunReport = {
  ...fullReport,
  title: "bare",
  facts: [],
  results: [],
  history: [],
  confusion: undefined,
  mistakes: [],
  weights: undefined,
  regions: undefined,
};

/** Several runs, with results that not all of them have. */
export const groupReport: GroupReport = {
  title: "S3: <script>moons</script>",
  command: "mnist train --preset s3 <b>",
  facts: [["seed", "<1>"]],
  runs: [
    { label: "hidden <1>", folder: "hidden 1", report: fullReport },
    {
      label: "hidden 2",
      folder: "more/hidden#2",
      report: {
        ...fullReport,
        results: [
          ["loss", "0.5 &"],
          ["validation accuracy of the best of all epochs", "97 %"],
        ],
      },
    },
    { label: "hidden 4", folder: "hidden 4", report: bareReport },
  ],
  summary: [["training accuracy", "80 % to <95> %"]],
};
