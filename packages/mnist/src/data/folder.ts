import { join } from "node:path";
import { sequenceS } from "fp-ts/lib/Apply.js";
import * as E from "fp-ts/lib/Either.js";
import { pipe } from "fp-ts/lib/function.js";
import * as NEA from "fp-ts/lib/NonEmptyArray.js";
import type { DataError, MissingFile } from "./load-error.js";

/** Distributions of IDX differ in one character. */
const idxNames = (stem: string, kind: string): MissingFile["names"] => [`${stem}-${kind}`, `${stem}.${kind}`];

const IDX = {
  trainImages: idxNames("train-images", "idx3-ubyte"),
  trainLabels: idxNames("train-labels", "idx1-ubyte"),
  testImages: idxNames("t10k-images", "idx3-ubyte"),
  testLabels: idxNames("t10k-labels", "idx1-ubyte"),
} as const;

/** The last name of each is that of an excerpt. */
const CSV = {
  train: ["mnist_train.csv", "train.csv", "mnist_train_100.csv"],
  test: ["mnist_test.csv", "test.csv", "mnist_test_10.csv"],
} as const;

type Paths<Key extends string> = Readonly<Record<Key, string>>;

/** The paths of a data set, in one of two formats. */
export type DataFiles =
  | ({ readonly format: "idx" } & Paths<keyof typeof IDX>)
  | ({ readonly format: "csv" } & Paths<keyof typeof CSV>);

/** Collects every missing file, not only the first. */
const allOrMissing = sequenceS(E.getApplicativeValidation(NEA.getSemigroup<MissingFile>()));

/**
 * Finds the files of a data set among those present in a folder: under any of their names, plain rather than compressed, IDX rather than
 * CSV. Left with the missing files of the format that there are some files of.
 */
export const locate = (path: string, present: readonly string[]): E.Either<DataError, DataFiles> => {
  const find = (names: MissingFile["names"]): E.Either<NEA.NonEmptyArray<MissingFile>, string> =>
    pipe(
      [...names, ...names.map((name) => `${name}.gz`)].find((name) => present.includes(name)),
      E.fromNullable(NEA.of({ names })),
      E.map((name) => join(path, name)),
    );
  const idx = allOrMissing({
    trainImages: find(IDX.trainImages),
    trainLabels: find(IDX.trainLabels),
    testImages: find(IDX.testImages),
    testLabels: find(IDX.testLabels),
  });
  if (E.isRight(idx)) return E.right({ format: "idx", ...idx.right });
  const csv = allOrMissing({ train: find(CSV.train), test: find(CSV.test) });
  if (E.isRight(csv)) return E.right({ format: "csv", ...csv.right });
  const hasIdx = idx.left.length < Object.keys(IDX).length;
  const hasCsv = csv.left.length < Object.keys(CSV).length;
  return E.left({ _tag: "FilesMissing", path, files: hasCsv && !hasIdx ? csv.left : idx.left });
};
