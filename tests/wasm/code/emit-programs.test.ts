import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { type Func, getGlobal, store } from "../../../packages/wasm/src/code/code.js";
import { int } from "../../../packages/wasm/src/code/integer.js";
import { evaluate } from "./evaluate.js";
import { machine } from "./machine.js";
import { globalCount, programs, regions } from "./programs.js";

const { read, written } = regions;

/** The globals into memory. */
const dump: Func = {
  name: "dump",
  params: [],
  body: Array.from({ length: globalCount }, (_, global) =>
    store("i32.store", int(written.start + written.bytes), getGlobal({ global }), 4 * global),
  ),
  isExported: true,
};

describe("random functions", () => {
  test.prop([programs, fc.integer(), fc.integer(), fc.uint8Array({ minLength: read.bytes, maxLength: read.bytes })], {
    numRuns: 200,
  })("do in the engine what they say", (functions, a, b, bytes) => {
    const { memory, call } = machine([...functions, dump], { globals: globalCount });
    const globals = new Array<number>(globalCount).fill(0);
    const expected = { memory: new DataView(new ArrayBuffer(memory.byteLength)), globals, functions };
    for (const view of [memory, expected.memory]) new Uint8Array(view.buffer).set(bytes, read.start);

    expect(call("run", a, b)).toBe(evaluate(expected, "run", [Int32Array.of(a), Int32Array.of(b)]));
    call("dump");
    const actual = Array.from({ length: globalCount }, (_, global) =>
      memory.getInt32(written.start + written.bytes + 4 * global, true),
    );
    expect(actual).toEqual(globals);
    const result = (view: DataView): Uint8Array => new Uint8Array(view.buffer, written.start, written.bytes);
    expect(result(memory)).toEqual(result(expected.memory));
  });
});
