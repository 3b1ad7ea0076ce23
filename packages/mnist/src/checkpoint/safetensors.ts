import type { Tensor } from "@chainrule/core";
import { adopt, allocate, bufferOf, sizeOf } from "@chainrule/core/backend";
import * as E from "fp-ts/lib/Either.js";
import { pipe } from "fp-ts/lib/function.js";
import type { SafetensorsError } from "./safetensors-error.js";
import { byName, decodeHeader, dtypes, type Entry, encodeHeader, type Header, METADATA } from "./safetensors-header.js";

/** What a safetensors file holds: tensors and text by name. */
export interface Safetensors {
  readonly tensors: ReadonlyMap<string, Tensor>;
  readonly metadata: Readonly<Record<string, string>>;
}

/** The length of the header, `u64`, little-endian. */
const LENGTH_BYTES = 8;

/** What the reference implementation allows: reading the header of a hostile file must not take all memory. */
const LONGEST_HEADER = 100_000_000;

/** The bytes of a tensor as they lie in memory: little-endian, as they are in the file. */
const bytesOf = (tensor: Tensor): Uint8Array => {
  const { buffer, byteOffset, byteLength } = bufferOf(tensor);
  return new Uint8Array(buffer, byteOffset, byteLength);
};

type Named = readonly [name: string, tensor: Tensor];

/** Wider dtypes first, then by name, as the reference implementation writes them. */
const inOrder = (a: Named, b: Named): number => dtypes.indexOf(a[1].dtype) - dtypes.indexOf(b[1].dtype) || byName(a, b);

/**
 * Encodes tensors and text as a safetensors file: the length of the header, the header, the data. The same tensors and text give the
 * same bytes, in whatever order they come.
 *
 * @throws RangeError when a tensor has the name `__metadata__`, which the format keeps for the text.
 *
 * Source: https://github.com/huggingface/safetensors, section "Format".
 *
 * @example
 * import { tensor } from "@chainrule/core";
 * import { decodeSafetensors, encodeSafetensors } from "@chainrule/mnist";
 * import * as E from "fp-ts/lib/Either.js";
 * const bytes = encodeSafetensors(new Map([["w", tensor([1, 2])]]), { format: "chainrule" });
 * const decoded = decodeSafetensors(bytes, "weights.safetensors");
 * assert.ok(E.isRight(decoded));
 * assert.deepEqual(decoded.right.tensors.get("w")?.toNested(), [1, 2]);
 */
export const encodeSafetensors = (
  tensors: Safetensors["tensors"],
  metadata: Safetensors["metadata"] = {},
): Uint8Array => {
  if (tensors.has(METADATA)) throw new RangeError(`encodeSafetensors: no tensor may have the name ${METADATA}`);
  const named = [...tensors].toSorted(inOrder);
  const entries: Entry[] = [];
  let length = 0;
  for (const [name, tensor] of named) {
    const begin = length;
    length += bytesOf(tensor).length;
    entries.push({ name, dtype: tensor.dtype, shape: tensor.shape, begin, end: length });
  }
  const header = encodeHeader({ entries, metadata });
  let start = LENGTH_BYTES + header.length;
  const bytes = new Uint8Array(start + length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true);
  bytes.set(header, LENGTH_BYTES);
  for (const [, tensor] of named) {
    bytes.set(bytesOf(tensor), start);
    start += bytesOf(tensor).length;
  }
  return bytes;
};

/** The bytes of the header and those after it. */
const sectionsOf = (
  bytes: Uint8Array,
  source: string,
): E.Either<SafetensorsError, { readonly header: Uint8Array; readonly data: Uint8Array }> => {
  const found = bytes.length;
  const truncated = { _tag: "FileTruncated", source, offset: found, found } as const;
  if (found < LENGTH_BYTES) return E.left({ ...truncated, needed: "length", expected: LENGTH_BYTES });
  // Above 2⁵³ the length is rounded, but never down to one that is allowed.
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  if (length > LONGEST_HEADER)
    return E.left({ _tag: "HeaderTooLong", source, offset: 0, expected: LONGEST_HEADER, found: length });
  const start = LENGTH_BYTES + length;
  if (found < start) return E.left({ ...truncated, needed: "header", expected: start });
  return E.right({ header: bytes.subarray(LENGTH_BYTES, start), data: bytes.subarray(start) });
};

/** The tensors end where the file ends. */
const checkEnd =
  (bytes: Uint8Array, data: Uint8Array, source: string) =>
  ({ entries }: Header): E.Either<SafetensorsError, void> => {
    const found = bytes.length;
    const expected = found - data.length + (entries.at(-1)?.end ?? 0);
    const fault = { source, expected, found };
    if (found < expected) return E.left({ _tag: "FileTruncated", ...fault, needed: "tensors", offset: found });
    return found > expected ? E.left({ _tag: "BytesAfterTensors", ...fault, offset: expected }) : E.right(undefined);
  };

/** A copy of the bytes of a tensor, wherever they lie. */
const tensorOf = (data: Uint8Array, { dtype, shape, begin, end }: Entry): Tensor => {
  const values = allocate(dtype, sizeOf(shape));
  new Uint8Array(values.buffer).set(data.subarray(begin, end));
  return adopt(shape, values);
};

/**
 * Decodes a safetensors file; left when the bytes are not exactly such a file, or have a tensor that is not F64, F32, I32 or U8.
 * The bytes are copied, and nothing is allocated before the lengths that the file declares are known to be those it has.
 *
 * Source: https://github.com/huggingface/safetensors, section "Format", and the checks of its reference implementation.
 *
 * @example
 * import { decodeSafetensors, showSafetensorsError } from "@chainrule/mnist";
 * import * as E from "fp-ts/lib/Either.js";
 * const message = E.match(showSafetensorsError, () => "fine")(decodeSafetensors(new Uint8Array(5), "weights"));
 * assert.equal(message, "weights: byte 5: the file ends early: expected 8 bytes (the length of the header), found 5");
 */
export const decodeSafetensors = (bytes: Uint8Array, source: string): E.Either<SafetensorsError, Safetensors> =>
  pipe(
    sectionsOf(bytes, source),
    E.flatMap(({ header, data }) =>
      pipe(
        decodeHeader(header, source),
        E.tap(checkEnd(bytes, data, source)),
        E.map(({ entries, metadata }) => ({
          tensors: new Map(entries.map((entry) => [entry.name, tensorOf(data, entry)])),
          metadata,
        })),
      ),
    ),
  );
