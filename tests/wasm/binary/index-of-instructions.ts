// WebAssembly Core Specification 2.0, appendix "Index of Instructions": those on i32, on v128 and on memory. Those behind 0xFE are of the
// proposal Threads, those behind 0xFD from 0x100 on of the proposal Relaxed SIMD.

/** Instructions whose opcodes follow each other, with their type, and the width of their access to memory in bytes. */
type Run = readonly [first: number, type: string, names: string, width?: number];

const of = (prefix: string, names: string): string =>
  names
    .split(" ")
    .map((name) => `${prefix}.${name}`)
    .join(" ");

const compared = "eq ne lt_s lt_u gt_s gt_u le_s le_u ge_s ge_u";
const comparedFloats = "eq ne lt gt le ge";
const shifts = "shl shr_s shr_u";
const extremes = "min_s min_u max_s max_u";
const arithmetic = "add sub mul div min max pmin pmax";
const sums = "add add_sat_s add_sat_u sub sub_sat_s sub_sat_u";
const bothHalves = (what: string, from: string): string =>
  `${what}_low_${from}_s ${what}_high_${from}_s ${what}_low_${from}_u ${what}_high_${from}_u`;

const oneByte: readonly Run[] = [
  [0x28, "[i32] → [i32]", "i32.load", 4],
  [0x29, "[i32] → [i64]", "i64.load", 8],
  [0x2a, "[i32] → [f32]", "f32.load", 4],
  [0x2b, "[i32] → [f64]", "f64.load", 8],
  [0x2c, "[i32] → [i32]", "i32.load8_s i32.load8_u", 1],
  [0x2e, "[i32] → [i32]", "i32.load16_s i32.load16_u", 2],
  [0x36, "[i32 i32] → []", "i32.store", 4],
  [0x37, "[i32 i64] → []", "i64.store", 8],
  [0x38, "[i32 f32] → []", "f32.store", 4],
  [0x39, "[i32 f64] → []", "f64.store", 8],
  [0x3a, "[i32 i32] → []", "i32.store8", 1],
  [0x3b, "[i32 i32] → []", "i32.store16", 2],
  [0x41, "[] → [i32]", "i32.const"],
  [0x42, "[] → [i64]", "i64.const"],
  [0x43, "[] → [f32]", "f32.const"],
  [0x44, "[] → [f64]", "f64.const"],
  [0x45, "[i32] → [i32]", "i32.eqz"],
  [0x46, "[i32 i32] → [i32]", of("i32", compared)],
  [0x67, "[i32] → [i32]", "i32.clz i32.ctz i32.popcnt"],
  [0x6a, "[i32 i32] → [i32]", of("i32", "add sub mul div_s div_u rem_s rem_u and or xor shl shr_s shr_u rotl rotr")],
];

const bulk: readonly Run[] = [[0x0a, "[i32 i32 i32] → []", "memory.copy memory.fill"]];

