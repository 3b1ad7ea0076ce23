import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { type InstructionName, instructions } from "../../../../packages/wasm/src/binary/instructions.js";
import { signed } from "../../../../packages/wasm/src/binary/leb128.js";
import { encodeModule } from "../../../../packages/wasm/src/binary/module.js";
import { allowRelaxed, isAccepted } from "../engine.js";
import { accesses } from "./accesses.js";
import { floats } from "./floats.js";
import { integers } from "./integers.js";
import { i64 } from "./lanes.js";
import { type Meaning, region } from "./meaning.js";
import { compiled, immediates, resultIn } from "./run.js";
import { scalars } from "./scalars.js";
import { conversions } from "./vectors.js";

allowRelaxed();

/** What each instruction does. Nothing stores an `i64`, so that its constants are looked at alone. */
const meanings: Record<Exclude<InstructionName, "i64.const">, Meaning> = {
  ...scalars,
  ...accesses,
  ...conversions,
  ...integers,
  ...floats,
};

/** Small numbers, which are met again. */
const regions = fc
  .array(fc.oneof(fc.constant(0), fc.nat({ max: 255 })), { minLength: region.bytes, maxLength: region.bytes })
  .map((bytes) => Uint8Array.from(bytes));

// Safe: they are the keys of the table.
describe.each(Object.keys(meanings) as (keyof typeof meanings)[])("%s", (name) => {
  const { argument, result } = meanings[name];
  const { params } = instructions[name];
  const inputs = fc.tuple(...params.map((_, index) => argument(index)));
  const known = new Map<string, ReturnType<typeof compiled>>();

  (isAccepted(name) ? test : test.skip).prop([inputs, immediates(name), regions])(
    "does what the specification says, and nothing else to memory",
    (args, immediate, bytes) => {
      const key = fc.stringify(immediate);
      const run = known.get(key) ?? compiled(name, immediate);
      known.set(key, run);

      const before = new Uint8Array(region.start + region.bytes);
      for (const [index, value] of args.entries()) before.set(value, 16 * index);
      before.set(bytes, region.start);
      const memory = before.slice();
      const expected = result({ args, immediate, memory: new DataView(memory.buffer) });
      if (expected === "trap") {
        expect(() => run(before)).toThrow(WebAssembly.RuntimeError);
        return;
      }
      const after = run(before);
      if (expected !== "nothing") expect(expected.read(resultIn(after))).toEqual(expected.read(expected.bytes));
      expect(after.slice(region.start)).toEqual(memory.slice(region.start));
    },
  );
});

describe("i64.const", () => {
  test.prop([i64.value.map((value) => BigInt.asIntN(64, value))])("is its number", (value) => {
    const body = [...instructions["i64.const"].opcode, ...signed(value)];
    const bytes = encodeModule({
      memory: { pages: 0 },
      globals: 0,
      functions: [{ params: [], results: ["i64"], locals: [], body, exported: "value" }],
    });
    const memory = new WebAssembly.Memory({ initial: 0 });
    const { value: read } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } }).exports;
    expect(typeof read === "function" && read()).toBe(value);
  });
});
