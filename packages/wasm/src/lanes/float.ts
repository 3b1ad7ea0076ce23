// Arithmetic on vectors of floats as functions from code to code, the same for both widths, so that a function of the reals is written
// once. The bits of a float are a whole number of the same width: what the names ending in `Bits` compute with.

import { type Code, op, vectorOf } from "../code/code.js";
import { int } from "../code/integer.js";
import { floats } from "./constant.js";

/** How a float is laid out: the bits of its significand, and what is added to its exponent. */
export interface Format {
  readonly significand: number;
  readonly bias: number;
}

export interface FloatLanes {
  readonly dtype: "f32" | "f64";
  readonly format: Format;
  readonly options: LaneOptions;
  readonly constant: (value: number) => Code;
  readonly add: (a: Code, b: Code) => Code;
  readonly sub: (a: Code, b: Code) => Code;
  readonly mul: (a: Code, b: Code) => Code;
  readonly div: (a: Code, b: Code) => Code;
  /** `a·b + c`, rounded once or twice. */
  readonly multiplyAdd: (a: Code, b: Code, c: Code) => Code;
  /** `c − a·b`, rounded once or twice. */
  readonly multiplySubtract: (a: Code, b: Code, c: Code) => Code;
  readonly neg: (a: Code) => Code;
  readonly abs: (a: Code) => Code;
  readonly sqrt: (a: Code) => Code;
  readonly floor: (a: Code) => Code;
  readonly trunc: (a: Code) => Code;
  /** The larger, NaN where either is, `0 > −0`: `Math.max`. */
  readonly max: (a: Code, b: Code) => Code;
  /** The smaller, NaN where either is, `−0 < 0`: `Math.min`. */
  readonly min: (a: Code, b: Code) => Code;
  /** `bound` where `a < bound`, else `a`, so NaN where `a` is: cheaper than `max`. */
  readonly atLeast: (a: Code, bound: Code) => Code;
  /** `bound` where `a > bound`, else `a`, so NaN where `a` is: cheaper than `min`. */
  readonly atMost: (a: Code, bound: Code) => Code;
  readonly equal: (a: Code, b: Code) => Code;
  readonly notEqual: (a: Code, b: Code) => Code;
  readonly less: (a: Code, b: Code) => Code;
  readonly lessEqual: (a: Code, b: Code) => Code;
  readonly greater: (a: Code, b: Code) => Code;
  readonly greaterEqual: (a: Code, b: Code) => Code;
  /** `a` where all bits of the mask are set, `b` where none is. */
  readonly choose: (mask: Code, a: Code, b: Code) => Code;
  readonly constantBits: (value: bigint) => Code;
  readonly addBits: (a: Code, b: Code) => Code;
  readonly subBits: (a: Code, b: Code) => Code;
  readonly shiftLeft: (a: Code, count: number) => Code;
  /** Zeros come in from the left. */
  readonly shiftRight: (a: Code, count: number) => Code;
}

/** How many elements a vector stands for: where it is 2, lanes of 32 bits fill the low half, and the other half may hold anything. */
export type LaneCount = 2 | 4;

export interface LaneOptions {
  /** Whether `a·b + c` may be rounded once: quicker, and not the same on every machine. */
  readonly relaxed: boolean;
  readonly lanes: LaneCount;
}

const formats = { f32: { significand: 23, bias: 127 }, f64: { significand: 52, bias: 1023 } } as const;

const bitsOf = (dtype: "f32" | "f64", value: bigint): Code => {
  const lanes =
    dtype === "f32"
      ? new Uint32Array(4).fill(Number(BigInt.asUintN(32, value)))
      : new BigUint64Array(2).fill(BigInt.asUintN(64, value));
  return vectorOf([...new Uint8Array(lanes.buffer)]);
};

/** The arithmetic of 4 lanes of f32 or 2 of f64. */
export const lanesOf = (dtype: "f32" | "f64", options: LaneOptions): FloatLanes => {
  const { relaxed } = options;
  const float = dtype === "f32" ? "f32x4" : "f64x2";
  const integer = dtype === "f32" ? "i32x4" : "i64x2";
  const add = (a: Code, b: Code): Code => op(`${float}.add`, a, b);
  const sub = (a: Code, b: Code): Code => op(`${float}.sub`, a, b);
  const mul = (a: Code, b: Code): Code => op(`${float}.mul`, a, b);
  return {
    dtype,
    format: formats[dtype],
    options,
    constant: (value) => floats(dtype, value),
    add,
    sub,
    mul,
    div: (a, b) => op(`${float}.div`, a, b),
    multiplyAdd: relaxed ? (a, b, c) => op(`${float}.relaxed_madd`, a, b, c) : (a, b, c) => add(mul(a, b), c),
    multiplySubtract: relaxed ? (a, b, c) => op(`${float}.relaxed_nmadd`, a, b, c) : (a, b, c) => sub(c, mul(a, b)),
    neg: (a) => op(`${float}.neg`, a),
    abs: (a) => op(`${float}.abs`, a),
    sqrt: (a) => op(`${float}.sqrt`, a),
    floor: (a) => op(`${float}.floor`, a),
    trunc: (a) => op(`${float}.trunc`, a),
    max: (a, b) => op(`${float}.max`, a, b),
    min: (a, b) => op(`${float}.min`, a, b),
    atLeast: (a, bound) => op(`${float}.pmax`, a, bound),
    atMost: (a, bound) => op(`${float}.pmin`, a, bound),
    equal: (a, b) => op(`${float}.eq`, a, b),
    notEqual: (a, b) => op(`${float}.ne`, a, b),
    less: (a, b) => op(`${float}.lt`, a, b),
    lessEqual: (a, b) => op(`${float}.le`, a, b),
    greater: (a, b) => op(`${float}.gt`, a, b),
    greaterEqual: (a, b) => op(`${float}.ge`, a, b),
    choose: (mask, a, b) => op(relaxed ? `${integer}.relaxed_laneselect` : "v128.bitselect", a, b, mask),
    constantBits: (value) => bitsOf(dtype, value),
    addBits: (a, b) => op(`${integer}.add`, a, b),
    subBits: (a, b) => op(`${integer}.sub`, a, b),
    shiftLeft: (a, count) => op(`${integer}.shl`, a, int(count)),
    shiftRight: (a, count) => op(`${integer}.shr_u`, a, int(count)),
  };
};