const vector: readonly Run[] = [
  [0x00, "[i32] → [v128]", "v128.load", 16],
  [0x01, "[i32] → [v128]", of("v128", "load8x8_s load8x8_u load16x4_s load16x4_u load32x2_s load32x2_u"), 8],
  [0x07, "[i32] → [v128]", "v128.load8_splat", 1],
  [0x08, "[i32] → [v128]", "v128.load16_splat", 2],
  [0x09, "[i32] → [v128]", "v128.load32_splat", 4],
  [0x0a, "[i32] → [v128]", "v128.load64_splat", 8],
  [0x0b, "[i32 v128] → []", "v128.store", 16],
  [0x0c, "[] → [v128]", "v128.const"],
  [0x0d, "[v128 v128] → [v128]", "i8x16.shuffle i8x16.swizzle"],
  [0x0f, "[i32] → [v128]", "i8x16.splat i16x8.splat i32x4.splat"],
  [0x12, "[i64] → [v128]", "i64x2.splat"],
  [0x13, "[f32] → [v128]", "f32x4.splat"],
  [0x14, "[f64] → [v128]", "f64x2.splat"],
  [0x15, "[v128] → [i32]", "i8x16.extract_lane_s i8x16.extract_lane_u"],
  [0x17, "[v128 i32] → [v128]", "i8x16.replace_lane"],
  [0x18, "[v128] → [i32]", "i16x8.extract_lane_s i16x8.extract_lane_u"],
  [0x1a, "[v128 i32] → [v128]", "i16x8.replace_lane"],
  [0x1b, "[v128] → [i32]", "i32x4.extract_lane"],
  [0x1c, "[v128 i32] → [v128]", "i32x4.replace_lane"],
  [0x1d, "[v128] → [i64]", "i64x2.extract_lane"],
  [0x1e, "[v128 i64] → [v128]", "i64x2.replace_lane"],
  [0x1f, "[v128] → [f32]", "f32x4.extract_lane"],
  [0x20, "[v128 f32] → [v128]", "f32x4.replace_lane"],
  [0x21, "[v128] → [f64]", "f64x2.extract_lane"],
  [0x22, "[v128 f64] → [v128]", "f64x2.replace_lane"],
  [0x23, "[v128 v128] → [v128]", of("i8x16", compared)],
  [0x2d, "[v128 v128] → [v128]", of("i16x8", compared)],
  [0x37, "[v128 v128] → [v128]", of("i32x4", compared)],
  [0x41, "[v128 v128] → [v128]", of("f32x4", comparedFloats)],
  [0x47, "[v128 v128] → [v128]", of("f64x2", comparedFloats)],
  [0x4d, "[v128] → [v128]", "v128.not"],
  [0x4e, "[v128 v128] → [v128]", of("v128", "and andnot or xor")],
  [0x52, "[v128 v128 v128] → [v128]", "v128.bitselect"],
  [0x53, "[v128] → [i32]", "v128.any_true"],
  [0x54, "[i32 v128] → [v128]", "v128.load8_lane", 1],
  [0x55, "[i32 v128] → [v128]", "v128.load16_lane", 2],
  [0x56, "[i32 v128] → [v128]", "v128.load32_lane", 4],
  [0x57, "[i32 v128] → [v128]", "v128.load64_lane", 8],
  [0x58, "[i32 v128] → []", "v128.store8_lane", 1],
  [0x59, "[i32 v128] → []", "v128.store16_lane", 2],
  [0x5a, "[i32 v128] → []", "v128.store32_lane", 4],
  [0x5b, "[i32 v128] → []", "v128.store64_lane", 8],
  [0x5c, "[i32] → [v128]", "v128.load32_zero", 4],
  [0x5d, "[i32] → [v128]", "v128.load64_zero", 8],
  [0x5e, "[v128] → [v128]", "f32x4.demote_f64x2_zero f64x2.promote_low_f32x4"],
  [0x60, "[v128] → [v128]", of("i8x16", "abs neg popcnt")],
  [0x63, "[v128] → [i32]", of("i8x16", "all_true bitmask")],
  [0x65, "[v128 v128] → [v128]", of("i8x16", "narrow_i16x8_s narrow_i16x8_u")],
  [0x67, "[v128] → [v128]", of("f32x4", "ceil floor trunc nearest")],
  [0x6b, "[v128 i32] → [v128]", of("i8x16", shifts)],
  [0x6e, "[v128 v128] → [v128]", of("i8x16", sums)],
  [0x74, "[v128] → [v128]", of("f64x2", "ceil floor")],
  [0x76, "[v128 v128] → [v128]", of("i8x16", extremes)],
  [0x7a, "[v128] → [v128]", "f64x2.trunc"],
  [0x7b, "[v128 v128] → [v128]", "i8x16.avgr_u"],
  [0x7c, "[v128] → [v128]", of("i16x8", "extadd_pairwise_i8x16_s extadd_pairwise_i8x16_u")],
  [0x7e, "[v128] → [v128]", of("i32x4", "extadd_pairwise_i16x8_s extadd_pairwise_i16x8_u")],
  [0x80, "[v128] → [v128]", of("i16x8", "abs neg")],
  [0x82, "[v128 v128] → [v128]", "i16x8.q15mulr_sat_s"],
  [0x83, "[v128] → [i32]", of("i16x8", "all_true bitmask")],
  [0x85, "[v128 v128] → [v128]", of("i16x8", "narrow_i32x4_s narrow_i32x4_u")],
  [0x87, "[v128] → [v128]", of("i16x8", bothHalves("extend", "i8x16"))],
  [0x8b, "[v128 i32] → [v128]", of("i16x8", shifts)],
  [0x8e, "[v128 v128] → [v128]", of("i16x8", sums)],
  [0x94, "[v128] → [v128]", "f64x2.nearest"],
  [0x95, "[v128 v128] → [v128]", of("i16x8", `mul ${extremes}`)],
  [0x9b, "[v128 v128] → [v128]", "i16x8.avgr_u"],
  [0x9c, "[v128 v128] → [v128]", of("i16x8", bothHalves("extmul", "i8x16"))],
  [0xa0, "[v128] → [v128]", of("i32x4", "abs neg")],
  [0xa3, "[v128] → [i32]", of("i32x4", "all_true bitmask")],
  [0xa7, "[v128] → [v128]", of("i32x4", bothHalves("extend", "i16x8"))],
  [0xab, "[v128 i32] → [v128]", of("i32x4", shifts)],
  [0xae, "[v128 v128] → [v128]", "i32x4.add"],
  [0xb1, "[v128 v128] → [v128]", "i32x4.sub"],
  [0xb5, "[v128 v128] → [v128]", of("i32x4", `mul ${extremes} dot_i16x8_s`)],
  [0xbc, "[v128 v128] → [v128]", of("i32x4", bothHalves("extmul", "i16x8"))],
  [0xc0, "[v128] → [v128]", of("i64x2", "abs neg")],
  [0xc3, "[v128] → [i32]", of("i64x2", "all_true bitmask")],
  [0xc7, "[v128] → [v128]", of("i64x2", bothHalves("extend", "i32x4"))],
  [0xcb, "[v128 i32] → [v128]", of("i64x2", shifts)],
  [0xce, "[v128 v128] → [v128]", "i64x2.add"],
  [0xd1, "[v128 v128] → [v128]", "i64x2.sub"],
  [0xd5, "[v128 v128] → [v128]", of("i64x2", "mul eq ne lt_s gt_s le_s ge_s")],
  [0xdc, "[v128 v128] → [v128]", of("i64x2", bothHalves("extmul", "i32x4"))],
  [0xe0, "[v128] → [v128]", of("f32x4", "abs neg")],
  [0xe3, "[v128] → [v128]", "f32x4.sqrt"],
  [0xe4, "[v128 v128] → [v128]", of("f32x4", arithmetic)],
  [0xec, "[v128] → [v128]", of("f64x2", "abs neg")],
  [0xef, "[v128] → [v128]", "f64x2.sqrt"],
  [0xf0, "[v128 v128] → [v128]", of("f64x2", arithmetic)],
  [0xf8, "[v128] → [v128]", of("i32x4", "trunc_sat_f32x4_s trunc_sat_f32x4_u")],
  [0xfa, "[v128] → [v128]", of("f32x4", "convert_i32x4_s convert_i32x4_u")],
  [0xfc, "[v128] → [v128]", of("i32x4", "trunc_sat_f64x2_s_zero trunc_sat_f64x2_u_zero")],
  [0xfe, "[v128] → [v128]", of("f64x2", "convert_low_i32x4_s convert_low_i32x4_u")],
  [0x100, "[v128 v128] → [v128]", "i8x16.relaxed_swizzle"],
  [0x101, "[v128] → [v128]", of("i32x4", "relaxed_trunc_f32x4_s relaxed_trunc_f32x4_u")],
  [0x103, "[v128] → [v128]", of("i32x4", "relaxed_trunc_f64x2_s_zero relaxed_trunc_f64x2_u_zero")],
  [0x105, "[v128 v128 v128] → [v128]", of("f32x4", "relaxed_madd relaxed_nmadd")],
  [0x107, "[v128 v128 v128] → [v128]", of("f64x2", "relaxed_madd relaxed_nmadd")],
  [0x109, "[v128 v128 v128] → [v128]", "i8x16.relaxed_laneselect i16x8.relaxed_laneselect"],
  [0x10b, "[v128 v128 v128] → [v128]", "i32x4.relaxed_laneselect i64x2.relaxed_laneselect"],
  [0x10d, "[v128 v128] → [v128]", of("f32x4", "relaxed_min relaxed_max")],
  [0x10f, "[v128 v128] → [v128]", of("f64x2", "relaxed_min relaxed_max")],
  [0x111, "[v128 v128] → [v128]", of("i16x8", "relaxed_q15mulr_s relaxed_dot_i8x16_i7x16_s")],
  [0x113, "[v128 v128 v128] → [v128]", "i32x4.relaxed_dot_i8x16_i7x16_add_s"],
];

