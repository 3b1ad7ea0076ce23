import { type Tensor, tensor } from "@chainrule/core";
import { fc, test } from "@fast-check/vitest";
import * as E from "fp-ts/lib/Either.js";
import { describe, expect } from "vitest";
import { decodeSafetensors, encodeSafetensors } from "../../../packages/mnist/src/checkpoint/safetensors.js";
import { showSafetensorsError } from "../../../packages/mnist/src/checkpoint/safetensors-error.js";
import { bitsOfAll, tensorMaps, texts } from "./arbitrary.js";

/** A file of a header as it stands, and data. */
const fileOf = (header: string | Uint8Array, ...data: readonly number[]): Uint8Array => {
  const bytes = typeof header === "string" ? new TextEncoder().encode(header) : header;
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, BigInt(bytes.length), true);
  return Uint8Array.of(...length, ...bytes, ...data);
};

const faultIn = (bytes: Uint8Array): string =>
  E.match(showSafetensorsError, () => "no fault")(decodeSafetensors(bytes, "file"));

/** What is wrong with a file of a header and so many zeros. */
const faultOf = (header: object, zeros: number): string =>
  faultIn(fileOf(JSON.stringify(header), ...new Uint8Array(zeros)));

const entry = (dtype: string, shape: readonly number[], begin: number, end: number) => ({
  dtype,
  shape,
  data_offsets: [begin, end],
});

describe("the bytes", () => {
  const floats = [0, 0, 0, 0, 0, 0, 128, 63, 0, 0, 0, 64, 0, 0, 64, 64, 0, 0, 128, 64, 0, 0, 160, 64];

  // These are the files in the tests of the reference implementation.
  test("are those of the reference implementation", () => {
    const [first, second] = [
      [0, 1, 2],
      [3, 4, 5],
    ] as const;
    expect(encodeSafetensors(new Map([["attn.0", tensor([[first, second]])]]))).toEqual(
      Uint8Array.of(
        ...[64, 0, 0, 0, 0, 0, 0, 0, 123, 34, 97, 116, 116, 110, 46, 48, 34, 58, 123, 34, 100, 116, 121, 112, 101, 34],
        ...[58, 34, 70, 51, 50, 34, 44, 34, 115, 104, 97, 112, 101, 34, 58, 91, 49, 44, 50, 44, 51, 93, 44, 34, 100],
        ...[97, 116, 97, 95, 111, 102, 102, 115, 101, 116, 115, 34, 58, 91, 48, 44, 50, 52, 93, 125, 125],
        ...floats,
      ),
    );
    expect(encodeSafetensors(new Map([["attn0", tensor([[[first, second]]])]]))).toEqual(
      fileOf('{"attn0":{"dtype":"F32","shape":[1,1,2,3],"data_offsets":[0,24]}}       ', ...floats),
    );
    expect(encodeSafetensors(new Map())).toEqual(
      Uint8Array.of(8, 0, 0, 0, 0, 0, 0, 0, 123, 125, 32, 32, 32, 32, 32, 32),
    );
    expect(encodeSafetensors(new Map(), { framework: "pt" })).toEqual(
      fileOf('{"__metadata__":{"framework":"pt"}}     '),
    );
  });

  test("have wider dtypes first, then names in order", () => {
    const tensors = new Map<string, Tensor>([
      ["a", tensor([1], { dtype: "u8" })],
      ["c", tensor([-1], { dtype: "i32" })],
      ["d", tensor([1])],
      ["b", tensor([1])],
      ["e", tensor(2, { dtype: "f64" })],
    ]);
    const bytes = encodeSafetensors(tensors, { y: "2", x: "1" });
    expect(new TextDecoder().decode(bytes.subarray(8, 8 + (bytes[0] ?? 0) + 256 * (bytes[1] ?? 0))).trimEnd()).toBe(
      '{"__metadata__":{"x":"1","y":"2"},"e":{"dtype":"F64","shape":[],"data_offsets":[0,8]},' +
        '"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]},"d":{"dtype":"F32","shape":[1],"data_offsets":[12,16]},' +
        '"c":{"dtype":"I32","shape":[1],"data_offsets":[16,20]},"a":{"dtype":"U8","shape":[1],"data_offsets":[20,21]}}',
    );
    expect([...bytes.subarray(-21)]).toEqual([
      ...[0, 0, 0, 0, 0, 0, 0, 64],
      ...[0, 0, 128, 63, 0, 0, 128, 63],
      ...[255, 255, 255, 255],
      1,
    ]);
  });

  test.prop([tensorMaps, texts])("are the same in whatever order tensors and texts come", (tensors, metadata) => {
    const bytes = encodeSafetensors(tensors, metadata);
    const reversed = encodeSafetensors(
      new Map([...tensors].reverse()),
      Object.fromEntries(Object.entries(metadata).reverse()),
    );
    return Buffer.compare(bytes, reversed) === 0;
  });

  test("cannot have a tensor under the name of the text", () => {
    expect(() => encodeSafetensors(new Map([["__metadata__", tensor(1)]]))).toThrow(RangeError);
  });
});

