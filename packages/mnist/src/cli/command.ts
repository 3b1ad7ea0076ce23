import { Command } from "@commander-js/extra-typings";
import { versions } from "../run/versions.js";
import { type EvaluateRequest, evaluateCommand } from "./evaluate.js";
import { type ExplainRequest, explainCommand } from "./explain-command.js";
import { type InspectRequest, inspectCommand } from "./inspect.js";
import { type PredictRequest, predictCommand } from "./predict.js";
import { type TrainRequest, trainCommand } from "./train-command.js";

/** What the commands do. */
export interface Commands {
  readonly train: (request: TrainRequest) => Promise<void>;
  readonly evaluate: (request: EvaluateRequest) => Promise<void>;
  readonly predict: (request: PredictRequest) => Promise<void>;
  readonly explain: (request: ExplainRequest) => Promise<void>;
  readonly inspect: (request: InspectRequest) => Promise<void>;
}

/** The command line: `train`, which is also what happens when no command is given, and what can be done with its networks. */
export const commandLine = (commands: Commands, argv: readonly string[]): Command =>
  new Command("mnist")
    .description("Train networks on the MNIST handwritten digits, with gradients derived by Chainrule.")
    .addCommand(trainCommand(commands.train, argv), { isDefault: true })
    .addCommand(evaluateCommand(commands.evaluate))
    .addCommand(predictCommand(commands.predict))
    .addCommand(explainCommand(commands.explain))
    .addCommand(inspectCommand(commands.inspect))
    .version(versions.chainrule, "--version", "print the version")
    .showHelpAfterError("(--help lists the options)")
    .exitOverride();
