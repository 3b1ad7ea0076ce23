import { parametersHash } from "../checkpoint/tree.js";
import type { DataSet } from "../data/data-set.js";
import { derivationOf } from "../recipe/derivation.js";
import type { Recipe } from "../recipe/recipe.js";
import type { Fact, RunReport } from "../report/run-report.js";
import { resultOf } from "../training/state.js";
import { batchSize } from "../training/stretch.js";
import { classify, confusionOf } from "./classify.js";
import type { Finished } from "./finished.js";
import { worstMistakes } from "./mistakes.js";
import { regionsOf } from "./regions.js";
import type { Result } from "./reporter.js";
import type { Run } from "./run.js";

/** A share with as many decimals as any other, for columns of them. */
export const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;

/** Each field of a recipe as people read it: `learning rate`, `0.1`. */
const factsOfRecipe = (recipe: Recipe): readonly Fact[] =>
  Object.entries(recipe).map(([name, value]): Fact => {
    const label = name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
    return [label, typeof value === "object" ? Object.values(value).join(", ") : String(value)];
  });

const factsOf = ({ metadata, training }: Run, { seconds, epochs }: Result, parameters: unknown): readonly Fact[] => {
  const { data, versions, experiment } = metadata;
  const { train, validation, test } = training.data;
  const sizes = [train, validation, test].map((set) => set?.labels.size ?? 0);
  return [
    ["data", `${data.name}: ${sizes[0]} training, ${sizes[1]} validation, ${sizes[2]} test examples`],
    ["data, SHA-256", data.fingerprint],
    ["network", training.classifier.sizes.join("-")],
    ...factsOfRecipe(training.recipe),
    ["backend", experiment.backend],
    ["time", `${seconds.toFixed(1)} s, ${(seconds / epochs).toPrecision(3)} s an epoch`],
    ["parameters, SHA-256", parametersHash(parameters)],
    ["versions", `Chainrule ${versions.chainrule}, Node.js ${versions.node}, ${versions.platform}`],
  ];
};

const resultsOf = ({ state, result }: Finished): readonly Fact[] => {
  const { testAccuracy, trainAccuracy, loss, stopped, epochs } = result;
  const best = state.history.maxBy(({ validationAccuracy = -1 }) => validationAccuracy);
  return [
    ...(testAccuracy === undefined ? [] : [["test accuracy", percent(testAccuracy)] as const]),
    ["training accuracy", percent(trainAccuracy)],
    ["training loss", loss.toPrecision(4)],
    ...(best?.validationAccuracy === undefined
      ? []
      : [["best validation accuracy", `${percent(best.validationAccuracy)}, epoch ${best.epoch}`] as const]),
    ["epochs", stopped === undefined ? String(epochs) : `${epochs}: ${stopped}`],
  ];
};

/** As a shell takes it. */
const quoted = (argument: string): string =>
  /^[\w./=,:+@-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;

/** The command line as it was given. */
export const commandOf = (command: readonly string[]): string => command.map(quoted).join(" ");

/** All that the report of a run shows: what it came to, on the test set where there is one, and how its gradients are derived. */
export const reportOf = (finished: Finished, { classes, image }: DataSet, title: string): RunReport => {
  const { run, state } = finished;
  const { recipe, classifier, data, backend } = run.training;
  const parameters = resultOf(recipe, state);
  const read = classify(classifier, backend);
  const judged = data.test ?? data.train;
  const readings = read(parameters, judged.inputs);
  const isOne = judged.labels.size === 1;
  const isPlane = data.train.inputs.shape[1] === 2 && classes === 2 && !isOne;
  const [first] = parameters;
  return {
    title,
    command: commandOf(run.metadata.command),
    facts: factsOf(run, finished.result, parameters),
    results: resultsOf(finished),
    history: state.history.toArray(),
    confusion: isOne ? undefined : confusionOf(readings, judged.labels, classes),
    mistakes: image === undefined ? [] : worstMistakes(readings, judged, image),
    weights: image === undefined || first === undefined ? undefined : { values: first.weights, image },
    regions: isPlane ? regionsOf((inputs) => read(parameters, inputs), data.train) : undefined,
    derivation: derivationOf(classifier.sizes, recipe, batchSize(recipe, data.train.labels.size)),
  };
};
