import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateRawSync, gzipSync } from "node:zlib";
import * as E from "fp-ts/lib/Either.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type OpenFile, readFile } from "../../../packages/mnist/src/data/file.js";
import { type FileError, showFileError } from "../../../packages/mnist/src/data/file-error.js";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "chainrule-file-"));
});
afterAll(() => rm(folder, { recursive: true }));

const write = async (name: string, bytes: Uint8Array): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
};

const all = async ({ pieces }: OpenFile): Promise<E.Either<never, readonly number[]>> => {
  const bytes: number[] = [];
  for await (const piece of pieces) bytes.push(...piece);
  return E.right(bytes);
};

const contents = Uint8Array.from({ length: 9000 }, (_, index) => (index * index * 31) % 251);

test("a plain file is read as it is", async () => {
  expect(await readFile(await write("plain", contents), all)()).toEqual(E.right([...contents]));
});

test("a compressed file is decompressed, in all its members", async () => {
  const members = [contents.subarray(0, 4000), contents.subarray(4000)].map((part) => gzipSync(part));
  expect(await readFile(await write("members.gz", Buffer.concat(members)), all)()).toEqual(E.right([...contents]));
});

test("no more is decompressed than is taken", async () => {
  const path = await write("bomb.gz", gzipSync(new Uint8Array(2 ** 26)));
  let taken = 0;
  const first = async ({ pieces }: OpenFile): Promise<E.Either<string, never>> => {
    for await (const piece of pieces) {
      taken += piece.length;
      return E.left("enough");
    }
    return E.left("nothing");
  };
  expect(await readFile(path, first)()).toEqual(E.left("enough"));
  expect(taken).toBeLessThan(2 ** 20);
});

describe("a damaged stream", () => {
  const damage = async (bytes: Uint8Array): Promise<E.Either<FileError, readonly number[]>> =>
    readFile(await write("damaged.gz", bytes), all)();

  test("is told with the reason, and up to where it was sound", async () => {
    const stored = Buffer.from(gzipSync(contents, { level: 0 }));
    stored[6000] = 255 - (stored[6000] ?? 0);
    const damaged = await damage(stored);
    // Stored bytes are checked by the sum at the very end; the piece before its own ended at 8 · 1024.
    expect(E.mapLeft(showFileError)(damaged)).toEqual(
      E.left(`${join(folder, "damaged.gz")}: the gzip stream is damaged after byte 8192 (incorrect data check)`),
    );
  });

  test("of any other kind of file is told at its start", async () => {
    for (const bytes of [Buffer.from("<!doctype html>"), deflateRawSync(contents)])
      expect(await damage(bytes)).toMatchObject({
        left: { _tag: "GzipDamaged", offset: 0, reason: "incorrect header check" },
      });
  });

  test("with any one byte changed is told, or gives the same", async () => {
    const sound = gzipSync(contents.subarray(0, 40));
    for (const place of sound.keys()) {
      const changed = Buffer.from(sound);
      changed[place] = 255 - (changed[place] ?? 0);
      const result = await damage(changed);
      if (E.isRight(result)) expect(result.right).toEqual([...contents.subarray(0, 40)]);
      else expect(showFileError(result.left)).toMatch(/damaged\.gz: the gzip stream is damaged after byte \d+ \(.+\)$/);
    }
  });
});

test("a file that is not there, or is a folder, is told as the system tells it", async () => {
  const absent = join(folder, "absent");
  const message = async (path: string) => E.mapLeft(showFileError)(await readFile(path, all)());
  for (const path of [absent, `${absent}.gz`])
    expect(await message(path)).toEqual(
      E.left(`${path}: the file cannot be read (ENOENT: no such file or directory, open '${path}')`),
    );
  expect(await message(folder)).toEqual(
    E.left(`${folder}: the file cannot be read (EISDIR: illegal operation on a directory, read)`),
  );
});

test("a mistake of whoever takes the pieces is not hidden", async () => {
  const mistaken = async (): Promise<E.Either<never, never>> => {
    throw new TypeError("a mistake");
  };
  await expect(readFile(await write("fine", contents), mistaken)()).rejects.toThrow(new TypeError("a mistake"));
});
