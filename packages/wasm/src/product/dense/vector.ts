// Vectors of one dtype: their instructions, and what of them lies in memory where a row does not fill the last.

import type { InstructionName } from "../../binary/instructions.js";
import { type Code, load, loadLane, op, type Statement, store, storeLane, vectorOf } from "../../code/code.js";

/** The instructions for vectors of one dtype. */
export interface VectorType {
  readonly bytes: 4 | 8;
  readonly lanes: 4 | 2;
  readonly loadSplat: InstructionName;
  readonly loadZero: InstructionName;
  readonly loadLane: InstructionName;
  readonly storeLane: InstructionName;
  readonly add: InstructionName;
  readonly mul: InstructionName;
  readonly multiplyAdd: InstructionName;
}

export const vectorTypes = {
  f32: {
    bytes: 4,
    lanes: 4,
    loadSplat: "v128.load32_splat",
    loadZero: "v128.load32_zero",
    loadLane: "v128.load32_lane",
    storeLane: "v128.store32_lane",
    add: "f32x4.add",
    mul: "f32x4.mul",
    multiplyAdd: "f32x4.relaxed_madd",
  },
  f64: {
    bytes: 8,
    lanes: 2,
    loadSplat: "v128.load64_splat",
    loadZero: "v128.load64_zero",
    loadLane: "v128.load64_lane",
    storeLane: "v128.store64_lane",
    add: "f64x2.add",
    mul: "f64x2.mul",
    multiplyAdd: "f64x2.relaxed_madd",
  },
} as const satisfies Record<string, VectorType>;

/** A vector's part of a row: where it begins, in bytes, and how many of its lanes lie before the row's end. */
export interface PartOfRow {
  readonly offset: number;
  readonly active: number;
}

export const partsOfRow = ({ lanes }: VectorType, columns: number): readonly PartOfRow[] =>
  Array.from({ length: Math.ceil(columns / lanes) }, (_, vector) => ({
    offset: vector * 16,
    active: Math.min(lanes, columns - vector * lanes),
  }));

export const zero = vectorOf(new Array<number>(16).fill(0));

/** The same number in every lane. */
export const constant = ({ bytes, lanes }: VectorType, value: number): Code => {
  const filled = bytes === 4 ? new Float32Array(lanes).fill(value) : new Float64Array(lanes).fill(value);
  return vectorOf([...new Uint8Array(filled.buffer)]);
};

/** `c + a · b`, rounded once where `relaxed` and the engine say so. */
export const multiplyAdd = (type: VectorType, relaxed: boolean, a: Code, b: Code, c: Code): Code =>
  relaxed ? op(type.multiplyAdd, a, b, c) : op(type.add, c, op(type.mul, a, b));

/** Elements `stride` apart in the lowest lanes, zeros in the others. */
export const loadStrided = (
  { bytes, loadZero, loadLane: instruction }: VectorType,
  address: Code,
  offset: number,
  stride: number,
  active: number,
): Code =>
  Array.from({ length: active - 1 }, (_, index) => index + 1).reduce(
    (vector, lane) => loadLane(instruction, address, offset + lane * stride * bytes, vector, lane),
    load(loadZero, address, offset),
  );

/** Neighbours in the lowest lanes, zeros in the others. */
export const loadAdjacent = (type: VectorType, address: Code, offset: number, active: number): Code => {
  if (active === type.lanes) return load("v128.load", address, offset);
  if (active * type.bytes < 8) return loadStrided(type, address, offset, 1, active);
  const low = load("v128.load64_zero", address, offset);
  return active === 3 ? loadLane(type.loadLane, address, offset + 8, low, 2) : low;
};

/** Writes the lowest lanes to neighbours. */
export const storeAdjacent = (
  type: VectorType,
  address: Code,
  offset: number,
  active: number,
  vector: Code,
): readonly Statement[] => {
  if (active === type.lanes) return [store("v128.store", address, vector, offset)];
  const low = active * type.bytes < 8 ? [] : [storeLane("v128.store64_lane", address, vector, 0, offset)];
  const last = active - 1;
  const isOdd = (active * type.bytes) % 8 !== 0;
  return isOdd ? [...low, storeLane(type.storeLane, address, vector, last, offset + last * type.bytes)] : low;
};
