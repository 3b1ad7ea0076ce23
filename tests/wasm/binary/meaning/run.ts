import { fc } from "@fast-check/vitest";
import {
  type InstructionName,
  instructions,
  type ValueType,
} from "../../../../packages/wasm/src/binary/instructions.js";
import { assemble } from "../../../../packages/wasm/src/code/assemble.js";
import {
  type Code,
  type Immediate,
  load,
  numberOf,
  type Statement,
  store,
} from "../../../../packages/wasm/src/code/code.js";
import { int } from "../../../../packages/wasm/src/code/integer.js";
import { isAtomic } from "../engine.js";
import { f32, f64, i32 } from "./lanes.js";

/** Where the result of an instruction goes; its arguments are before it. */
const resultAt = 64;

const lanesOf = (name: InstructionName): number => {
  const { align } = instructions[name];
  return align === undefined ? Number(name.slice(name.indexOf("x") + 1, name.indexOf("."))) : 16 / 2 ** align;
};

const places = (count: number, below: number): fc.Arbitrary<readonly number[]> =>
  fc.array(fc.nat({ max: below - 1 }), { minLength: count, maxLength: count });

/** The immediates that an instruction can carry. */
export const immediates = (name: InstructionName): fc.Arbitrary<Immediate> => {
  const number = (value: fc.Arbitrary<number>): fc.Arbitrary<Immediate> =>
    value.map((chosen) => ({ kind: "number", value: chosen }));
  if (name === "i32.const") return number(fc.oneof(i32.value, fc.integer({ min: 2 ** 31, max: 2 ** 32 - 1 })));
  if (name === "f32.const") return number(f32.value);
  if (name === "f64.const") return number(f64.value);
  if (name === "v128.const") return places(16, 256).map((bytes) => ({ kind: "bytes", bytes }));
  if (name === "i8x16.shuffle") return places(16, 32).map((bytes) => ({ kind: "bytes", bytes }));
  const lane = name.endsWith("_lane") ? fc.nat({ max: lanesOf(name) - 1 }) : undefined;
  if (instructions[name].align === undefined)
    return lane === undefined ? fc.constant({ kind: "none" }) : lane.map((chosen) => ({ kind: "lane", lane: chosen }));
  const offset = fc.constantFrom(0, isAtomic(name) ? 8 : 7);
  return lane === undefined
    ? offset.map((chosen) => ({ kind: "memory", offset: chosen }))
    : fc.tuple(offset, lane).map(([chosen, of]) => ({ kind: "memory", offset: chosen, lane: of }));
};

const argument = (type: ValueType, index: number): Code => {
  // Nothing but the time that a thread waits for, in nanoseconds.
  if (type === "i64") return numberOf("i64", 1000);
  return load(`${type}.load`, int(16 * index));
};

const statement = (name: InstructionName, immediate: Immediate): Statement => {
  const { params, result } = instructions[name];
  const args = params.map(argument);
  if (result === undefined) return { kind: "do", instruction: name, immediate, args };
  if (result === "i64") throw new TypeError("nothing stores an i64");
  return store(`${result}.store`, int(resultAt), { type: result, instruction: name, immediate, args });
};

/** An instruction alone, compiled: from memory with the arguments in it to memory with the result. */
export const compiled = (name: InstructionName, immediate: Immediate): ((memory: Uint8Array) => Uint8Array) => {
  const shared = isAtomic(name) ? { shared: { maximum: 1 } } : {};
  const body = [statement(name, immediate)];
  const module = new WebAssembly.Module(
    assemble([{ name: "run", params: [], body, isExported: true }], { pages: 1, ...shared }),
  );
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: isAtomic(name) });
  const { run } = new WebAssembly.Instance(module, { env: { memory } }).exports;
  if (typeof run !== "function") throw new TypeError("the module exports no function");
  return (before) => {
    const bytes = new Uint8Array(memory.buffer, 0, before.length);
    bytes.set(before);
    run();
    return bytes.slice();
  };
};

/** The result in a memory. */
export const resultIn = (memory: Uint8Array): Uint8Array => memory.slice(resultAt, resultAt + 16);
