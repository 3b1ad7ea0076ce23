import { type DType, sizeOf, type Tensor } from "@chainrule/core";
import { adopt, allocate, bufferOf } from "@chainrule/core/backend";
import { fc } from "@fast-check/vitest";
import type { RunMetadata } from "../../../packages/mnist/src/checkpoint/metadata.js";
import { generatedSets } from "../../../packages/mnist/src/data/generated-sets.js";
import { namesOf } from "../../../packages/mnist/src/recipe/names.js";
import { presets } from "../../../packages/mnist/src/recipe/preset.js";
import { sample } from "./sample.js";

const dtypes: readonly DType[] = ["f32", "f64", "i32", "u8"];

/** Any shape of rank 0 … 4 and any bits: empty tensors, NaNs of every payload. */
export const tensors: fc.Arbitrary<Tensor> = fc
  .tuple(fc.constantFrom(...dtypes), fc.array(fc.nat({ max: 3 }), { maxLength: 4 }))
  .chain(([dtype, shape]) => {
    const { byteLength: length } = allocate(dtype, sizeOf(shape));
    return fc.uint8Array({ minLength: length, maxLength: length }).map((bytes) => {
      const values = allocate(dtype, sizeOf(shape));
      new Uint8Array(values.buffer).set(bytes);
      return adopt(shape, values);
    });
  });

/** Any text, surrogates without their counterparts and `__proto__` among it. */
export const text: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string(),
  fc.constantFrom("__proto__", "constructor", "0", "\ud800", '"sha256":"', "\u0000"),
);

export const tensorMaps: fc.Arbitrary<ReadonlyMap<string, Tensor>> = fc
  .uniqueArray(fc.tuple(text, tensors), { selector: ([name]) => name, maxLength: 6 })
  .map((entries) => new Map(entries));

export const texts: fc.Arbitrary<Readonly<Record<string, string>>> = fc
  .array(fc.tuple(text, text), { maxLength: 4 })
  .map((entries) => Object.fromEntries(entries));

const count = fc.nat();
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0));
const share = fc.double({ min: Number.MIN_VALUE, max: 1, noNaN: true });
const random = fc.array(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), { minLength: 4, maxLength: 4 });

const source: fc.Arbitrary<RunMetadata["data"]["source"]> = fc.oneof(
  fc.record({ kind: fc.constant("files" as const), directory: fc.option(text, { nil: undefined }) }),
  fc.record({
    kind: fc.constant("generated" as const),
    name: fc.constantFrom(...namesOf(generatedSets)),
    count,
    noise: number,
    seed: count,
    dtype: fc.constantFrom("f32" as const, "f64" as const),
  }),
);

const record = fc.record(
  { epoch: count, loss: number, trainAccuracy: share, validationAccuracy: share, testAccuracy: share, seconds: number },
  { requiredKeys: ["epoch", "loss", "trainAccuracy", "seconds"] },
);

/** Any metadata: what only people read is that of the sample. */
export const metadata: fc.Arbitrary<RunMetadata> = fc
  .record({
    command: fc.array(text),
    recipe: fc.constantFrom(...Object.values(presets).map(({ recipe }) => recipe)),
    data: fc.record({ source, name: text, limit: fc.option(count), validation: share }),
    state: fc.record({
      epoch: count,
      chunk: count,
      lossSum: number,
      epochBegan: random,
      random,
      history: fc.array(record),
      best: fc.option(fc.record({ epoch: count, accuracy: share })),
      stopped: fc.option(text),
      seconds: number,
    }),
  })
  .map(({ data, ...drawn }) => ({ ...sample, ...drawn, data: { ...sample.data, ...data } }));

/** What tells tensors apart to the bit, NaNs and signs of zeros included. */
export const bitsOf = (tensor: Tensor): string => {
  const { buffer, byteOffset, byteLength } = bufferOf(tensor);
  return `${tensor.dtype}[${tensor.shape.join()}] ${Buffer.from(buffer, byteOffset, byteLength).toString("hex")}`;
};

/** Tensors by name, to the bit, in whatever order. */
export const bitsOfAll = (all: ReadonlyMap<string, Tensor>): ReadonlyMap<string, string> =>
  new Map([...all].map(([name, tensor]) => [name, bitsOf(tensor)]));
