/** Where a table is at fault, both counted from 1: column 1 is the label, column 2 the first pixel. */
interface Fault<Tag extends string> {
  readonly _tag: Tag;
  /** The name of the file. */
  readonly source: string;
  readonly line: number;
  readonly column: number;
}

/** What can be wrong with a CSV file of MNIST; `showCsvError` renders it. */
export type CsvError =
  /** A field that is no whole number from 0 to `greatest`: a grey level, or the digit of the label. */
  | (Fault<"WrongField"> & { readonly greatest: number; readonly found: string })
  /** A line with more or fewer fields than the first one; `column` is the first that is missing, or too many. */
  | (Fault<"WrongFieldCount"> & { readonly expected: number; readonly found: number })
  /** A number of pixels that makes no square image. */
  | (Fault<"NotSquare"> & { readonly pixels: number })
  /** A line so long that it cannot be one of this format; `limit` is in bytes. */
  | (Fault<"LineTooLong"> & { readonly limit: number })
  /** Not one line that is not the header. */
  | Fault<"NoLines">;

/** What was found may be as long as a line. */
const SHOWN = 24;

const quote = (text: string): string =>
  text.length <= SHOWN ? JSON.stringify(text) : `${JSON.stringify(text.slice(0, SHOWN))}…`;

const describe = (error: CsvError): string => {
  switch (error._tag) {
    case "WrongField": {
      const field = error.column === 1 ? "label" : `pixel ${error.column - 2}`;
      return `wrong ${field}: expected a whole number from 0 to ${error.greatest}, found ${quote(error.found)}`;
    }
    case "WrongFieldCount":
      return `wrong number of fields: expected ${error.expected} (a label and ${error.expected - 1} pixels), found ${error.found}`;
    case "NotSquare":
      return `no square image: expected a label and a square number of pixels, found ${error.pixels} pixels`;
    case "LineTooLong":
      return `the line is too long: expected at most ${error.limit} bytes`;
    case "NoLines":
      return "no samples: expected at least one line `label,pixel,…,pixel`";
  }
};

/**
 * Renders what is wrong with a CSV file: the file, the line, the column, what was expected and what was found.
 *
 * @example
 * import { showCsvError } from "@chainrule/mnist";
 * assert.equal(
 *   showCsvError({ _tag: "WrongField", source: "train.csv", line: 3, column: 2, greatest: 255, found: "256" }),
 *   'train.csv: line 3, column 2: wrong pixel 0: expected a whole number from 0 to 255, found "256"',
 * );
 */
export const showCsvError = (error: CsvError): string =>
  `${error.source}: line ${error.line}, column ${error.column}: ${describe(error)}`;
