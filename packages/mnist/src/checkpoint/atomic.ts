import { mkdir, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import * as E from "fp-ts/lib/Either.js";
import * as TE from "fp-ts/lib/TaskEither.js";
import writeFileAtomic from "write-file-atomic";

/** The file could not be written. */
export interface NotWritten {
  readonly _tag: "NotWritten";
  readonly file: string;
  readonly reason: string;
}

export const showNotWritten = ({ file, reason }: NotWritten): string => `${file} could not be written: ${reason}`;

/** Whether there is something that is no file, such as a device: it must be written to, not replaced. */
const isSpecial = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => !found.isFile(),
    () => false,
  );

/**
 * Writes a file, and the folders to it, such that at every moment either the old file or the new one is there, whole: a temporary file
 * beside it is filled, forced to the disk and renamed.
 */
export const writeAtomically = (file: string, data: string | Uint8Array): TE.TaskEither<NotWritten, void> =>
  TE.tryCatch(
    async () => {
      await mkdir(dirname(file), { recursive: true });
      if (await isSpecial(file)) await writeFile(file, data);
      // The library takes a write that a full disk cut short for a success: it is given nothing to write of its own.
      else await writeFileAtomic(file, "", { tmpfileCreated: (temporary) => writeFile(temporary, data) });
    },
    (error) => ({ _tag: "NotWritten", file, reason: E.toError(error).message }),
  );
