import type { DType } from "@chainrule/core";
import { storedOf, type Vector, vectorOfStored } from "../../../packages/wasm/src/element/element.js";
import type { LaneOptions } from "../../../packages/wasm/src/lanes/float.js";
import { type Lane, mapping, relaxations } from "../mapping.js";

const laneOf = (dtype: DType): Lane => (dtype === "u8" ? "i32" : dtype);

/** All options for vectors that hold elements of these dtypes: 2 at a time where any has 64 bits, and where a neighbour may have. */
export const optionsFor = (...dtypes: readonly DType[]): readonly LaneOptions[] =>
  (dtypes.includes("f64") ? ([2] as const) : ([2, 4] as const)).flatMap((lanes) =>
    relaxations.map((relaxed) => ({ lanes, relaxed })),
  );

/** A function of vectors, run over lists of elements. */
export const applied = (
  args: readonly DType[],
  result: DType,
  { lanes }: LaneOptions,
  f: (...vectors: readonly Vector[]) => Vector,
): ((...values: readonly ArrayLike<number>[]) => number[]) =>
  mapping(args.map(laneOf), laneOf(result), lanes, (...codes) =>
    storedOf(f(...codes.map((code, index) => vectorOfStored(code, args[index] ?? result))), result),
  );
