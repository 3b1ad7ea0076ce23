// Neighbouring elements in and out of memory, as vectors. `lanes` is how many elements a vector stands for, 4 or 2; `active` how many of
// them exist. A load may fill the others with anything that lies there; a store leaves their memory alone.

import type { DType } from "@chainrule/core";
import { type Code, load, loadLane, op, type Statement, storeLane, vectorOf } from "../code/code.js";
import { storeLowest } from "../lanes/store.js";

/** The width of an element in bytes. */
export const bytesOf = (dtype: DType): 1 | 4 | 8 => (({ f32: 4, f64: 8, i32: 4, u8: 1 }) as const)[dtype];

/** A place in memory: `address + offset`. */
export interface Pointer {
  readonly address: Code;
  readonly offset: number;
}

const zero = vectorOf(new Array<number>(16).fill(0));

/** Bytes in the lowest lanes as whole numbers of 32 bits. */
const widen = (bytes: Code): Code => op("i32x4.extend_low_i16x8_u", op("i16x8.extend_low_i8x16_u", bytes));

/** The lowest byte of each lane, side by side. */
const narrow = (value: Code): Code => {
  const halves = op("i16x8.narrow_i32x4_u", value, value);
  return op("i8x16.narrow_i16x8_u", halves, halves);
};

const laneLoads = { 1: "v128.load8_lane", 4: "v128.load32_lane", 8: "v128.load64_lane" } as const;
const laneStores = { 1: "v128.store8_lane", 4: "v128.store32_lane", 8: "v128.store64_lane" } as const;
const splats = { 1: "v128.load8_splat", 4: "v128.load32_splat", 8: "v128.load64_splat" } as const;

/** A vector of elements that lie anywhere. */
export const loadScattered = (dtype: DType, places: readonly Pointer[]): Code => {
  const vector = places.reduce(
    (filled, { address, offset }, lane) => loadLane(laneLoads[bytesOf(dtype)], address, offset, filled, lane),
    zero,
  );
  return dtype === "u8" ? widen(vector) : vector;
};

/** The same element in every lane. */
const loadRepeated = (dtype: DType, { address, offset }: Pointer): Code => {
  const vector = load(splats[bytesOf(dtype)], address, offset);
  return dtype === "u8" ? widen(vector) : vector;
};

/** A vector of elements that lie side by side. */
const loadAdjacent = (dtype: DType, { address, offset }: Pointer, lanes: 2 | 4): Code => {
  if (dtype === "u8") return widen(load("v128.load32_zero", address, offset));
  return load(bytesOf(dtype) * lanes === 16 ? "v128.load" : "v128.load64_zero", address, offset);
};

/** A vector whose first lane is an element. */
export const loadOne = (dtype: DType, pointer: Pointer): Code => {
  if (dtype === "u8") return loadRepeated(dtype, pointer);
  return load(bytesOf(dtype) === 8 ? "v128.load64_zero" : "v128.load32_zero", pointer.address, pointer.offset);
};

/** The pointers of lanes that lie `stride` elements apart. */
export const lanePointers = (
  dtype: DType,
  { address, offset }: Pointer,
  stride: number,
  active: number,
): readonly Pointer[] =>
  Array.from({ length: active }, (_, lane) => ({ address, offset: offset + lane * stride * bytesOf(dtype) }));

/** A vector of elements that lie `stride` apart. */
export const loadVector = (
  dtype: DType,
  pointer: Pointer,
  stride: number,
  { lanes, active }: { readonly lanes: 2 | 4; readonly active: number },
): Code => {
  if (stride === 0) return loadRepeated(dtype, pointer);
  return stride === 1
    ? loadAdjacent(dtype, pointer, lanes)
    : loadScattered(dtype, lanePointers(dtype, pointer, stride, active));
};

/** Writes the active lanes of a vector to elements that lie anywhere. */
export const storeScattered = (dtype: DType, places: readonly Pointer[], value: Code): readonly Statement[] => {
  const vector = dtype === "u8" ? narrow(value) : value;
  return places.map(({ address, offset }, lane) =>
    storeLane(laneStores[bytesOf(dtype)], address, vector, lane, offset),
  );
};

/** Writes the active lanes of a vector to elements that lie `stride` apart. */
export const storeVector = (
  dtype: DType,
  pointer: Pointer,
  stride: number,
  active: number,
  value: Code,
): readonly Statement[] => {
  if (stride !== 1) return storeScattered(dtype, lanePointers(dtype, pointer, stride, active), value);
  return storeLowest(pointer.address, dtype === "u8" ? narrow(value) : value, active * bytesOf(dtype), pointer.offset);
};
