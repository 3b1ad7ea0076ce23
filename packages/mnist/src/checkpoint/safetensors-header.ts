import type { DType, Shape } from "@chainrule/core";
import { allocate, sizeOf } from "@chainrule/core/backend";
import * as E from "fp-ts/lib/Either.js";
import { pipe } from "fp-ts/lib/function.js";
import { z } from "zod";
import type { SafetensorsError } from "./safetensors-error.js";
import { schemaFault } from "./schema-fault.js";

/** Where a tensor lies in the data: bytes `begin … end − 1`. */
export interface Entry {
  readonly name: string;
  readonly dtype: DType;
  readonly shape: Shape;
  readonly begin: number;
  readonly end: number;
}

/** What the header tells: the tensors in the order of their bytes, and text by name. */
export interface Header {
  readonly entries: readonly Entry[];
  readonly metadata: Readonly<Record<string, string>>;
}

/** The field of the header that is no tensor. */
export const METADATA = "__metadata__";

/** The dtypes that both we and the format have, in the order in which the format has their tensors: all lie aligned then. */
export const dtypes = ["f64", "f32", "i32", "u8"] as const satisfies readonly DType[];

/** How the format writes a dtype. */
export const nameOf = (dtype: DType): string => dtype.toUpperCase();

const size = z.int().nonnegative();

const entrySchema = z.strictObject({
  dtype: z.string(),
  shape: z.array(size).readonly(),
  data_offsets: z.tuple([size, size]).readonly(),
});

// Not a record: zod's leave out the name `__proto__`, which JSON may have.
const metadataSchema = z.custom<Header["metadata"]>(
  (value) =>
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((text) => typeof text === "string"),
  "Invalid input: expected an object of strings",
);

const bytesOf = ({ dtype, shape }: Pick<Entry, "dtype" | "shape">): number =>
  sizeOf(shape) * allocate(dtype, 0).BYTES_PER_ELEMENT;

/** A field that is as its schema has it. */
const field = <T>(
  schema: z.ZodType<T>,
  source: string,
  name: string,
  value: unknown,
): E.Either<SafetensorsError, T> => {
  const { success, data, error } = schema.safeParse(value);
  return success ? E.right(data) : E.left({ _tag: "HeaderField", source, ...schemaFault(error, [name]) });
};

/** An entry whose dtype is ours, and whose shape takes as many bytes as its offsets span. */
const entryOf =
  (source: string) =>
  ([name, value]: readonly [string, unknown]): E.Either<SafetensorsError, Entry> =>
    pipe(
      field(entrySchema, source, name, value),
      E.flatMap(({ dtype: found, shape, data_offsets: [begin, end] }): E.Either<SafetensorsError, Entry> => {
        const fault = { source, tensor: name };
        const dtype = dtypes.find((ours) => nameOf(ours) === found);
        if (dtype === undefined) return E.left({ _tag: "UnsupportedDtype", ...fault, found });
        const expected = bytesOf({ dtype, shape });
        // A product above 2⁵³ is rounded, but never down to a length that a file can have.
        return expected === end - begin
          ? E.right({ name, dtype, shape, begin, end })
          : E.left({ _tag: "TensorSize", ...fault, expected, found: end - begin });
      }),
    );

/** Each tensor begins where the one before it ends, the first at 0: no holes, no overlaps. */
const contiguous =
  (source: string) =>
  (entries: readonly Entry[]): E.Either<SafetensorsError, readonly Entry[]> => {
    const inOrder = entries.toSorted((a, b) => a.begin - b.begin || a.end - b.end);
    const expectedOf = (index: number): number => inOrder[index - 1]?.end ?? 0;
    const index = inOrder.findIndex(({ begin }, place) => begin !== expectedOf(place));
    const displaced = inOrder[index];
    if (displaced === undefined) return E.right(inOrder);
    const { name: tensor, begin: found } = displaced;
    return E.left({ _tag: "TensorOffset", source, tensor, expected: expectedOf(index), found });
  };

const fieldsOf = (bytes: Uint8Array, source: string): E.Either<SafetensorsError, readonly [string, unknown][]> =>
  E.tryCatch(
    () => {
      // Safe: the text begins with `{`, so that it is an object if it is JSON.
      const header = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as object;
      return Object.entries(header);
    },
    () => ({ _tag: "HeaderUnreadable", source, offset: 8 }),
  );

/**
 * Decodes the bytes of the header, without the length before them. Of fields with the same name, which the format forbids, the last
 * counts: the bytes of the others are a hole then, or the same bytes.
 */
export const decodeHeader = (bytes: Uint8Array, source: string): E.Either<SafetensorsError, Header> => {
  const [first] = bytes;
  const brace = 0x7b;
  if (first !== brace) return E.left({ _tag: "HeaderStart", source, offset: 8, expected: brace, found: first });
  return pipe(
    E.Do,
    E.apS("fields", fieldsOf(bytes, source)),
    E.bind("metadata", ({ fields }) => {
      const given = fields.find(([name]) => name === METADATA);
      return given === undefined ? E.right({}) : field(metadataSchema, source, METADATA, given[1]);
    }),
    E.bind("entries", ({ fields }) =>
      pipe(
        fields.filter(([name]) => name !== METADATA),
        E.traverseArray(entryOf(source)),
        E.flatMap(contiguous(source)),
      ),
    ),
    E.map(({ entries, metadata }) => ({ entries, metadata })),
  );
};

/** The order of fields by name, as UTF-16: no two have the same. */
export const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);

/** The bytes of a header, padded with spaces to a multiple of 8: whatever follows is aligned. */
export const encodeHeader = ({ entries, metadata }: Header): Uint8Array => {
  const texts = Object.entries(metadata).toSorted(byName);
  const fields = [
    ...(texts.length === 0 ? [] : [[METADATA, Object.fromEntries(texts)] as const]),
    ...entries.map(
      ({ name, dtype, shape, begin, end }) =>
        [name, { dtype: nameOf(dtype), shape, data_offsets: [begin, end] }] as const,
    ),
  ];
  const bytes = new TextEncoder().encode(JSON.stringify(Object.fromEntries(fields)));
  const padded = new Uint8Array(8 * Math.ceil(bytes.length / 8)).fill(0x20);
  padded.set(bytes);
  return padded;
};
