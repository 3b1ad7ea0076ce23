import { fc } from "@fast-check/vitest";
import { among, f32, f64, i32, i64, type Lanes, read, u8, u32, vectors } from "./lanes.js";
import { argument, first, type Given, lanes, lanewise, type Meaning, whole } from "./meaning.js";

const bytesIn = ({ immediate }: Given): readonly number[] => (immediate.kind === "bytes" ? immediate.bytes : []);
const laneIn = ({ immediate }: Given): number => (immediate.kind === "lane" ? immediate.lane : -1);

const splat = (type: Lanes<number>): Meaning => ({
  argument: () => vectors(type),
  result: (given) => lanes(type, new Array<number>(16 / type.width).fill(first(type, given, 0))),
});

const extract = (type: Lanes<number>): Meaning => ({
  argument: () => vectors(type),
  result: (given) => lanes(type, read(type, argument(given, 0)).slice(laneIn(given)).slice(0, 1)),
});

/** Lanes of `a` where the mask has all bits, of `b` where it has none: between them, machines differ. */
const laneSelect = <A>(type: Lanes<A>, none: A, all: A): Meaning => ({
  argument: (index) => vectors(index < 2 ? type : among(type, fc.constantFrom(none, all))),
  result: lanewise(type, type, (a: A = none, b: A = none, mask: A = none) => (mask === all ? a : b)).result,
});

/** Towards zero, as near as the type of integers comes. */
const truncated = (low: number, value: number, high: number): number =>
  Number.isNaN(value) ? 0 : Math.min(Math.max(Math.trunc(value), low), high);
const signed = (value: number): number => truncated(-(2 ** 31), value, 2 ** 31 - 1);
const unsigned = (value: number): number => truncated(0, value, 2 ** 32 - 1);

/** The vectors as bits and as a whole, and from one type of lanes to another. */
export const conversions = {
  "v128.const": { argument: () => vectors(u8), result: (given) => lanes(u8, bytesIn(given)) },
  "i8x16.shuffle": {
    argument: () => vectors(u8),
    result: (given) => {
      const both = given.args.flatMap((bytes) => [...bytes]);
      return lanes(
        u8,
        bytesIn(given).map((place) => both[place] ?? -1),
      );
    },
  },
  "i8x16.swizzle": {
    ...whole(u8, u8, (a, places) => places.map((place) => a[place] ?? 0)),
    argument: (index) => vectors(index === 0 ? u8 : among(u8, fc.oneof(fc.nat({ max: 17 }), u8.value))),
  },
  "i32x4.splat": splat(i32),
  "f32x4.splat": splat(f32),
  "f64x2.splat": splat(f64),
  "i32x4.extract_lane": extract(i32),
  "f32x4.extract_lane": extract(f32),
  "f64x2.extract_lane": extract(f64),
  "v128.not": lanewise(u8, u8, (a = 0) => ~a),
  "v128.and": lanewise(u8, u8, (a = 0, b = 0) => a & b),
  "v128.andnot": lanewise(u8, u8, (a = 0, b = 0) => a & ~b),
  "v128.or": lanewise(u8, u8, (a = 0, b = 0) => a | b),
  "v128.xor": lanewise(u8, u8, (a = 0, b = 0) => a ^ b),
  "v128.bitselect": lanewise(u8, u8, (a = 0, b = 0, mask = 0) => (a & mask) | (b & ~mask)),
  "v128.any_true": {
    ...whole(u8, i32, (a) => [a.some((value) => value !== 0) ? 1 : 0]),
    argument: () => fc.oneof(vectors(u8), vectors(among(u8, fc.constant(0)))),
  },
  "i32x4.relaxed_laneselect": laneSelect(i32, 0, -1),
  "i64x2.relaxed_laneselect": laneSelect(i64, 0n, -1n),
  "f32x4.demote_f64x2_zero": whole(f64, f32, (a) => [...a, 0, 0]),
  "f64x2.promote_low_f32x4": whole(f32, f64, (a) => a.slice(0, 2)),
  "i32x4.trunc_sat_f32x4_s": whole(f32, i32, (a) => a.map(signed)),
  "f32x4.convert_i32x4_s": whole(i32, f32, (a) => a),
  "i32x4.trunc_sat_f64x2_s_zero": whole(f64, i32, (a) => [...a.map(signed), 0, 0]),
  "i32x4.trunc_sat_f64x2_u_zero": whole(f64, u32, (a) => [...a.map(unsigned), 0, 0]),
  "f64x2.convert_low_i32x4_s": whole(i32, f64, (a) => a.slice(0, 2)),
  "f64x2.convert_low_i32x4_u": whole(u32, f64, (a) => a.slice(0, 2)),
} as const satisfies Record<string, Meaning>;
