import { type Code, constantOf, numberOf, op } from "./code.js";

/** An `i32` constant, signed or unsigned. */
export const int = (value: number): Code => numberOf("i32", value);

/** A constant that was worked out: what does not fit into 32 bits wraps around, as it does in the engine. */
const folded = (value: number, wrapped: number): Code => int(value >= -(2 ** 31) && value < 2 ** 32 ? value : wrapped);

/** `a + b`, worked out where it can be. */
export const plus = (a: Code, b: Code): Code => {
  const [left, right] = [constantOf(a), constantOf(b)];
  if (left === 0) return b;
  if (right === 0) return a;
  if (left === undefined || right === undefined) return op("i32.add", a, b);
  return folded(left + right, (left + right) | 0);
};

/** `a · factor`, worked out where it can be. */
export const times = (a: Code, factor: number): Code => {
  const value = constantOf(a);
  if (value !== undefined) return folded(value * factor, Math.imul(value, factor));
  if (factor === 0) return int(0);
  if (factor === 1) return a;
  const bits = 31 - Math.clz32(factor);
  return factor === 2 ** bits ? op("i32.shl", a, int(bits)) : op("i32.mul", a, int(factor));
};

/** `a − b`, worked out where it can be. */
export const minus = (a: Code, b: Code): Code => {
  const [left, right] = [constantOf(a), constantOf(b)];
  if (right === 0) return a;
  if (left === undefined || right === undefined) return op("i32.sub", a, b);
  return folded(left - right, (left - right) | 0);
};
