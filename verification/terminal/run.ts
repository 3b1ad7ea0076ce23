import { CommanderError } from "@commander-js/extra-typings";

/** What the process exits with. */
export const exitCodes = { agreed: 0, disagreed: 1, usage: 2 } as const;

/** Runs a command line; the process exits with 2 after wrong usage. */
export const run = (command: { readonly parse: () => unknown }): void => {
  try {
    command.parse();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Commander has printed the help or what is wrong; its own exit code tells only whether something is.
    process.exitCode = error.exitCode === 0 ? exitCodes.agreed : exitCodes.usage;
  }
};

/** Prints a result, as one JSON object or in words, and exits with 1 after disagreements. */
export const finish = <R>(result: R, isAgreed: boolean, words: ((result: R) => string) | undefined): void => {
  process.stdout.write(words === undefined ? `${JSON.stringify(result)}\n` : words(result));
  process.exitCode = isAgreed ? exitCodes.agreed : exitCodes.disagreed;
};
