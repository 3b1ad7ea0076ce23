import * as E from "fp-ts/lib/Either.js";
import type * as TE from "fp-ts/lib/TaskEither.js";
import { isGzipName, type OpenFile, readFile } from "./file.js";
import type { FileError } from "./file-error.js";
import { declaredLength, HEADER_BYTES, type IdxFile } from "./idx.js";
import type { IdxError, IdxKind } from "./idx-error.js";

/** All bytes of a file; of a compressed one no more than its header declares, and nothing where it is no header of that kind. */
export const takeIdx =
  (kind: IdxKind) =>
  async ({ path, pieces, most }: OpenFile): Promise<E.Either<FileError | IdxError, IdxFile>> => {
    const isCompressed = isGzipName(path);
    const source = isCompressed ? `${path}, decompressed` : path;
    const taken: Uint8Array[] = [];
    let length = 0;
    let limit = most;
    let awaitsHeader = isCompressed;
    for await (const piece of pieces) {
      taken.push(piece);
      length += piece.length;
      if (awaitsHeader && length >= HEADER_BYTES[kind]) {
        const declared = declaredLength(kind, { bytes: Buffer.concat(taken), source });
        if (E.isLeft(declared)) return declared;
        limit = Math.min(declared.right, most);
        awaitsHeader = false;
      }
      if (length > limit) return E.left({ _tag: "FileTooLong", path, limit });
    }
    return E.right({ bytes: Buffer.concat(taken), source });
  };

export const readIdx =
  (kind: IdxKind) =>
  (path: string): TE.TaskEither<FileError | IdxError, IdxFile> =>
    readFile(path, takeIdx(kind));
