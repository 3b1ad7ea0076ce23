import type { Program, TypedArray } from "@chainrule/core";
import { allocate, at } from "@chainrule/core/backend";
import { WasmError } from "../error.js";
import type { Folding } from "../lower/fold.js";
import { stagesOf } from "../lower/stages.js";
import { type Build, type BuildOptions, build } from "../module/build.js";
import { WORDS_BYTES, words } from "../module/words.js";
import type { Storage } from "../nest/nest.js";
import type { Pool } from "./pool.js";

/** A program in memory, ready to run. */
export interface Machine {
  readonly folding: Folding;
  readonly built: Build;
  /** Takes so many steps. */
  readonly run: (steps: number) => void;
  /** Copies values to a place, and from it. */
  readonly write: (place: number, values: TypedArray) => void;
  readonly read: (place: number, dtype: Storage["dtype"], count: number) => TypedArray;
  readonly placeOf: (storage: Storage) => number;
}

/** What a machine is built with. */
export interface Engine extends Omit<BuildOptions, "isFold" | "canShare"> {
  readonly pool: Pool | undefined;
}

const arrays = { f32: Float32Array, f64: Float64Array, i32: Int32Array, u8: Uint8Array } as const;

const asRun = (exported: unknown): ((steps: number) => void) => {
  if (typeof exported !== "function") throw new TypeError("the module exports no run");
  return (steps) => {
    exported(steps);
  };
};

const allocateMemory = ({ pages, isShared }: Build): WebAssembly.Memory => {
  try {
    return new WebAssembly.Memory({ initial: pages, ...(isShared ? { maximum: pages, shared: true } : {}) });
  } catch (error) {
    // The engine's own message does not say how much was asked for, nor that a page has room for some 120 memories only.
    throw new WasmError(
      `wasm: there is no memory of ${Math.ceil(pages / 16)} MiB to be had, or none beside those of the programs in use; ` +
        "keep fewer compiled functions, or pass { fallback: interpreter }",
      { cause: error },
    );
  }
};

/** Compiles at once, which browsers do up to a size; Chromium up to 8 MiB, except in workers. */
const compileModule = ({ bytes }: Build): WebAssembly.Module => {
  try {
    return new WebAssembly.Module(bytes);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new WasmError(
      `wasm: the engine does not compile the program's ${Math.ceil(bytes.length / 2 ** 10)} KiB of code: ${reason}`,
      { cause: error },
    );
  }
};

/**
 * Puts a program and its constants into memory.
 *
 * @throws WasmError when they do not fit, or the engine refuses so much code.
 */
export const machineFor = (
  program: Program,
  { carried, isFold }: { readonly carried: number; readonly isFold: boolean },
  { pool, ...engine }: Engine,
): Machine => {
  const folding = stagesOf(program, carried);
  const built = build(folding, { ...engine, isFold, canShare: pool !== undefined });
  const memory = allocateMemory(built);
  const module = compileModule(built);
  const { run: exported } = new WebAssembly.Instance(module, { env: { memory } }).exports;
  const execute = asRun(exported);
  const workplace = { module, memory };
  const left = new Int32Array(memory.buffer, 0, WORDS_BYTES / 4);

  const placeOf = (storage: Storage): number => {
    const place = built.places.get(storage);
    if (place === undefined) throw new RangeError(`${storage.name} has no place of its own`);
    return place;
  };
  const write = (place: number, values: TypedArray): void => {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    new Uint8Array(memory.buffer, place, bytes.length).set(bytes);
  };
  const read = (place: number, dtype: Storage["dtype"], count: number): TypedArray => {
    const values = allocate(dtype, count);
    values.set(new arrays[dtype](memory.buffer, place, count));
    return values;
  };
  for (const [storage, values] of folding.constants) write(placeOf(storage), values);

  const run = (steps: number): void => {
    if (built.isShared) pool?.callTo(workplace);
    execute(steps);
    if (left[words.abandoned / 4] !== 0)
      throw new Error("wasm: a thread failed, so its part of the work is missing; this is a defect of the backend");
    const [check = 0, index, element] = [words.failedCheck, words.failedIndex, words.failedElement].map(
      (word) => left[word / 4],
    );
    if (check === 0) return;
    left[words.failedCheck / 4] = 0;
    const { operation, limit } = at(built.checks, check - 1);
    throw new RangeError(`${operation}: index ${index} (element ${element}) is outside 0 … ${limit - 1}`);
  };
  return { folding, built, run, write, read, placeOf };
};