const atomic: readonly Run[] = [
  [0x00, "[i32 i32] → [i32]", "memory.atomic.notify", 4],
  [0x01, "[i32 i32 i64] → [i32]", "memory.atomic.wait32", 4],
  [0x10, "[i32] → [i32]", "i32.atomic.load", 4],
  [0x17, "[i32 i32] → []", "i32.atomic.store", 4],
  [0x1e, "[i32 i32] → [i32]", "i32.atomic.rmw.add", 4],
  [0x25, "[i32 i32] → [i32]", "i32.atomic.rmw.sub", 4],
  [0x2c, "[i32 i32] → [i32]", "i32.atomic.rmw.and", 4],
  [0x33, "[i32 i32] → [i32]", "i32.atomic.rmw.or", 4],
  [0x3a, "[i32 i32] → [i32]", "i32.atomic.rmw.xor", 4],
  [0x41, "[i32 i32] → [i32]", "i32.atomic.rmw.xchg", 4],
  [0x48, "[i32 i32 i32] → [i32]", "i32.atomic.rmw.cmpxchg", 4],
];

/** What the index says of an instruction. */
export interface Entry {
  readonly prefix: number | undefined;
  readonly code: number;
  readonly type: string;
  readonly width: number | undefined;
}

const entries = (prefix: number | undefined, runs: readonly Run[]): readonly (readonly [string, Entry])[] =>
  runs.flatMap(([first, type, names, width]) =>
    names.split(" ").map((name, index) => [name, { prefix, code: first + index, type, width }] as const),
  );

export const indexOfInstructions: ReadonlyMap<string, Entry> = new Map([
  // Of every type, and so of i32.
  ["drop", { prefix: undefined, code: 0x1a, type: "[i32] → []", width: undefined }],
  ...entries(undefined, oneByte),
  ...entries(0xfc, bulk),
  ...entries(0xfd, vector),
  ...entries(0xfe, atomic),
]);