describe("what decodes", () => {
  test.prop([tensorMaps, texts, fc.nat({ max: 7 })])(
    "is what was encoded, to the bit, wherever it lies in a buffer",
    (tensors, metadata, shift) => {
      const bytes = encodeSafetensors(tensors, metadata);
      const larger = Buffer.concat([new Uint8Array(shift), bytes, new Uint8Array(1)]);
      const decoded = decodeSafetensors(larger.subarray(shift, shift + bytes.length), "file");
      larger.fill(0);
      expect(
        E.map((found: typeof decoded extends E.Either<unknown, infer A> ? A : never) => ({
          tensors: bitsOfAll(found.tensors),
          metadata: Object.entries(found.metadata).sort(),
        }))(decoded),
      ).toEqual(E.right({ tensors: bitsOfAll(tensors), metadata: Object.entries(metadata).sort() }));
    },
  );

  test("may lie unaligned, in any order, with white space in the header", () => {
    const header =
      '{ "b": {"shape":  [1], "dtype": "F32", "data_offsets": [1, 5]}, "a": {"data_offsets":[0,1],"dtype":"U8","shape":[1]}}';
    expect(header.length % 2).toBe(1);
    const decoded = decodeSafetensors(fileOf(header, 7, 0, 0, 128, 63), "file");
    expect(decoded).toEqual(
      E.right({
        tensors: new Map([
          ["a", tensor([7], { dtype: "u8" })],
          ["b", tensor([1])],
        ]),
        metadata: {},
      }),
    );
  });

  test("may have empty tensors at one place", () => {
    const header = { a: entry("F32", [0, 3], 4, 4), b: entry("I32", [1], 0, 4), c: entry("U8", [2, 0], 0, 0) };
    expect(faultOf(header, 4)).toBe("no fault");
  });
});

describe("what does not decode", () => {
  test("a file that ends early", () => {
    expect(faultIn(new Uint8Array(5))).toBe(
      "file: byte 5: the file ends early: expected 8 bytes (the length of the header), found 5",
    );
    expect(faultIn(fileOf("{}").subarray(0, 9))).toBe(
      "file: byte 9: the file ends early: expected 10 bytes (the length of the header, and the header), found 9",
    );
    expect(faultOf({ a: entry("F64", [2], 0, 16) }, 15)).toBe(
      "file: byte 78: the file ends early: expected 79 bytes (the header and all tensors), found 78",
    );
  });

  test("a header longer than is allowed, whose bytes nobody asks for", () => {
    expect(faultIn(Uint8Array.of(1, 225, 245, 5, 0, 0, 0, 0))).toBe(
      "file: byte 0: no safetensors file: expected a header of at most 100000000 bytes, found a length of 100000001",
    );
    expect(faultIn(new Uint8Array(8).fill(255))).toMatch(/a length of 18446744073709552000$/);
    expect(faultIn(Uint8Array.of(0, 225, 245, 5, 0, 0, 0, 0))).toMatch(/expected 100000008 bytes/);
  });

  test("a header that is no object in JSON", () => {
    expect(faultIn(fileOf("[]"))).toBe("file: byte 8: the header begins wrongly: expected 0x7b, found 0x5b");
    expect(faultIn(fileOf(" {}"))).toBe("file: byte 8: the header begins wrongly: expected 0x7b, found 0x20");
    expect(faultIn(fileOf(""))).toBe("file: byte 8: the header begins wrongly: expected 0x7b, found nothing");
    expect(faultIn(fileOf("{]"))).toBe("file: byte 8: the header is no JSON in UTF-8");
    expect(faultIn(fileOf(Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d)))).toBe(
      "file: byte 8: the header is no JSON in UTF-8",
    );
  });

  test("bytes after the last tensor", () => {
    expect(faultOf({ a: entry("U8", [2], 0, 2) }, 3)).toBe(
      "file: byte 63: bytes after the last tensor: expected 63 bytes, found 64",
    );
    expect(faultIn(fileOf("{}", 0))).toBe("file: byte 10: bytes after the last tensor: expected 10 bytes, found 11");
  });

  test("fields that are missing, unknown, or of another type", () => {
    expect(faultOf({ a: 1 }, 0)).toBe("file: header, a: Invalid input: expected object, received number");
    expect(faultOf({ "a.b[0]": { dtype: "F32", shape: [1] } }, 4)).toBe(
      'file: header, ["a.b[0]"].data_offsets: Invalid input: expected tuple, received undefined',
    );
    expect(faultOf({ a: { ...entry("F32", [1], 0, 4), strides: [1] } }, 4)).toBe(
      'file: header, a: Unrecognized key: "strides"',
    );
    expect(faultOf({ a: entry("F32", [1, -1], 0, 4) }, 4)).toMatch(/^file: header, a\.shape\[1\]: Too small/);
    expect(faultOf({ a: entry("F32", [0.5, 2], 0, 4) }, 4)).toMatch(/^file: header, a\.shape\[0\]: /);
    for (const text of [1, null, ["a"], { a: 1 }])
      expect(faultOf({ __metadata__: text }, 0)).toBe(
        "file: header, __metadata__: Invalid input: expected an object of strings",
      );
  });

  test("dtypes that no tensor of ours has", () => {
    for (const dtype of ["F16", "BF16", "I64", "f32", "__proto__"])
      expect(faultOf({ a: entry(dtype, [1], 0, 2) }, 2)).toBe(
        `file: tensor "a": unsupported dtype: expected F64, F32, I32 or U8, found "${dtype}"`,
      );
  });

  test("sizes that are not those of dtype and shape", () => {
    expect(faultOf({ a: entry("F64", [3, 2], 0, 44) }, 44)).toBe(
      'file: tensor "a": dtype and shape take 48 bytes, data_offsets span 44',
    );
    expect(faultOf({ a: entry("U8", [1], 1, 0) }, 0)).toMatch(/take 1 bytes, data_offsets span -1$/);
    // 2³² · 2³² ≡ 0 (mod 2⁶⁴): a product that wraps would find an empty tensor.
    expect(faultOf({ a: entry("U8", [2 ** 32, 2 ** 32], 0, 0) }, 0)).toMatch(/take 18446744073709552000 bytes/);
    const huge = Array.from({ length: 40 }, () => Number.MAX_SAFE_INTEGER);
    expect(faultOf({ a: entry("U8", [...huge, 0], 0, 0) }, 0)).toMatch(/span 0$/);
  });

  test("holes and overlaps", () => {
    const [a, b] = [entry("U8", [4], 0, 4), (begin: number) => entry("U8", [4], begin, begin + 4)];
    expect(faultOf({ a, b: b(5) }, 9)).toBe(
      'file: tensor "b": a hole before it: expected to begin at 4 of the data, found 5',
    );
    expect(faultOf({ a, b: b(3) }, 7)).toBe(
      'file: tensor "b": an overlap before it: expected to begin at 4 of the data, found 3',
    );
    expect(faultOf({ a, b: b(0) }, 4)).toMatch(/^file: tensor "b": an overlap/);
    expect(faultOf({ b: b(1) }, 5)).toMatch(/expected to begin at 0 of the data, found 1$/);
    const twice = `{"a":${JSON.stringify(a)},"a":${JSON.stringify(b(4))}}`;
    expect(faultIn(fileOf(twice, ...new Uint8Array(8)))).toMatch(/^file: tensor "a": a hole/);
  });
});

