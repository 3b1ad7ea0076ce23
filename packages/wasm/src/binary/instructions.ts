// The instructions of WebAssembly that the compiler uses, as data: what each takes from the stack, what it leaves there, and its bytes.
// Source: WebAssembly Core Specification 2.0, section 5.4, with the proposals Threads and Relaxed SIMD.

import { unsigned } from "./leb128.js";

/** The types of values on the stack. */
export type ValueType = "i32" | "i64" | "f32" | "f64" | "v128";

/** An instruction without immediates, but for those that its kind tells. */
export interface Instruction {
  readonly opcode: readonly number[];
  readonly params: readonly ValueType[];
  readonly result: ValueType | undefined;
  /** For accesses to memory, the logarithm of the width in bytes: their natural alignment. */
  readonly align?: number;
}

const types = { i: "i32", l: "i64", f: "f32", d: "f64", v: "v128" } as const satisfies Record<string, ValueType>;

/** `"ii>i"` is from two `i32` to one. */
type Signature = `${string}>${keyof typeof types | ""}`;

const typeOf = (letter: string): ValueType => {
  // Safe: tables below use no other letters, or the next line throws.
  const type = types[letter as keyof typeof types];
  if (type === undefined) throw new TypeError(`no type is called ${letter}`);
  return type;
};

const instruction = (opcode: readonly number[], signature: Signature, align?: number): Instruction => {
  const [params = "", result = ""] = signature.split(">");
  return {
    opcode,
    params: [...params].map(typeOf),
    result: result === "" ? undefined : typeOf(result),
    ...(align === undefined ? {} : { align }),
  };
};

/** The bytes of an instruction behind a prefix. */
const prefixed = (prefix: number, code: number): readonly number[] => [prefix, ...unsigned(code)];

type Row = readonly [code: number, signature: Signature, align?: number];

const tabled = <const T extends Readonly<Record<string, Row>>>(
  bytes: (code: number) => readonly number[],
  rows: T,
): { readonly [Name in keyof T]: Instruction } =>
  // Safe: the entries are those of the rows.
  Object.fromEntries(
    Object.entries(rows).map(([name, [code, signature, align]]) => [name, instruction(bytes(code), signature, align)]),
  ) as { readonly [Name in keyof T]: Instruction };

const scalar = tabled((code) => [code], {
  drop: [0x1a, "i>"],
  "i32.load": [0x28, "i>i", 2],
  "f32.load": [0x2a, "i>f", 2],
  "f64.load": [0x2b, "i>d", 3],
  "i32.load8_u": [0x2d, "i>i", 0],
  "i32.load16_u": [0x2f, "i>i", 1],
  "i32.store": [0x36, "ii>", 2],
  "f32.store": [0x38, "if>", 2],
  "f64.store": [0x39, "id>", 3],
  "i32.store8": [0x3a, "ii>", 0],
  "i32.store16": [0x3b, "ii>", 1],
  "i32.const": [0x41, ">i"],
  "i64.const": [0x42, ">l"],
  "f32.const": [0x43, ">f"],
  "f64.const": [0x44, ">d"],
  "i32.eqz": [0x45, "i>i"],
  "i32.eq": [0x46, "ii>i"],
  "i32.ne": [0x47, "ii>i"],
  "i32.lt_s": [0x48, "ii>i"],
  "i32.lt_u": [0x49, "ii>i"],
  "i32.gt_u": [0x4b, "ii>i"],
  "i32.le_u": [0x4d, "ii>i"],
  "i32.ge_u": [0x4f, "ii>i"],
  "i32.ctz": [0x68, "i>i"],
  "i32.popcnt": [0x69, "i>i"],
  "i32.add": [0x6a, "ii>i"],
  "i32.sub": [0x6b, "ii>i"],
  "i32.mul": [0x6c, "ii>i"],
  "i32.div_u": [0x6e, "ii>i"],
  "i32.rem_u": [0x70, "ii>i"],
  "i32.and": [0x71, "ii>i"],
  "i32.or": [0x72, "ii>i"],
  "i32.shl": [0x74, "ii>i"],
  "i32.shr_u": [0x76, "ii>i"],
});

const bulk = tabled((code) => prefixed(0xfc, code), {
  "memory.copy": [10, "iii>"],
  "memory.fill": [11, "iii>"],
});

