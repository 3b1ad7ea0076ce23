import { once } from "node:events";
import fs from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as E from "fp-ts/lib/Either.js";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { showNotWritten, writeAtomically } from "../../../packages/mnist/src/checkpoint/atomic.js";

let folder = "";
const at = (...path: readonly string[]): string => join(folder, ...path);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "chainrule-atomic-"));
});

afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

const faultOf = async (file: string, data: string | Uint8Array = "new"): Promise<string> =>
  E.match(showNotWritten, () => "no fault")(await writeAtomically(file, data)());

describe("a file", () => {
  it.each(["text ∂", Uint8Array.of(0, 255, 10)])("is written, and the folders to it: %s", async (data) => {
    expect(await faultOf(at("a", "b", "file"), data)).toBe("no fault");
    expect(await readFile(at("a", "b", "file"))).toEqual(Buffer.from(data));
    expect(await readdir(at("a", "b"))).toEqual(["file"]);
  });

  it("takes the place of the one before it, which whoever has it open goes on reading", async () => {
    await writeFile(at("file"), "the old one, which is longer");
    const open = await fs.promises.open(at("file"));
    expect(await faultOf(at("file"))).toBe("no fault");
    expect(await open.readFile("utf8")).toBe("the old one, which is longer");
    await open.close();
    expect(await readFile(at("file"), "utf8")).toBe("new");
    expect(await readdir(folder)).toEqual(["file"]);
  });

  it("is written behind a link to it", async () => {
    await writeFile(at("file"), "old");
    await symlink(at("file"), at("link"));
    expect(await faultOf(at("link"))).toBe("no fault");
    expect(await readFile(at("file"), "utf8")).toBe("new");
    expect((await fs.promises.lstat(at("link"))).isSymbolicLink()).toBe(true);
  });

  it("is whole where the system takes but one byte of what it is given, as at the end of a disk", async () => {
    vi.spyOn(fs, "write").mockImplementation((file: number, data: unknown, ...rest: readonly unknown[]) => {
      const written = data instanceof Uint8Array ? fs.writeSync(file, data, 0, 1, 0) : 0;
      const done = rest.at(-1);
      if (typeof done === "function") done(null, written, data);
    });
    expect(await faultOf(at("file"), Uint8Array.of(1, 2, 3))).toBe("no fault");
    expect(await readFile(at("file"))).toEqual(Buffer.of(1, 2, 3));
  });
});

describe("what keeps a file from being written", () => {
  it("a folder in its place, which stays as it is", async () => {
    await mkdir(at("file"));
    await writeFile(at("file", "inner"), "old");
    expect(await faultOf(at("file"))).toMatch(/^.*file could not be written: EISDIR: /);
    expect(await readdir(folder)).toEqual(["file"]);
    expect(await readFile(at("file", "inner"), "utf8")).toBe("old");
  });

  it("a file in place of a folder to it, which stays as it is", async () => {
    await writeFile(at("folder"), "old");
    expect(await faultOf(at("folder", "file"))).toMatch(/^.*file could not be written: (EEXIST|ENOTDIR): /);
    expect(await readFile(at("folder"), "utf8")).toBe("old");
    expect(await readdir(folder)).toEqual(["folder"]);
  });

  it("a disk that fails, which leaves the file that was there and nothing else", async () => {
    await writeFile(at("file"), "old");
    vi.spyOn(fs, "fsync").mockImplementation((_, done) => done(new Error("EIO: i/o error, fsync")));
    expect(await faultOf(at("file"))).toBe(`${at("file")} could not be written: EIO: i/o error, fsync`);
    expect(await readFile(at("file"), "utf8")).toBe("old");
    expect(await readdir(folder)).toEqual(["file"]);
  });

  it("a socket, which no file takes the place of", async () => {
    const server = createServer().listen(at("socket"));
    await once(server, "listening");
    expect(await faultOf(at("socket"))).toMatch(/^.*socket could not be written: E[A-Z]+: /);
    expect((await stat(at("socket"))).isSocket()).toBe(true);
    server.close();
  });
});