describe("bytes that nobody wrote as safetensors", () => {
  const whole = encodeSafetensors(
    new Map<string, Tensor>([
      [
        "w",
        tensor([
          [1, 2],
          [3, 4],
        ]),
      ],
      ["b", tensor([5], { dtype: "f64" })],
      ["c", tensor([], { dtype: "u8" })],
    ]),
    { format: "test" },
  );

  const number = fc.oneof(
    fc.nat({ max: 9 }),
    fc.constantFrom(-1, 0.5, 2 ** 31, 2 ** 32, 2 ** 53, 1e308, "4", null, true),
  );
  const entries = fc.record(
    {
      dtype: fc.oneof(fc.constantFrom("F32", "F64", "I32", "U8", "F16", "__proto__"), number),
      shape: fc.oneof(fc.array(number, { maxLength: 5 }), number),
      data_offsets: fc.oneof(fc.tuple(number, number), fc.array(number), number),
    },
    { requiredKeys: [] },
  );
  const headers = fc
    .tuple(
      fc.dictionary(fc.constantFrom("a", "b", "__proto__", "__metadata__"), fc.oneof(entries, fc.jsonValue())),
      fc.uint8Array({ maxLength: 40 }),
    )
    .map(([header, data]) => fileOf(JSON.stringify(header), ...data));
  const changed = fc
    .array(fc.tuple(fc.nat({ max: whole.length - 1 }), fc.nat({ max: 255 })), { minLength: 1, maxLength: 4 })
    .map((changes) => changes.reduce((bytes, [place, byte]) => bytes.with(place, byte), whole));
  const noise = fc.oneof(
    fc.uint8Array({ maxLength: 64 }),
    fc.uint8Array({ maxLength: 64 }).map((bytes) => fileOf(bytes)),
    fc.string().map((text) => fileOf(`{${text}`)),
  );

  const isPrecise = (bytes: Uint8Array): boolean =>
    /^(no fault$|file: (byte \d+|header, .+|tensor ".*"): .)/su.test(faultIn(bytes));

  test.prop([fc.oneof({ weight: 3, arbitrary: headers }, { weight: 3, arbitrary: changed }, noise)], {
    numRuns: 10_000,
  })("decode or are faulted, with a byte or a field", isPrecise);

  test("cut short anywhere are faulted", () => {
    for (let length = 0; length < whole.length; length++) {
      const cut = decodeSafetensors(whole.subarray(0, length), "file");
      expect(cut).toMatchObject({ left: { _tag: "FileTruncated", offset: length, found: length } });
    }
  });
});
