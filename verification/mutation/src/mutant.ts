/** What became of a mutant. Every status but the first two needs an explanation. */
export type Status =
  | "Killed"
  | "Timeout"
  | "Survived"
  | "NoCoverage"
  | "RuntimeError"
  | "CompileError"
  | "Ignored"
  | "Pending";

/** A change of one place of one source file. */
export interface Mutant {
  readonly file: string;
  /** The line of the source where the change begins, without indentation: what the mutant is known by, whatever its number. */
  readonly line: string;
  readonly lineNumber: number;
  readonly mutator: string;
  readonly from: string;
  readonly to: string;
  readonly status: Status;
}

interface Position {
  readonly line: number;
  readonly column: number;
}

/** Stryker's report, as far as it is read: https://github.com/stryker-mutator/mutation-testing-elements, schema version 2. */
export interface StrykerReport {
  readonly framework?: { readonly version?: string };
  readonly files: Readonly<
    Record<
      string,
      {
        readonly source: string;
        readonly mutants: readonly {
          readonly mutatorName: string;
          readonly replacement?: string;
          readonly status: Status;
          readonly location: { readonly start: Position; readonly end: Position };
        }[];
      }
    >
  >;
}

/** White space runs are one space, so that a mutant is the same however it is wrapped. */
const onOneLine = (text: string): string => text.replace(/\s+/g, " ").trim();

const textBetween = (lines: readonly string[], start: Position, end: Position): string =>
  lines
    .slice(start.line - 1, end.line)
    .map((line, i, all) =>
      line.slice(i === 0 ? start.column - 1 : 0, i === all.length - 1 ? end.column - 1 : undefined),
    )
    .join("\n");

/** The mutants of a report, in the order of the files and of their places in them. */
export const mutantsOf = ({ files }: StrykerReport): readonly Mutant[] =>
  Object.entries(files)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([file, { source, mutants }]) => {
      const lines = source.split("\n");
      return mutants
        .toSorted(
          (a, b) => a.location.start.line - b.location.start.line || a.location.start.column - b.location.start.column,
        )
        .map(({ mutatorName, replacement = "", status, location: { start, end } }) => ({
          file,
          line: (lines[start.line - 1] ?? "").trim(),
          lineNumber: start.line,
          mutator: mutatorName,
          from: onOneLine(textBetween(lines, start, end)),
          to: onOneLine(replacement),
          status,
        }));
    });
