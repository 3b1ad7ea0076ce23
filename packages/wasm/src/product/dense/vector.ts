// Vectors of one dtype in memory, where a row need not fill the last.

import type { InstructionName } from "../../binary/instructions.js";
import { type Code, load, loadLane } from "../../code/code.js";

export interface VectorType {
  readonly dtype: "f32" | "f64";
  readonly bytes: 4 | 8;
  readonly lanes: 4 | 2;
  readonly loadSplat: InstructionName;
  readonly loadZero: InstructionName;
  readonly loadLane: InstructionName;
}

export const vectorTypes = {
  f32: {
    dtype: "f32",
    bytes: 4,
    lanes: 4,
    loadSplat: "v128.load32_splat",
    loadZero: "v128.load32_zero",
    loadLane: "v128.load32_lane",
  },
  f64: {
    dtype: "f64",
    bytes: 8,
    lanes: 2,
    loadSplat: "v128.load64_splat",
    loadZero: "v128.load64_zero",
    loadLane: "v128.load64_lane",
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
