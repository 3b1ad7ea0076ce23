import { readFile } from "node:fs/promises";
import * as E from "fp-ts/lib/Either.js";
import { pipe } from "fp-ts/lib/function.js";
import * as TE from "fp-ts/lib/TaskEither.js";
import { z } from "zod";
import { type NotWritten, writeAtomically } from "./atomic.js";
import type { CheckpointError } from "./checkpoint-error.js";
import { sha256 } from "./digest.js";
import { LAYOUT, type RunMetadata, runMetadataSchema } from "./metadata.js";
import { decodeSafetensors, encodeSafetensors, type Safetensors } from "./safetensors.js";
import { schemaFault } from "./schema-fault.js";

/** All that it takes to go on with a run: tensors by name, such as `parameters[0].weights`, and whatever else there is. */
export interface Checkpoint {
  readonly tensors: Safetensors["tensors"];
  readonly metadata: RunMetadata;
}

const DIGITS = 64;

/** What stands before the digest of a checkpoint. No text before it can hold this: the quotes in it would be escaped. */
const BEFORE_DIGEST = '"sha256":"';

/** The place of the digest in a file. */
const digestAt = (bytes: Uint8Array): number =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).indexOf(BEFORE_DIGEST) + BEFORE_DIGEST.length;

/** The digest of all bytes but those of the digest. */
const digestOf = (bytes: Uint8Array): string => {
  const start = digestAt(bytes);
  return sha256(bytes.subarray(0, start), bytes.subarray(start + DIGITS));
};

/** JSON would turn it into 0, and training not go on from there bit for bit; schemas refuse NaN and infinities. */
const refuseNegativeZero = (name: string, value: unknown): unknown => {
  if (Object.is(value, -0)) throw new RangeError(`encodeCheckpoint: ${name} is -0, which JSON cannot hold`);
  return value;
};

/**
 * Encodes a checkpoint as a safetensors file whose text has the metadata, in JSON, and the SHA-256 of everything else in the file.
 *
 * @throws RangeError when the metadata could not be read again: a field is not as the schema has it, or a number is −0.
 */
export const encodeCheckpoint = ({ tensors, metadata }: Checkpoint): Uint8Array => {
  const { success, data, error } = runMetadataSchema.safeParse(metadata);
  if (!success) {
    const { field, reason } = schemaFault(error);
    throw new RangeError(`encodeCheckpoint: ${field}: ${reason}`);
  }
  const chainrule = JSON.stringify(data, refuseNegativeZero);
  const bytes = encodeSafetensors(tensors, { chainrule, sha256: "0".repeat(DIGITS) });
  bytes.set(new TextEncoder().encode(digestOf(bytes)), digestAt(bytes));
  return bytes;
};

const layoutSchema = z.looseObject({ version: z.number() });

/** The metadata, if its layout is known and all of it is there and nothing else. */
const decodeMetadata = (text: string, source: string): E.Either<CheckpointError, RunMetadata> => {
  const json = E.tryCatch((): unknown => JSON.parse(text), E.toError);
  if (E.isLeft(json)) return E.left({ _tag: "CheckpointField", source, field: "chainrule", reason: "no JSON" });
  const layout = layoutSchema.safeParse(json.right);
  if (layout.success && layout.data.version !== LAYOUT)
    return E.left({
      _tag: "CheckpointVersion",
      source,
      field: "chainrule.version",
      expected: LAYOUT,
      found: layout.data.version,
    });
  const { success, data, error } = runMetadataSchema.safeParse(json.right);
  return success ? E.right(data) : E.left({ _tag: "CheckpointField", source, ...schemaFault(error, ["chainrule"]) });
};

/** Left when the bytes are not exactly what `encodeCheckpoint` made: whichever bit differs, some check or the digest tells. */
export const decodeCheckpoint = (bytes: Uint8Array, source: string): E.Either<CheckpointError, Checkpoint> =>
  pipe(
    decodeSafetensors(bytes, source),
    E.mapLeft((fault): CheckpointError => ({ _tag: "CheckpointMalformed", source, fault })),
    E.flatMap(({ tensors, metadata: { chainrule, sha256: expected } }): E.Either<CheckpointError, Checkpoint> => {
      if (chainrule === undefined)
        return E.left({ _tag: "CheckpointForeign", source, field: "__metadata__.chainrule" });
      const found = digestOf(bytes);
      if (found !== expected)
        return E.left({
          _tag: "CheckpointDamaged",
          source,
          field: "__metadata__.sha256",
          expected: expected ?? "missing",
          found,
        });
      return pipe(
        decodeMetadata(chainrule, source),
        E.map((metadata) => ({ tensors, metadata })),
      );
    }),
  );

/** Writes a checkpoint; whatever happens, either the one that was there or the new one is there, whole. */
export const saveCheckpoint =
  (file: string, checkpoint: Checkpoint): TE.TaskEither<NotWritten, void> =>
  async () =>
    writeAtomically(file, encodeCheckpoint(checkpoint))();

/**
 * Reads a checkpoint; left when the file cannot be read, is damaged, or is not a checkpoint of this version.
 *
 * @example
 * import { readCheckpoint, showCheckpointError } from "@chainrule/mnist";
 * import * as TE from "fp-ts/lib/TaskEither.js";
 * const message = await TE.match(showCheckpointError, () => "fine")(readCheckpoint("/no/such/checkpoint"))();
 * assert.match(message, /^\/no\/such\/checkpoint: the checkpoint cannot be read \(ENOENT/);
 */
export const readCheckpoint = (file: string): TE.TaskEither<CheckpointError, Checkpoint> =>
  pipe(
    TE.tryCatch(
      () => readFile(file),
      (error): CheckpointError => ({ _tag: "CheckpointUnreadable", source: file, reason: E.toError(error).message }),
    ),
    TE.flatMapEither((bytes) => decodeCheckpoint(bytes, file)),
  );
