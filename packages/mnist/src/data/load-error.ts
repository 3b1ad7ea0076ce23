import type { NonEmptyArray } from "fp-ts/lib/NonEmptyArray.js";
import { type IdxError, showIdxError } from "./idx-error.js";

/** What can keep MNIST from being loaded; `showDataError` renders it. */
export type DataError =
  /** The npm package that holds the data is not installed; `reason` is what the resolver said. */
  | { readonly _tag: "PackageMissing"; readonly name: string; readonly reason: string }
  /** The folder cannot be listed: it does not exist, is a file, or may not be read. */
  | { readonly _tag: "DirectoryUnreadable"; readonly path: string; readonly reason: string }
  /** Files are not in the folder under any of their names. */
  | { readonly _tag: "FilesMissing"; readonly path: string; readonly files: NonEmptyArray<MissingFile> }
  /** A file is there but cannot be read. */
  | { readonly _tag: "FileUnreadable"; readonly path: string; readonly reason: string }
  /** Training and test images differ in `[rows, columns]`. */
  | {
      readonly _tag: "ImageSizesDisagree";
      readonly path: string;
      readonly train: readonly [rows: number, columns: number];
      readonly test: readonly [rows: number, columns: number];
    }
  /** There is not one sample to train or to test on. */
  | { readonly _tag: "NoSamples"; readonly path: string; readonly set: "train" | "test" }
  | IdxError;

/** A file that is not there, the names that were looked for, and the compressed file that lies there instead, if one does. */
export interface MissingFile {
  readonly names: readonly [string, ...string[]];
  readonly compressed: string | undefined;
}

const showMissing = ({ names, compressed }: MissingFile): string =>
  compressed === undefined ? names.join(" or ") : `${names[0]} (decompress it: gunzip ${compressed})`;

const ADVICE =
  "give the folder of the four decompressed MNIST files with --data, or leave it out to use the npm package";

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
      return `${error.path}: not found: ${error.files.map(showMissing).join(", ")}; ${ADVICE}`;
    case "FileUnreadable":
      return `${error.path}: the file cannot be read (${error.reason})`;
    case "ImageSizesDisagree":
      return `${error.path}: image sizes disagree: training images are ${error.train.join("×")}, test images are ${error.test.join("×")}`;
    case "NoSamples":
      return `${error.path}: the ${error.set} set is empty: expected at least 1 sample`;
    default:
      return showIdxError(error);
  }
};
