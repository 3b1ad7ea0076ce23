import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Tensor, tensor } from "@chainrule/core";
import { fc, test } from "@fast-check/vitest";
import * as E from "fp-ts/lib/Either.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type Checkpoint,
  decodeCheckpoint,
  encodeCheckpoint,
  readCheckpoint,
  saveCheckpoint,
} from "../../../packages/mnist/src/checkpoint/checkpoint.js";
import { type CheckpointError, showCheckpointError } from "../../../packages/mnist/src/checkpoint/checkpoint-error.js";
import { sha256 } from "../../../packages/mnist/src/checkpoint/digest.js";
import { decodeSafetensors, encodeSafetensors } from "../../../packages/mnist/src/checkpoint/safetensors.js";
import { bitsOfAll, metadata, tensorMaps } from "./arbitrary.js";
import { sample } from "./sample.js";

const small: Checkpoint = {
  tensors: new Map<string, Tensor>([
    ["parameters[0].weights", tensor([[1, -2, Number.NaN]])],
    ["optimiser[0].step", tensor(3, { dtype: "f64" })],
  ]),
  metadata: sample,
};
const bytes = encodeCheckpoint(small);

const faultIn = (result: E.Either<CheckpointError, unknown>): string =>
  E.match(showCheckpointError, () => "no fault")(result);

/** A safetensors file with text as a checkpoint has it, and the digest that belongs to it. */
const sealed = (chainrule: string): Uint8Array => {
  const file = encodeSafetensors(small.tensors, { chainrule, sha256: "x".repeat(64) });
  const start = Buffer.from(file).indexOf("x".repeat(64));
  const digest = sha256(file.subarray(0, start), file.subarray(start + 64));
  return Uint8Array.of(...file.subarray(0, start), ...new TextEncoder().encode(digest), ...file.subarray(start + 64));
};

const faultOf = (chainrule: unknown): string =>
  faultIn(decodeCheckpoint(sealed(typeof chainrule === "string" ? chainrule : JSON.stringify(chainrule)), "file"));

/** Everything that a checkpoint holds, tensors to the bit. */
const contentOf = (checkpoint: Checkpoint) => ({ ...checkpoint, tensors: bitsOfAll(checkpoint.tensors) });

describe("a checkpoint", () => {
  test.prop([tensorMaps, metadata])("comes back as it was, to the bit", (tensors, about) => {
    const checkpoint = { tensors, metadata: about };
    expect(E.map(contentOf)(decodeCheckpoint(encodeCheckpoint(checkpoint), "file"))).toEqual(
      E.right(contentOf(checkpoint)),
    );
  });

  test("is a safetensors file that others can read", () => {
    const decoded = decodeSafetensors(bytes, "file");
    expect(E.map(({ tensors }: Pick<Checkpoint, "tensors">) => tensors)(decoded)).toEqual(E.right(small.tensors));
  });

  test("is the same in bytes for the same content", () => {
    const { state, ...rest } = small.metadata;
    const reordered = { tensors: new Map([...small.tensors].reverse()), metadata: { state, ...rest } };
    expect(encodeCheckpoint(reordered)).toEqual(bytes);
  });

  it.each([
    [Number.NaN, "state.lossSum: Invalid input: expected number, received NaN"],
    [Number.POSITIVE_INFINITY, "state.lossSum: Invalid input: expected number, received Infinity"],
    [Number.NEGATIVE_INFINITY, "state.lossSum: Invalid input: expected number, received -Infinity"],
    [-0, "lossSum is -0, which JSON cannot hold"],
  ])("is not made with %d, which JSON would change", (lossSum, message) => {
    const state = { ...small.metadata.state, lossSum };
    expect(() => encodeCheckpoint({ ...small, metadata: { ...small.metadata, state } })).toThrow(
      new RangeError(`encodeCheckpoint: ${message}`),
    );
  });

  test("is not made when it could not be read", () => {
    const more = { ...small.metadata, state: { ...small.metadata.state, colour: "red" } };
    expect(() => encodeCheckpoint({ ...small, metadata: more })).toThrow(
      new RangeError('encodeCheckpoint: state: Unrecognized key: "colour"'),
    );
  });
});

