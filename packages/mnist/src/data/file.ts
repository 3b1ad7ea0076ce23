import { createReadStream } from "node:fs";
import { pipeline, type Readable } from "node:stream";
import { createGunzip, type Gunzip } from "node:zlib";
import * as E from "fp-ts/lib/Either.js";
import type * as TE from "fp-ts/lib/TaskEither.js";
import type { FileError } from "./file-error.js";

/** A file that is being read. */
export interface OpenFile {
  readonly path: string;
  /** Its bytes, in order, in pieces of any size; decompressed where its name ends in `.gz`. */
  readonly pieces: AsyncIterable<Uint8Array>;
  /** How many bytes to take at most: a few compressed bytes can hold any number. */
  readonly most: number;
}

/** Twenty times MNIST. */
const MOST = 2 ** 30;

/** Compressed bytes handed to the decompressor at once: it tells where the stream is damaged only to that precision. */
const COMPRESSED_PIECE = 1024;

export const isGzipName = (path: string): boolean => path.endsWith(".gz");

export const reasonOf = (error: unknown): string => E.toError(error).message.split("\n", 1).join();

const codeOf = (error: unknown): string => (error instanceof Error && "code" in error ? String(error.code) : "");

/** What neither the decompressor nor the system said is a mistake of ours. */
const fileErrorOf = (error: unknown, path: string, gunzip: Gunzip | undefined): FileError => {
  if (gunzip !== undefined && codeOf(error).startsWith("Z_"))
    return { _tag: "GzipDamaged", path, offset: gunzip.bytesWritten, reason: reasonOf(error) };
  if (error instanceof Error && "syscall" in error) return { _tag: "FileUnreadable", path, reason: reasonOf(error) };
  throw error;
};

/** Reads a file for as long as `consume` takes pieces of it. */
export const readFile =
  <L, A>(path: string, consume: (file: OpenFile) => Promise<E.Either<L, A>>): TE.TaskEither<FileError | L, A> =>
  async () => {
    const gunzip = isGzipName(path) ? createGunzip() : undefined;
    const pieces: Readable =
      gunzip === undefined
        ? createReadStream(path)
        : // Its errors are thrown where the pieces are taken.
          pipeline(createReadStream(path, { highWaterMark: COMPRESSED_PIECE }), gunzip, () => {});
    try {
      return await consume({ path, pieces, most: MOST });
    } catch (error) {
      return E.left(fileErrorOf(error, path, gunzip));
    }
  };
