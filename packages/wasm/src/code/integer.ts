import { type Code, constantOf, numberOf, op } from "./code.js";

/** An `i32` constant. */
export const int = (value: number): Code => numberOf("i32", value);

/** `a + b`, worked out where it can be. */
export const plus = (a: Code, b: Code): Code => {
  const [left, right] = [constantOf(a), constantOf(b)];
  if (left === 0) return b;
  if (right === 0) return a;
  return left !== undefined && right !== undefined ? int(left + right) : op("i32.add", a, b);
};

/** `a · factor`, worked out where it can be. */
export const times = (a: Code, factor: number): Code => {
  const value = constantOf(a);
  if (value !== undefined) return int(value * factor);
  if (factor === 0) return int(0);
  if (factor === 1) return a;
  const bits = Math.log2(factor);
  return Number.isInteger(bits) ? op("i32.shl", a, int(bits)) : op("i32.mul", a, int(factor));
};

/** `a − b`. */
export const minus = (a: Code, b: Code): Code => {
  const [left, right] = [constantOf(a), constantOf(b)];
  if (right === 0) return a;
  return left !== undefined && right !== undefined ? int(left - right) : op("i32.sub", a, b);
};