describe("what is no checkpoint", () => {
  test("a file of some other program", () => {
    const foreign = encodeSafetensors(small.tensors, { format: "pt" });
    expect(faultIn(decodeCheckpoint(foreign, "file"))).toBe(
      "file: not a checkpoint of Chainrule: __metadata__.chainrule is missing",
    );
    expect(faultIn(decodeCheckpoint(new TextEncoder().encode("<!doctype html>"), "file"))).toMatch(/^file: byte 0: /);
  });

  test("a file without its digest, or with that of another", () => {
    const chainrule = JSON.stringify(small.metadata);
    const found = /^file: damaged: __metadata__\.sha256 is (missing|[0f]+), but that of the bytes is [0-9a-f]{64}$/;
    expect(faultIn(decodeCheckpoint(encodeSafetensors(small.tensors, { chainrule }), "file"))).toMatch(found);
    expect(
      faultIn(decodeCheckpoint(encodeSafetensors(small.tensors, { chainrule, sha256: "f".repeat(64) }), "file")),
    ).toMatch(found);
  });

  test("another layout", () => {
    const message = "file: chainrule.version: expected layout 1, found layout 2, of another version of Chainrule";
    expect(faultOf({ ...small.metadata, version: 2 })).toBe(message);
    expect(faultOf({ version: 2, all: "else may differ" })).toBe(message);
  });

  test("fields that are missing, unknown, or of another type", () => {
    const { state, data, versions } = small.metadata;
    expect(faultOf("{")).toBe("file: chainrule: no JSON");
    expect(faultOf([])).toBe("file: chainrule: Invalid input: expected object, received array");
    expect(faultOf({ ...small.metadata, more: 1 })).toBe('file: chainrule: Unrecognized key: "more"');
    expect(faultOf({ ...small.metadata, versions: { ...versions, node: undefined } })).toBe(
      "file: chainrule.versions.node: Invalid input: expected string, received undefined",
    );
    expect(faultOf({ ...small.metadata, recipe: { ...small.metadata.recipe, batch: 0 } })).toMatch(
      /^file: chainrule\.recipe\.batch: /,
    );
    expect(faultOf({ ...small.metadata, data: { ...data, source: { kind: "web" } } })).toMatch(
      /^file: chainrule\.data\.source\.kind: /,
    );
    expect(faultOf({ ...small.metadata, state: { ...state, history: [{ ...state.history[0], epoch: "1" }] } })).toBe(
      "file: chainrule.state.history[0].epoch: Invalid input: expected number, received string",
    );
    expect(faultOf({ ...small.metadata, state: { ...state, random: [1, 2, 3] } })).toMatch(
      /^file: chainrule\.state\.random: /,
    );
    expect(faultOf({ ...small.metadata, state: { ...state, random: [1, 2, 3, 2 ** 31] } })).toMatch(
      /^file: chainrule\.state\.random\[3\]: /,
    );
    expect(faultOf(JSON.stringify(small.metadata).replace('"seconds":1.5', '"seconds":1e999'))).toMatch(
      /^file: chainrule\.state\.seconds: /,
    );
  });

  test("a checkpoint that was cut short anywhere", () => {
    for (let length = 0; length < bytes.length; length++)
      expect(decodeCheckpoint(bytes.subarray(0, length), "file")).toMatchObject({
        left: { _tag: "CheckpointMalformed", fault: { _tag: "FileTruncated", offset: length } },
      });
  });

  test("a checkpoint with any bit flipped", () => {
    const place = /^file: (byte \d+|header, .+|tensor ".+"|not a checkpoint of Chainrule|damaged): ./;
    for (let bit = 0; bit < 8 * bytes.length; bit++) {
      const flipped = bytes.slice();
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(faultIn(decodeCheckpoint(flipped, "file"))).toMatch(place);
    }
  });

  const changes = fc.array(fc.tuple(fc.nat({ max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 })), {
    minLength: 1,
    maxLength: 8,
  });
  test.prop([changes.filter((list) => new Set(list.map(([place]) => place)).size === list.length)], { numRuns: 2000 })(
    "a checkpoint with any bytes changed",
    (list) => {
      const changed = bytes.slice();
      for (const [place, mask] of list) changed[place] = (changed[place] ?? 0) ^ mask;
      return E.isLeft(decodeCheckpoint(changed, "file"));
    },
  );
});

describe("files", () => {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "chainrule-checkpoint-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test("are written, read, and written over", async () => {
    const file = join(folder, "runs", "a", "checkpoint.safetensors");
    const later = { ...small, metadata: { ...small.metadata, savedAt: "2027-01-01T00:00:00Z" } };
    for (const checkpoint of [small, later]) {
      expect(await saveCheckpoint(file, checkpoint)()).toEqual(E.right(undefined));
      expect(await readCheckpoint(file)()).toEqual(E.right(checkpoint));
    }
    expect(await readdir(join(folder, "runs", "a"))).toEqual(["checkpoint.safetensors"]);
  });

  test("stay as they are when a checkpoint could not be made", async () => {
    const file = join(folder, "kept");
    await writeFile(file, "old");
    const state = { ...small.metadata.state, seconds: Number.NaN };
    await expect(saveCheckpoint(file, { ...small, metadata: { ...small.metadata, state } })()).rejects.toThrow(
      "state.seconds: ",
    );
    expect(await readFile(file, "utf8")).toBe("old");
  });

  test("may be missing, or not be checkpoints", async () => {
    const missing = join(folder, "missing");
    expect(faultIn(await readCheckpoint(missing)())).toBe(
      `${missing}: the checkpoint cannot be read (ENOENT: no such file or directory, open '${missing}')`,
    );
    const empty = join(folder, "empty");
    await writeFile(empty, "");
    expect(faultIn(await readCheckpoint(empty)())).toMatch(/empty: byte 0: the file ends early/);
  });
});
