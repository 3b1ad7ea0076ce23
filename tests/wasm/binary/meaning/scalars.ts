import { fc } from "@fast-check/vitest";
import { f32, f64, i8, i32, u32, vectors, write } from "./lanes.js";
import { access, addressOf, first, type Given, lanes, type Meaning, region, scalar } from "./meaning.js";

const truth = (value: boolean): number => (value ? 1 : 0);

const bitsOf = (value: number): string => (value >>> 0).toString(2);

/** The number that a constant carries. */
const numberIn = ({ immediate }: Given): number => (immediate.kind === "number" ? immediate.value : Number.NaN);

const constant = (type: typeof f32): Meaning => ({
  argument: () => vectors(type),
  result: (given) => lanes(type, [numberIn(given)]),
});

/** Two places in the region, or a place and a byte, and a number of bytes. */
const spans =
  (isByte: boolean): Meaning["argument"] =>
  (index) =>
    index === 1 && isByte
      ? vectors(i32)
      : fc
          .integer({ min: 0, max: region.bytes / 2 })
          .map((place) => write(u32, [(index < 2 ? region.start : 0) + place]));

const bytesOf = ({ memory }: Given): Uint8Array => new Uint8Array(memory.buffer);

export const scalars = {
  drop: { argument: () => vectors(i32), result: () => "nothing" },
  "i32.load": access(i32, ({ memory }, at) => lanes(i32, [memory.getInt32(at, true)])),
  "f32.load": access(f32, ({ memory }, at) => lanes(f32, [memory.getFloat32(at, true)])),
  "f64.load": access(f64, ({ memory }, at) => lanes(f64, [memory.getFloat64(at, true)])),
  "i32.load8_u": access(i32, ({ memory }, at) => lanes(i32, [memory.getUint8(at)])),
  "i32.load16_u": access(i32, ({ memory }, at) => lanes(i32, [memory.getUint16(at, true)])),
  "i32.store": access(i32, (given, at) => {
    given.memory.setInt32(at, first(i32, given, 1), true);
    return "nothing";
  }),
  "f32.store": access(f32, (given, at) => {
    given.memory.setFloat32(at, first(f32, given, 1), true);
    return "nothing";
  }),
  "f64.store": access(f64, (given, at) => {
    given.memory.setFloat64(at, first(f64, given, 1), true);
    return "nothing";
  }),
  "i32.store8": access(i32, (given, at) => {
    given.memory.setInt8(at, first(i32, given, 1));
    return "nothing";
  }),
  "i32.store16": access(i32, (given, at) => {
    given.memory.setInt16(at, first(i32, given, 1), true);
    return "nothing";
  }),
  "i32.const": constant(i32),
  "f32.const": constant(f32),
  "f64.const": constant(f64),
  "i32.eqz": scalar((a = 0) => truth(a === 0)),
  "i32.eq": scalar((a, b) => truth(a === b)),
  "i32.ne": scalar((a, b) => truth(a !== b)),
  "i32.lt_s": scalar((a = 0, b = 0) => truth(a < b)),
  "i32.lt_u": scalar((a = 0, b = 0) => truth(a >>> 0 < b >>> 0)),
  "i32.gt_u": scalar((a = 0, b = 0) => truth(a >>> 0 > b >>> 0)),
  "i32.le_u": scalar((a = 0, b = 0) => truth(a >>> 0 <= b >>> 0)),
  "i32.ge_u": scalar((a = 0, b = 0) => truth(a >>> 0 >= b >>> 0)),
  "i32.ctz": scalar((a = 0) => (a === 0 ? 32 : bitsOf(a).length - 1 - bitsOf(a).lastIndexOf("1"))),
  "i32.popcnt": scalar((a = 0) => bitsOf(a).replaceAll("0", "").length),
  "i32.add": scalar((a = 0, b = 0) => a + b),
  "i32.sub": scalar((a = 0, b = 0) => a - b),
  "i32.mul": scalar((a = 0, b = 0) => Number(BigInt.asIntN(32, BigInt(a) * BigInt(b)))),
  "i32.div_u": scalar((a = 0, b = 0) => (b === 0 ? undefined : Math.floor((a >>> 0) / (b >>> 0)))),
  "i32.rem_u": scalar((a = 0, b = 0) => (b === 0 ? undefined : (a >>> 0) % (b >>> 0))),
  "i32.and": scalar((a = 0, b = 0) => a & b),
  "i32.or": scalar((a = 0, b = 0) => a | b),
  "i32.shl": scalar((a = 0, b = 0) => a << b),
  "i32.shr_u": scalar((a = 0, b = 0) => a >>> b),
  "memory.copy": {
    argument: spans(false),
    result: (given) => {
      const [source, bytes] = [first(u32, given, 1), first(u32, given, 2)];
      const copied = bytesOf(given).slice(source, source + bytes);
      bytesOf(given).set(copied, addressOf(given));
      return "nothing";
    },
  },
  "memory.fill": {
    argument: spans(true),
    result: (given) => {
      const [value, bytes] = [first(i8, given, 1), first(u32, given, 2)];
      bytesOf(given).fill(value, addressOf(given), addressOf(given) + bytes);
      return "nothing";
    },
  },
} as const satisfies Record<string, Meaning>;
