import { showShape, type Tensor } from "@chainrule/core";
import { Command } from "@commander-js/extra-typings";
import { parametersHash, tensorsOf } from "../checkpoint/tree.js";
import type { Model } from "../run/model.js";
import { commandOf } from "../run/report-of.js";

/** What `inspect` was asked to do. */
export interface InspectRequest {
  /** A run folder or a checkpoint; the latest run where none is given. */
  readonly run: string | undefined;
  /** Whether every single value is printed. */
  readonly values: boolean;
  readonly json: boolean;
}

/** What there is to know about a tensor of parameters. */
export interface Statistics {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly mean: number;
  readonly deviation: number;
  readonly least: number;
  readonly greatest: number;
}

const statisticsOf = ([name, tensor]: readonly [string, Tensor]): Statistics => {
  const values = tensor.toArray();
  const size = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / size;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / size;
  return {
    name,
    shape: tensor.shape,
    dtype: tensor.dtype,
    mean,
    deviation: Math.sqrt(variance),
    least: values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY),
    greatest: values.reduce((greatest, value) => Math.max(greatest, value), Number.NEGATIVE_INFINITY),
  };
};

/** What there is to know about a trained network: where it comes from, and each tensor of its parameters. */
export const inspectionOf = ({ file, metadata, parameters, classifier }: Model) => ({
  file,
  command: commandOf(metadata.command),
  experiment: metadata.experiment.title,
  data: metadata.data.name,
  network: classifier.sizes.join("-"),
  epoch: metadata.state.epoch,
  epochs: metadata.recipe.epochs,
  savedAt: metadata.savedAt,
  sha256: parametersHash(parameters),
  recipe: metadata.recipe,
  parameters: tensorsOf("parameters", parameters).map(statisticsOf),
});

const short = (value: number): string => value.toPrecision(4);

const showStatistics = ({ name, shape, dtype, ...numbers }: Statistics): string =>
  `  ${name.padEnd(24)} ${`${dtype}${showShape(shape)}`.padEnd(16)} ` +
  `mean ${short(numbers.mean)}, deviation ${short(numbers.deviation)}, from ${short(numbers.least)} to ${short(numbers.greatest)}`;

/** An inspection as text. */
export const showInspection = ({ parameters, recipe, ...facts }: ReturnType<typeof inspectionOf>): string => {
  const count = parameters.reduce((sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1), 0);
  return [
    facts.file,
    `  ${facts.experiment}: ${facts.network} on ${facts.data}`,
    `  epoch ${facts.epoch} of ${facts.epochs}, saved ${facts.savedAt}`,
    `  command  ${facts.command}`,
    `  recipe   ${JSON.stringify(recipe)}`,
    `  sha256   ${facts.sha256} (of the parameters)`,
    "",
    `${count.toLocaleString("en-GB").replaceAll(",", " ")} parameters`,
    ...parameters.map(showStatistics),
  ].join("\n");
};

/** Every value of every layer, a line for each connection: `parameters[0].weights[3, 2] = 0.0123`. */
export function* dump({ parameters }: Model): Generator<string> {
  for (const [name, tensor] of tensorsOf("parameters", parameters)) {
    const [first = 1, second] = tensor.shape;
    const values = tensor.toTypedArray();
    for (let index = 0; index < values.length; index++) {
      const place = second === undefined ? `${index % first}` : `${Math.floor(index / second)}, ${index % second}`;
      yield `${name}[${place}] = ${values[index]}`;
    }
  }
}

/** The command that shows what a checkpoint holds. */
export const inspectCommand = (run: (request: InspectRequest) => Promise<void>) =>
  new Command("inspect")
    .description("Show what a trained network is made of: layers, shapes, statistics, and how it came about.")
    .argument("[run]", "run folder or checkpoint (default: the latest run)")
    .option("--values", "print every value of every layer, one a line", false)
    .option("--json", "print one JSON object", false)
    .showHelpAfterError("(mnist inspect --help lists the options)")
    .exitOverride()
    .action(async (folder, { values, json }) => {
      await run({ run: folder, values, json });
    });
