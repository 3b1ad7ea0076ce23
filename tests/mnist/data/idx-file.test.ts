import * as E from "fp-ts/lib/Either.js";
import { describe, expect, test } from "vitest";
import type { OpenFile } from "../../../packages/mnist/src/data/file.js";
import { takeIdx } from "../../../packages/mnist/src/data/idx-file.js";
import { showDataError } from "../../../packages/mnist/src/data/load-error.js";
import { openFile } from "./open-file.js";

const header = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3];
const whole = Uint8Array.of(...header, 1, 2, 3, 4, 5, 6);
const oneTooMany = Uint8Array.of(...whole, 7);

const take = async (file: OpenFile) =>
  E.bimap(showDataError, ({ bytes, source }: { readonly bytes: Uint8Array; readonly source: string }) => ({
    bytes: [...bytes],
    source,
  }))(await takeIdx("images")(file));

describe("a compressed file", () => {
  test.each([1, 5, 16, 100])("is taken whole, in pieces of %d bytes", async (size) => {
    expect(await take(openFile("x.gz", whole, size))).toEqual(
      E.right({ bytes: [...whole], source: "x.gz, decompressed" }),
    );
  });

  test.each([1, 5, 100])("is not taken beyond the length it declares, in pieces of %d bytes", async (size) => {
    expect(await take(openFile("x.gz", oneTooMany, size))).toEqual(
      E.left("x.gz: too long: expected contents of at most 22 bytes"),
    );
  });

  test("of zeros without end is left where its header ends", async () => {
    let taken = 0;
    async function* bomb(): AsyncGenerator<Uint8Array> {
      yield Uint8Array.from(header);
      for (;;) {
        taken += 1000;
        yield new Uint8Array(1000);
      }
    }
    expect(await take({ path: "x.gz", pieces: bomb(), most: 2 ** 20 })).toMatchObject({ _tag: "Left" });
    expect(taken).toBe(1000);
  });

  test("that declares more than is taken of any file is taken up to that", async () => {
    const huge = Uint8Array.of(...header.slice(0, 4), ...new Uint8Array(12).fill(255), ...new Uint8Array(100));
    expect(await take(openFile("x.gz", huge, 10, 50))).toEqual(
      E.left("x.gz: too long: expected contents of at most 50 bytes"),
    );
    expect(await take(openFile("x.gz", huge, 10, 200))).toMatchObject({ right: { bytes: { length: 116 } } });
  });

  test("of another kind is not read on", async () => {
    async function* labels(): AsyncGenerator<Uint8Array> {
      yield Uint8Array.of(0, 0, 8, 1, ...new Uint8Array(12));
      throw new Error("read on");
    }
    expect(await take({ path: "x.gz", pieces: labels(), most: 100 })).toEqual(
      E.left("x.gz, decompressed: byte 0: wrong magic number: expected 0x00000803 (images), found 0x00000801 (labels)"),
    );
  });
});

test("a plain file is taken whole, whatever its header, that its length can be told", async () => {
  expect(await take(openFile("x", oneTooMany))).toEqual(E.right({ bytes: [...oneTooMany], source: "x" }));
});

test("a plain file too is not taken without end", async () => {
  expect(await take(openFile("x", whole, 10, 15))).toEqual(
    E.left("x: too long: expected contents of at most 15 bytes"),
  );
});
