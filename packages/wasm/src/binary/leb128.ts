/**
 * Appends an unsigned number in LEB128: seven bits to a byte, the lowest first.
 *
 * @throws RangeError when it is negative or not whole: there are no bytes for it.
 */
export const appendUnsigned = (bytes: number[], value: number): void => {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${value} is no unsigned number`);
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) + 0x80);
  bytes.push(rest);
};

/**
 * An unsigned number in LEB128.
 *
 * @throws RangeError when it is negative or not whole.
 */
export const unsigned = (value: number): readonly number[] => {
  const bytes: number[] = [];
  appendUnsigned(bytes, value);
  return bytes;
};

/** A signed number in LEB128: as many bytes as it takes for the last to carry the sign. */
export const signed = (value: number | bigint): readonly number[] => {
  // Most numbers are small, and need no big arithmetic.
  if (typeof value === "number" && value >= -0x40 && value < 0x40 && Number.isInteger(value)) return [value & 0x7f];
  const bytes: number[] = [];
  let rest = BigInt(value);
  for (;;) {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    const isLast = (rest === 0n && low < 0x40) || (rest === -1n && low >= 0x40);
    bytes.push(isLast ? low : low + 0x80);
    if (isLast) return bytes;
  }
};

/** The IEEE 754 bytes of a number, little-endian. */
export const float = (value: number, width: 4 | 8): readonly number[] => {
  const view = new DataView(new ArrayBuffer(width));
  if (width === 4) view.setFloat32(0, value, true);
  else view.setFloat64(0, value, true);
  return [...new Uint8Array(view.buffer)];
};
