import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { lookUp, words } from "../../../packages/wasm/src/lanes/bits.js";
import { mapping } from "../mapping.js";

const bytesOf = (values: readonly number[]): number[] => [...new Uint8Array(Int32Array.from(values).buffer)];
const wordsOf = (bytes: readonly number[]): number[] => [...new Int32Array(Uint8Array.from(bytes).buffer)];

const byte = fc.integer({ min: 0, max: 255 });

test.prop([
  fc.array(byte, { minLength: 1, maxLength: 160, size: "max" }),
  fc.array(byte, { minLength: 16, maxLength: 16 }),
])("a table is looked up byte by byte, and is 0 beyond its end", (table, places) => {
  const run = mapping(["i32"], "i32", 4, (x) => lookUp(table, x));
  expect(bytesOf(run(wordsOf(places)))).toEqual(places.map((place) => table[place] ?? 0));
});

test("words are taken from both vectors", () => {
  const run = mapping(["i32", "i32"], "i32", 4, (a, b) => words(a, b, [3, 4, 0, 7]));
  expect(run([10, 11, 12, 13], [14, 15, 16, 17])).toEqual([13, 14, 10, 17]);
});