const simd = tabled((code) => prefixed(0xfd, code), {
  "v128.load": [0, "i>v", 4],
  "v128.load8_splat": [7, "i>v", 0],
  "v128.load16_splat": [8, "i>v", 1],
  "v128.load32_splat": [9, "i>v", 2],
  "v128.load64_splat": [10, "i>v", 3],
  "v128.store": [11, "iv>", 4],
  "v128.const": [12, ">v"],
  "i8x16.shuffle": [13, "vv>v"],
  "i8x16.swizzle": [14, "vv>v"],
  "i32x4.splat": [17, "i>v"],
  "f32x4.splat": [19, "f>v"],
  "f64x2.splat": [20, "d>v"],
  "i32x4.extract_lane": [27, "v>i"],
  "f32x4.extract_lane": [31, "v>f"],
  "f64x2.extract_lane": [33, "v>d"],
  "i8x16.eq": [35, "vv>v"],
  "i32x4.eq": [55, "vv>v"],
  "i32x4.ne": [56, "vv>v"],
  "i32x4.lt_s": [57, "vv>v"],
  "i32x4.gt_s": [59, "vv>v"],
  "i32x4.le_s": [61, "vv>v"],
  "i32x4.ge_s": [63, "vv>v"],
  "f32x4.eq": [65, "vv>v"],
  "f32x4.ne": [66, "vv>v"],
  "f32x4.lt": [67, "vv>v"],
  "f32x4.gt": [68, "vv>v"],
  "f32x4.le": [69, "vv>v"],
  "f32x4.ge": [70, "vv>v"],
  "f64x2.eq": [71, "vv>v"],
  "f64x2.ne": [72, "vv>v"],
  "f64x2.lt": [73, "vv>v"],
  "f64x2.gt": [74, "vv>v"],
  "f64x2.le": [75, "vv>v"],
  "f64x2.ge": [76, "vv>v"],
  "v128.not": [77, "v>v"],
  "v128.and": [78, "vv>v"],
  "v128.andnot": [79, "vv>v"],
  "v128.or": [80, "vv>v"],
  "v128.xor": [81, "vv>v"],
  "v128.bitselect": [82, "vvv>v"],
  "v128.any_true": [83, "v>i"],
  "v128.load8_lane": [84, "iv>v", 0],
  "v128.load16_lane": [85, "iv>v", 1],
  "v128.load32_lane": [86, "iv>v", 2],
  "v128.load64_lane": [87, "iv>v", 3],
  "v128.store8_lane": [88, "iv>", 0],
  "v128.store16_lane": [89, "iv>", 1],
  "v128.store32_lane": [90, "iv>", 2],
  "v128.store64_lane": [91, "iv>", 3],
  "v128.load32_zero": [92, "i>v", 2],
  "v128.load64_zero": [93, "i>v", 3],
  "f32x4.demote_f64x2_zero": [94, "v>v"],
  "f64x2.promote_low_f32x4": [95, "v>v"],
  "i8x16.bitmask": [100, "v>i"],
  "i8x16.narrow_i16x8_u": [102, "vv>v"],
  "f32x4.ceil": [103, "v>v"],
  "f32x4.floor": [104, "v>v"],
  "f32x4.trunc": [105, "v>v"],
  "f32x4.nearest": [106, "v>v"],
  "i8x16.add": [110, "vv>v"],
  "i8x16.sub": [113, "vv>v"],
  "f64x2.ceil": [116, "v>v"],
  "f64x2.floor": [117, "v>v"],
  "f64x2.trunc": [122, "v>v"],
  "i16x8.narrow_i32x4_u": [134, "vv>v"],
  "i16x8.extend_low_i8x16_u": [137, "v>v"],
  "f64x2.nearest": [148, "v>v"],
  "i32x4.abs": [160, "v>v"],
  "i32x4.neg": [161, "v>v"],
  "i32x4.bitmask": [164, "v>i"],
  "i32x4.extend_low_i16x8_s": [167, "v>v"],
  "i32x4.extend_low_i16x8_u": [169, "v>v"],
  "i32x4.shl": [171, "vi>v"],
  "i32x4.shr_s": [172, "vi>v"],
  "i32x4.shr_u": [173, "vi>v"],
  "i32x4.add": [174, "vv>v"],
  "i32x4.sub": [177, "vv>v"],
  "i32x4.mul": [181, "vv>v"],
  "i32x4.min_s": [182, "vv>v"],
  "i32x4.max_s": [184, "vv>v"],
  "i64x2.neg": [193, "v>v"],
  "i64x2.bitmask": [196, "v>i"],
  "i64x2.extend_low_i32x4_s": [199, "v>v"],
  "i64x2.extend_low_i32x4_u": [201, "v>v"],
  "i64x2.shl": [203, "vi>v"],
  "i64x2.shr_s": [204, "vi>v"],
  "i64x2.shr_u": [205, "vi>v"],
  "i64x2.add": [206, "vv>v"],
  "i64x2.sub": [209, "vv>v"],
  "i64x2.eq": [214, "vv>v"],
  "i64x2.lt_s": [216, "vv>v"],
  "i64x2.gt_s": [217, "vv>v"],
  "i64x2.extmul_low_i32x4_u": [222, "vv>v"],
  "i64x2.extmul_high_i32x4_u": [223, "vv>v"],
  "f32x4.abs": [224, "v>v"],
  "f32x4.neg": [225, "v>v"],
  "f32x4.sqrt": [227, "v>v"],
  "f32x4.add": [228, "vv>v"],
  "f32x4.sub": [229, "vv>v"],
  "f32x4.mul": [230, "vv>v"],
  "f32x4.div": [231, "vv>v"],
  "f32x4.min": [232, "vv>v"],
  "f32x4.max": [233, "vv>v"],
  "f32x4.pmin": [234, "vv>v"],
  "f32x4.pmax": [235, "vv>v"],
  "f64x2.abs": [236, "v>v"],
  "f64x2.neg": [237, "v>v"],
  "f64x2.sqrt": [239, "v>v"],
  "f64x2.add": [240, "vv>v"],
  "f64x2.sub": [241, "vv>v"],
  "f64x2.mul": [242, "vv>v"],
  "f64x2.div": [243, "vv>v"],
  "f64x2.min": [244, "vv>v"],
  "f64x2.max": [245, "vv>v"],
  "f64x2.pmin": [246, "vv>v"],
  "f64x2.pmax": [247, "vv>v"],
  "i32x4.trunc_sat_f32x4_s": [248, "v>v"],
  "f32x4.convert_i32x4_s": [250, "v>v"],
  "i32x4.trunc_sat_f64x2_s_zero": [252, "v>v"],
  "i32x4.trunc_sat_f64x2_u_zero": [253, "v>v"],
  "f64x2.convert_low_i32x4_s": [254, "v>v"],
  "f64x2.convert_low_i32x4_u": [255, "v>v"],
  "f32x4.relaxed_madd": [261, "vvv>v"],
  "f32x4.relaxed_nmadd": [262, "vvv>v"],
  "f64x2.relaxed_madd": [263, "vvv>v"],
  "f64x2.relaxed_nmadd": [264, "vvv>v"],
  "i32x4.relaxed_laneselect": [267, "vvv>v"],
  "i64x2.relaxed_laneselect": [268, "vvv>v"],
});

