import { assemble } from "../../packages/wasm/src/code/assemble.js";
import { type Code, get, load, local, loop, op, store } from "../../packages/wasm/src/code/code.js";
import { int } from "../../packages/wasm/src/code/integer.js";
import { floats } from "../../packages/wasm/src/lanes/constant.js";
import type { LaneCount } from "../../packages/wasm/src/lanes/float.js";

const storage = { f32: Float32Array, f64: Float64Array, i32: Int32Array } as const;

/** What the lanes of a vector hold. */
export type Lane = keyof typeof storage;

const bytesInVector = 16;
const bytesInPage = 65536;

/** Values as vectors with `count` elements each; the lanes that stand for none hold something that no element does. */
const pack = (lane: Lane, count: LaneCount, values: ArrayLike<number>): Uint8Array => {
  const lanes = bytesInVector / storage[lane].BYTES_PER_ELEMENT;
  const packed = new storage[lane](Math.ceil(values.length / count) * lanes).fill(-123456789);
  for (let i = 0; i < values.length; i++) packed[Math.floor(i / count) * lanes + (i % count)] = values[i] ?? Number.NaN;
  return new Uint8Array(packed.buffer);
};

const unpack = (lane: Lane, count: LaneCount, bytes: ArrayBuffer, size: number): number[] => {
  const packed = new storage[lane](bytes);
  const lanes = bytesInVector / storage[lane].BYTES_PER_ELEMENT;
  return Array.from({ length: size }, (_, i) => packed[Math.floor(i / count) * lanes + (i % count)] ?? Number.NaN);
};

/** `outᵢ = f(aᵢ, bᵢ, …)`, run as WebAssembly over lists of any length. */
export const mapping = (
  args: readonly Lane[],
  result: Lane,
  count: LaneCount,
  f: (...vectors: Code[]) => Code,
): ((...values: readonly ArrayLike<number>[]) => number[]) => {
  const [at, end] = [local("i32", "at"), local("i32", "end")];
  /** The lists stand one behind the other, as long as `end`, and the results behind them. */
  const places = [get(at)];
  for (const _ of args) places.push(op("i32.add", places.at(-1) ?? get(at), get(end)));
  const [out, inputs] = [places.at(-1) ?? get(at), places.slice(0, -1)];
  const value = f(...inputs.map((place) => load("v128.load", place)));
  const body = [loop(at, { from: int(0), below: get(end), step: bytesInVector }, [store("v128.store", out, value)])];
  const module = new WebAssembly.Module(
    assemble([{ name: "map", params: [end], body, isExported: true }], { pages: 1 }),
  );

  return (...values) => {
    const packed = args.map((lane, index) => pack(lane, count, values[index] ?? []));
    const size = packed[0]?.length ?? 0;
    const memory = new WebAssembly.Memory({ initial: Math.ceil((size * (args.length + 1)) / bytesInPage) + 1 });
    for (const [index, bytes] of packed.entries()) new Uint8Array(memory.buffer).set(bytes, index * size);
    const { map } = new WebAssembly.Instance(module, { env: { memory } }).exports;
    if (typeof map !== "function") throw new TypeError("the module exports no function");
    map(size);
    const start = args.length * size;
    return unpack(result, count, memory.buffer.slice(start, start + size), values[0]?.length ?? 0);
  };
};

const [zero, address] = [floats("f32", 0), int(0)];
const relaxedSum = store("v128.store", address, op("f32x4.relaxed_madd", zero, zero, zero));

/** Without and, where the engine has it, with relaxed multiply-add. */
export const relaxations: readonly boolean[] = WebAssembly.validate(
  assemble([{ name: "relaxed", params: [], body: [relaxedSum] }], { pages: 1 }),
)
  ? [false, true]
  : [false];
