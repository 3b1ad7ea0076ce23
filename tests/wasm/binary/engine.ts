// One instruction alone in a function, as the engine sees it.

import { setFlagsFromString } from "node:v8";
import {
  control,
  type InstructionName,
  instructions,
  type ValueType,
} from "../../../packages/wasm/src/binary/instructions.js";
import { unsigned } from "../../../packages/wasm/src/binary/leb128.js";
import { encodeModule } from "../../../packages/wasm/src/binary/module.js";

export const isAtomic = (name: InstructionName): boolean => name.includes(".atomic.");

/** Bytes that an instruction may carry: zeros are a number, a lane, a vector, and the index of the memory. */
export const immediatesOf = (name: InstructionName): readonly number[] => {
  const { align } = instructions[name];
  if (align !== undefined) return [align, 0, ...(name.endsWith("_lane") ? [0] : [])];
  const [type = "", what] = name.split(".");
  if (what === "const") return new Array<number>({ i32: 1, i64: 1, f32: 4, f64: 8, v128: 16 }[type] ?? 0).fill(0);
  if (name === "i8x16.shuffle") return new Array<number>(16).fill(0);
  if (name === "memory.copy") return [0, 0];
  if (name === "memory.fill" || name.endsWith("_lane")) return [0];
  return [];
};

/** A function of these types that only runs an instruction, with these immediates, on its parameters. */
export interface Alone {
  readonly params: readonly ValueType[];
  readonly results: readonly ValueType[];
  readonly immediates: readonly number[];
}

/** Whether the engine accepts an instruction alone in a function. */
export const isAccepted = (name: InstructionName, alone: Partial<Alone> = {}): boolean => {
  const { opcode, params: taken, result } = instructions[name];
  const { params = taken, results = result === undefined ? [] : [result], immediates = immediatesOf(name) } = alone;
  const body = [...params.flatMap((_, index) => [control.localGet, ...unsigned(index)]), ...opcode, ...immediates];
  return WebAssembly.validate(
    encodeModule({
      memory: { pages: 1, ...(isAtomic(name) ? { shared: { maximum: 1 } } : {}) },
      globals: 0,
      functions: [{ params, results, locals: [], body }],
    }),
  );
};

/** Node 20 has relaxed instructions, behind a flag. */
export const allowRelaxed = (): void => {
  if (!isAccepted("f32x4.relaxed_madd")) setFlagsFromString("--experimental-wasm-relaxed-simd");
};
