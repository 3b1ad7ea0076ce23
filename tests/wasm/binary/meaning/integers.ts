import { i8, i16, i32, i64, type Lanes, u8, u16, u32, u64 } from "./lanes.js";
import { lanewise, type Meaning, prefixed, shifted, whole } from "./meaning.js";

const mask = (value: boolean): number => (value ? -1 : 0);
const longMask = (value: boolean): bigint => (value ? -1n : 0n);

const saturated = (low: number, value: number, high: number): number => Math.min(Math.max(value, low), high);

/** The signs of lanes as bits, the first the lowest. */
const bitmask = <A>(type: Lanes<A>, isNegative: (value: A) => boolean): Meaning =>
  whole(type, i32, (values) => [values.reduce((bits, value, lane) => bits + (isNegative(value) ? 2 ** lane : 0), 0)]);

const sum = (a = 0, b = 0): number => a + b;
const difference = (a = 0, b = 0): number => a - b;

const bytes = {
  eq: lanewise(i8, i8, (a, b) => mask(a === b)),
  bitmask: bitmask(i8, (value) => value < 0),
  narrow_i16x8_u: whole(i16, u8, (a, b) => [...a, ...b].map((value) => saturated(0, value, 255))),
  add: lanewise(i8, i8, sum),
  sub: lanewise(i8, i8, difference),
};

const shorts = {
  narrow_i32x4_u: whole(i32, u16, (a, b) => [...a, ...b].map((value) => saturated(0, value, 65_535))),
  extend_low_i8x16_u: whole(u8, u16, (a) => a.slice(0, 8)),
};

const words = {
  eq: lanewise(i32, i32, (a, b) => mask(a === b)),
  ne: lanewise(i32, i32, (a, b) => mask(a !== b)),
  lt_s: lanewise(i32, i32, (a = 0, b = 0) => mask(a < b)),
  gt_s: lanewise(i32, i32, (a = 0, b = 0) => mask(a > b)),
  le_s: lanewise(i32, i32, (a = 0, b = 0) => mask(a <= b)),
  ge_s: lanewise(i32, i32, (a = 0, b = 0) => mask(a >= b)),
  abs: lanewise(i32, i32, (a = 0) => Math.abs(a)),
  neg: lanewise(i32, i32, (a = 0) => -a),
  bitmask: bitmask(i32, (value) => value < 0),
  extend_low_i16x8_s: whole(i16, i32, (a) => a.slice(0, 4)),
  extend_low_i16x8_u: whole(u16, i32, (a) => a.slice(0, 4)),
  shl: shifted(i32, (a, count) => a << count),
  shr_s: shifted(i32, (a, count) => a >> count),
  shr_u: shifted(u32, (a, count) => a >>> count),
  add: lanewise(i32, i32, sum),
  sub: lanewise(i32, i32, difference),
  mul: lanewise(i32, i32, (a = 0, b = 0) => Number(BigInt.asIntN(32, BigInt(a) * BigInt(b)))),
  min_s: lanewise(i32, i32, Math.min),
  max_s: lanewise(i32, i32, Math.max),
};

const longs = {
  neg: lanewise(i64, i64, (a = 0n) => -a),
  bitmask: bitmask(i64, (value) => value < 0n),
  extend_low_i32x4_s: whole(i32, i64, (a) => a.slice(0, 2).map(BigInt)),
  extend_low_i32x4_u: whole(u32, i64, (a) => a.slice(0, 2).map(BigInt)),
  shl: shifted(i64, (a, count) => a << BigInt(count)),
  shr_s: shifted(i64, (a, count) => a >> BigInt(count)),
  shr_u: shifted(u64, (a, count) => a >> BigInt(count)),
  add: lanewise(i64, i64, (a = 0n, b = 0n) => a + b),
  sub: lanewise(i64, i64, (a = 0n, b = 0n) => a - b),
  eq: lanewise(i64, i64, (a, b) => longMask(a === b)),
  lt_s: lanewise(i64, i64, (a = 0n, b = 0n) => longMask(a < b)),
  gt_s: lanewise(i64, i64, (a = 0n, b = 0n) => longMask(a > b)),
  extmul_low_i32x4_u: whole(u32, u64, (a, b) =>
    a.slice(0, 2).map((value, lane) => BigInt(value) * BigInt(b[lane] ?? 0)),
  ),
  extmul_high_i32x4_u: whole(u32, u64, (a, b) =>
    a.slice(2).map((value, lane) => BigInt(value) * BigInt(b[lane + 2] ?? 0)),
  ),
};

export const integers = {
  ...prefixed("i8x16", bytes),
  ...prefixed("i16x8", shorts),
  ...prefixed("i32x4", words),
  ...prefixed("i64x2", longs),
} as const;
