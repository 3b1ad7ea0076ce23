import { type Code, op, shuffle, vectorOf } from "../../code/code.js";
import { int } from "../../code/integer.js";
import { and, lookUp, or, words } from "../../lanes/bits.js";
import { floats, integers } from "../../lanes/constant.js";
import { demote } from "../../lanes/halves.js";
import type { Angle } from "./angle.js";
import { twoOverPi } from "./two-over-pi.js";

/** For `|x| ≥ π/4` the window of 96 digits begins at most 32 before the point: the biased exponent for which it does. */
const lowestExponent = 120;
const table = [0, 0, 0, 0, ...twoOverPi.slice(0, 28)];

/** `2ˢ` by `s` from 0 to 7. */
const powers = [1, 2, 4, 8, 16, 32, 64, 128];

/** Four bytes for each lane, the first on top, from the place that the lane says. */
const window = (places: Code, first: number): Code => {
  const everyByte = shuffle(places, places, [0, 0, 0, 0, 4, 4, 4, 4, 8, 8, 8, 8, 12, 12, 12, 12]);
  const order = [3, 2, 1, 0].map((byte) => first + byte);
  return lookUp(table, op("i8x16.add", everyByte, vectorOf([...order, ...order, ...order, ...order])));
};

/** `x·2/π` modulo 4 in units of 2⁻⁶², of two of the four lanes. */
const turned = (half: "low" | "high", significand: Code, digits: readonly [Code, Code, Code]): Code => {
  const times = (part: Code): Code => op(`i64x2.extmul_${half}_i32x4_u`, significand, part);
  const [first, second, third] = digits;
  const upper = op("i64x2.add", op("i64x2.shl", times(first), int(32)), times(second));
  return op("i64x2.add", upper, op("i64x2.shr_u", times(third), int(32)));
};

/** How far two lanes are from the nearest quarter, as f32 in the low half. */
const distance = (turns: Code): Code => {
  const fraction = op("i64x2.shl", turns, int(2));
  const high = op("f64x2.convert_low_i32x4_s", words(fraction, fraction, [1, 3, 1, 3]));
  const low = op("f64x2.convert_low_i32x4_u", words(fraction, fraction, [0, 2, 0, 2]));
  const quarters = op("f64x2.add", high, op("f64x2.mul", low, floats("f64", 2 ** -32)));
  return demote(op("f64x2.mul", quarters, floats("f64", (Math.PI / 2) * 2 ** -32)));
};

/** The angle of four positive f32 of at least `π/4`. */
export const reduceF32 = (x: Code): Angle => {
  const exponent = op("i32x4.sub", op("i32x4.shr_u", x, int(23)), integers(lowestExponent));
  const places = op("i32x4.shr_u", exponent, int(3));
  const shift = or(and(exponent, integers(7)), integers(-256));
  const scale = op("i8x16.swizzle", vectorOf([...powers, 0, 0, 0, 0, 0, 0, 0, 0]), shift);
  const significand = op("i32x4.mul", or(and(x, integers(0x7fffff)), integers(0x800000)), scale);

  const digits = [window(places, 0), window(places, 4), window(places, 8)] as const;
  const [low, high] = [turned("low", significand, digits), turned("high", significand, digits)];
  const top = words(low, high, [1, 3, 5, 7]);
  return {
    quarters: op("i32x4.shr_u", op("i32x4.add", top, integers(1 << 29)), int(30)),
    high: words(distance(low), distance(high), [0, 1, 4, 5]),
    low: undefined,
  };
};
