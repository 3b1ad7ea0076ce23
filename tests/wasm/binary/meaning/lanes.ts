import { fc } from "@fast-check/vitest";

/** How the lanes of a type lie in bytes, and which values tell instructions apart. */
export interface Lanes<A> {
  readonly width: number;
  readonly get: (view: DataView, at: number) => A;
  readonly set: (view: DataView, at: number, value: A) => void;
  readonly value: fc.Arbitrary<A>;
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const indices = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);

/** The values of the first lanes. */
export const read = <A>({ width, get }: Lanes<A>, bytes: Uint8Array, count = 16 / width): readonly A[] =>
  indices(count).map((lane) => get(viewOf(bytes), lane * width));

/** A vector with these in its first lanes, and zeros in the others; what does not fit into a lane wraps around. */
export const write = <A>({ width, set }: Lanes<A>, values: readonly A[]): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(16);
  for (const [lane, value] of values.entries()) set(viewOf(bytes), lane * width, value);
  return bytes;
};

/** Vectors of such lanes. */
export const vectors = <A>(lanes: Lanes<A>): fc.Arbitrary<Uint8Array> => {
  const count = 16 / lanes.width;
  return fc.array(lanes.value, { minLength: count, maxLength: count }).map((values) => write(lanes, values));
};

/** A few values so often that they meet themselves and each other, special ones, and any. */
const mixed = <A>(few: readonly A[], special: readonly A[], any: fc.Arbitrary<A>): fc.Arbitrary<A> =>
  fc.oneof(fc.constantFrom(...few), fc.constantFrom(...special), any);

const integers = (bits: number): fc.Arbitrary<number> => {
  const [min, max] = [-(2 ** (bits - 1)), 2 ** bits - 1];
  return mixed([0, 1, -1], [2, 3, min, -1 - min], fc.integer({ min, max }));
};

const longs: fc.Arbitrary<bigint> = mixed(
  [0n, 1n, -1n],
  [2n, 2n ** 32n, -(2n ** 63n), 2n ** 63n - 1n],
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n }),
);

const { NaN: notANumber, POSITIVE_INFINITY: infinity } = Number;

const floats = (any: fc.Arbitrary<number>): fc.Arbitrary<number> =>
  mixed(
    [0, -0, 1, notANumber],
    [0.5, -0.5, -1, 1.5, -1.5, 2.5, 3.75, 2 ** 31, -(2 ** 31), 2 ** 32, 1e10, -1e10, infinity, -infinity].concat(
      // Below what is normal in f32, and close to its largest number.
      [1e-40, 3e38].map(Math.fround),
    ),
    any,
  );

export const u8: Lanes<number> = {
  width: 1,
  get: (view, at) => view.getUint8(at),
  set: (view, at, value) => view.setUint8(at, value),
  value: fc.oneof(fc.integer({ min: 0, max: 20 }), integers(8)),
};

export const i8: Lanes<number> = { ...u8, get: (view, at) => view.getInt8(at) };

export const u16: Lanes<number> = {
  width: 2,
  get: (view, at) => view.getUint16(at, true),
  set: (view, at, value) => view.setUint16(at, value, true),
  value: fc.oneof(fc.integer({ min: -1, max: 256 }), integers(16)),
};

export const i16: Lanes<number> = { ...u16, get: (view, at) => view.getInt16(at, true) };

export const u32: Lanes<number> = {
  width: 4,
  get: (view, at) => view.getUint32(at, true),
  set: (view, at, value) => view.setUint32(at, value, true),
  value: fc.oneof(fc.integer({ min: -1, max: 65_536 }), integers(32)),
};

export const i32: Lanes<number> = { ...u32, get: (view, at) => view.getInt32(at, true) };

export const u64: Lanes<bigint> = {
  width: 8,
  get: (view, at) => view.getBigUint64(at, true),
  set: (view, at, value) => view.setBigUint64(at, value, true),
  value: longs,
};

export const i64: Lanes<bigint> = { ...u64, get: (view, at) => view.getBigInt64(at, true) };

export const f32: Lanes<number> = {
  width: 4,
  get: (view, at) => view.getFloat32(at, true),
  set: (view, at, value) => view.setFloat32(at, value, true),
  value: floats(fc.float()),
};

export const f64: Lanes<number> = {
  width: 8,
  get: (view, at) => view.getFloat64(at, true),
  set: (view, at, value) => view.setFloat64(at, value, true),
  value: floats(fc.double()),
};

/** The same lanes with other values. */
export const among = <A>(lanes: Lanes<A>, value: fc.Arbitrary<A>): Lanes<A> => ({ ...lanes, value });
