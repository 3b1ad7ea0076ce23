import { type Code, op, shuffle, vectorOf } from "../../code/code.js";
import { int } from "../../code/integer.js";
import { and, lookUp, or, words } from "../../lanes/bits.js";
import type { FloatLanes } from "../../lanes/float.js";
import { fastTwoSum, twoProduct } from "../double.js";
import type { Angle } from "./angle.js";
import { twoOverPi } from "./two-over-pi.js";

/** For `|x| ≥ π/4` the window of 192 digits begins at most 56 before the point: the biased exponent for which it does. */
const lowestExponent = 1021;
const table = [0, 0, 0, 0, 0, 0, 0, ...twoOverPi.slice(0, 145)];

const halfPi = { high: 1.5707963267948966, low: 6.123233995736766e-17 } as const;

/** The parts of 32 bits of two lanes, the upper ones in the low half of the result. */
const parts = (digits: Code): Code => words(digits, digits, [1, 3, 0, 2]);

const upper = (a: Code): Code => op("i64x2.shr_u", a, int(32));
const add = (...terms: readonly [Code, ...Code[]]): Code => terms.reduce((a, b) => op("i64x2.add", a, b));

/** Eight bytes for each lane, the first on top, from the place that the lane says. */
const window = (places: Code, first: number): Code => {
  const everyByte = shuffle(places, places, [0, 0, 0, 0, 0, 0, 0, 0, 8, 8, 8, 8, 8, 8, 8, 8]);
  const order = [7, 6, 5, 4, 3, 2, 1, 0].map((byte) => first + byte);
  return parts(lookUp(table, op("i8x16.add", everyByte, vectorOf([...order, ...order]))));
};

/** The significand times a power of two below 2⁸, as two whole numbers of 32 bits, each in all parts of the lanes. */
const significandOf = (lanes: FloatLanes, x: Code, exponent: Code): { readonly high: Code; readonly low: Code } => {
  const { constant, constantBits, sub, mul, floor } = lanes;
  const scale = op("i64x2.shl", add(and(exponent, constantBits(7n)), constantBits(1023n + 52n)), int(52));
  const scaled = or(and(x, constantBits((1n << 52n) - 1n)), scale);
  const high = floor(mul(scaled, constant(2 ** -32)));
  const low = sub(scaled, mul(high, constant(2 ** 32)));
  const whole = (a: Code): Code => {
    const bits = lanes.add(a, constant(2 ** 52));
    return words(bits, bits, [0, 2, 0, 2]);
  };
  return { high: whole(high), low: whole(low) };
};

/** `x·2/π` modulo 4 in units of 2⁻¹²⁶: a product of two digits and six, in base 2³², without its highest and lowest. */
const turned = (lanes: FloatLanes, x: Code): { readonly high: Code; readonly low: Code } => {
  const exponent = op("i64x2.sub", op("i64x2.shr_u", x, int(52)), lanes.constantBits(BigInt(lowestExponent)));
  const places = op("i64x2.shr_u", exponent, int(3));
  const digits = [0, 8, 16].map((first) => window(places, first));
  const timesDigits = (factor: Code): readonly Code[] =>
    digits.flatMap((pair) => [
      op("i64x2.extmul_low_i32x4_u", pair, factor),
      op("i64x2.extmul_high_i32x4_u", pair, factor),
    ]);
  const significand = significandOf(lanes, x, exponent);
  const byLow = timesDigits(significand.low);
  const byHigh = timesDigits(significand.high);

  const mask = lanes.constantBits(0xffffffffn);
  const lower = (a: Code): Code => and(a, mask);
  const at = (products: readonly Code[], digit: number): Code => products[digit] ?? mask;
  const column = (digit: number): Code =>
    add(
      lower(at(byLow, digit)),
      upper(at(byLow, digit + 1)),
      lower(at(byHigh, digit + 1)),
      upper(at(byHigh, digit + 2)),
    );
  const fourth = column(3);
  const third = add(column(2), upper(fourth));
  const second = add(column(1), upper(third));
  const first = column(0);
  const shifted = (a: Code): Code => op("i64x2.shl", a, int(32));
  return { high: add(shifted(first), second), low: or(shifted(third), lower(fourth)) };
};

/** The angle of two positive f64 of at least `π/4`. */
export const reduceF64 = (lanes: FloatLanes, x: Code): Angle => {
  const { constant, constantBits, mul } = lanes;
  const { high, low } = turned(lanes, x);
  const quarters = op("i64x2.shr_u", add(high, constantBits(1n << 61n)), int(62));

  const top = or(op("i64x2.shl", high, int(2)), op("i64x2.shr_u", low, int(62)));
  const bottom = op("i64x2.shl", low, int(2));
  const part = (convert: "f64x2.convert_low_i32x4_s" | "f64x2.convert_low_i32x4_u", from: Code, weight: number): Code =>
    mul(op(convert, from), constant(2 ** -weight));
  const topParts = parts(top);
  const [first, second] = [
    part("f64x2.convert_low_i32x4_s", topParts, 32),
    part("f64x2.convert_low_i32x4_u", words(topParts, topParts, [2, 3, 2, 3]), 64),
  ];
  const bottomParts = parts(bottom);
  const [third, last] = [
    part("f64x2.convert_low_i32x4_u", bottomParts, 96),
    part("f64x2.convert_low_i32x4_u", words(bottomParts, bottomParts, [2, 3, 2, 3]), 128),
  ];
  const sum = fastTwoSum(lanes, first, second);
  const turns = fastTwoSum(lanes, sum.high, lanes.add(sum.low, lanes.add(third, last)));
  const angle = twoProduct(lanes, turns.high, constant(halfPi.high));
  const rest = lanes.add(mul(turns.high, constant(halfPi.low)), mul(turns.low, constant(halfPi.high)));
  return { quarters, ...fastTwoSum(lanes, angle.high, lanes.add(angle.low, rest)) };
};
