// LEB128 read back by the grammar of the WebAssembly Core Specification 2.0, section 5.2.2, where it is recursive.

/** `n` or `2⁷·m + (n − 2⁷)`, and the bytes behind it. */
export const decodeUnsigned = ([n = -1, ...rest]: readonly number[]): {
  readonly value: bigint;
  readonly rest: readonly number[];
} => {
  if (n < 0 || n > 0xff) throw new RangeError(`${n} is not a byte`);
  if (n < 0x80) return { value: BigInt(n), rest };
  const { value: m, rest: behind } = decodeUnsigned(rest);
  return { value: 128n * m + BigInt(n - 0x80), rest: behind };
};

/** `n`, `n − 2⁷` or `2⁷·m + (n − 2⁷)`, and the bytes behind it. */
export const decodeSigned = ([n = -1, ...rest]: readonly number[]): {
  readonly value: bigint;
  readonly rest: readonly number[];
} => {
  if (n < 0 || n > 0xff) throw new RangeError(`${n} is not a byte`);
  if (n < 0x40) return { value: BigInt(n), rest };
  if (n < 0x80) return { value: BigInt(n - 0x80), rest };
  const { value: m, rest: behind } = decodeSigned(rest);
  return { value: 128n * m + BigInt(n - 0x80), rest: behind };
};