const atomic = tabled((code) => prefixed(0xfe, code), {
  "memory.atomic.notify": [0x00, "ii>i", 2],
  "memory.atomic.wait32": [0x01, "iil>i", 2],
  "i32.atomic.load": [0x10, "i>i", 2],
  "i32.atomic.store": [0x17, "ii>", 2],
  "i32.atomic.rmw.add": [0x1e, "ii>i", 2],
  "i32.atomic.rmw.cmpxchg": [0x48, "iii>i", 2],
});

/** Every instruction but those that structure control and name locals, globals or functions. */
export const instructions = { ...scalar, ...bulk, ...simd, ...atomic } as const;

/** The name of an instruction, as in the text format. */
export type InstructionName = keyof typeof instructions;

/** The bytes of control and of variables, whose immediates name things. */
export const control = {
  unreachable: 0x00,
  block: 0x02,
  loop: 0x03,
  if: 0x04,
  else: 0x05,
  end: 0x0b,
  br: 0x0c,
  brIf: 0x0d,
  return: 0x0f,
  call: 0x10,
  select: 0x1b,
  localGet: 0x20,
  localSet: 0x21,
  localTee: 0x22,
  globalGet: 0x23,
  globalSet: 0x24,
  emptyBlock: 0x40,
} as const;

/** The bytes of types. */
export const typeBytes: Readonly<Record<ValueType, number>> = {
  i32: 0x7f,
  i64: 0x7e,
  f32: 0x7d,
  f64: 0x7c,
  v128: 0x7b,
};
