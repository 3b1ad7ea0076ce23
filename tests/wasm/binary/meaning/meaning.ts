import { fc } from "@fast-check/vitest";
import type { Immediate } from "../../../../packages/wasm/src/code/code.js";
import { among, i32, type Lanes, read, u32, vectors, write } from "./lanes.js";

/** What an instruction is run on. */
export interface Given {
  /** Its arguments, a number in the first bytes. */
  readonly args: readonly Uint8Array[];
  readonly immediate: Immediate;
  /** A copy of the memory, in which it leaves its traces. */
  readonly memory: DataView;
}

/** A result, and how to read one, for NaN has many bits. */
export interface Result {
  readonly bytes: Uint8Array;
  readonly read: (bytes: Uint8Array) => readonly unknown[];
}

/** What an instruction does, according to the specification, and what to try it on. */
export interface Meaning {
  readonly argument: (index: number) => fc.Arbitrary<Uint8Array>;
  readonly result: (given: Given) => Result | "nothing" | "trap";
}

/** A result of such lanes. */
export const lanes = <A>(type: Lanes<A>, values: readonly A[]): Result => ({
  bytes: write(type, values),
  read: (bytes) => read(type, bytes, values.length),
});

/** An argument that is there. */
export const argument = ({ args }: Given, index: number): Uint8Array => {
  const bytes = args[index];
  if (bytes === undefined) throw new RangeError(`no argument has the number ${index}`);
  return bytes;
};

/** The first lane of an argument. */
export const first = <A>({ get }: Lanes<A>, given: Given, index: number): A => {
  const { buffer, byteOffset } = argument(given, index);
  return get(new DataView(buffer, byteOffset), 0);
};

/** Entries whose names get a prefix. */
export const prefixed = <P extends string, T extends Readonly<Record<string, Meaning>>>(prefix: P, entries: T) =>
  // Safe: the names are those of the entries, with the prefix.
  Object.fromEntries(Object.entries(entries).map(([name, meaning]) => [`${prefix}.${name}`, meaning])) as {
    readonly [Name in keyof T & string as `${P}.${Name}`]: Meaning;
  };

/** A function of `i32`s, which traps where it has no value. */
export const scalar = (f: (...values: number[]) => number | undefined): Meaning => ({
  // There is one lane only, where vectors have more to be equal in.
  argument: () => fc.oneof(vectors(among(i32, fc.constantFrom(0, 1, -1))), vectors(i32)),
  result: (given) => {
    const value = f(...given.args.map((_, index) => first(i32, given, index)));
    return value === undefined ? "trap" : lanes(i32, [value]);
  },
});

/** `yᵢ = f(aᵢ, bᵢ, …)`. */
export const lanewise = <A, B>(from: Lanes<A>, to: Lanes<B>, f: (...values: A[]) => B): Meaning => ({
  argument: () => vectors(from),
  result: ({ args }) => {
    const columns = args.map((bytes) => read(from, bytes));
    return lanes(
      to,
      Array.from({ length: Math.min(16 / from.width, 16 / to.width) }, (_, lane) =>
        f(...columns.flatMap((column) => column.slice(lane, lane + 1))),
      ),
    );
  },
});

/** `yᵢ = f(aᵢ, n)`, the count `n` taken modulo the bits of a lane. */
export const shifted = <A>(type: Lanes<A>, f: (value: A, count: number) => A): Meaning => ({
  argument: (index) => (index === 0 ? vectors(type) : vectors(u32)),
  result: (given) => {
    const count = first(u32, given, 1) % (8 * type.width);
    return lanes(
      type,
      read(type, argument(given, 0)).map((value) => f(value, count)),
    );
  },
});

/** A function of whole vectors. */
export const whole = <A, B>(
  from: Lanes<A>,
  to: Lanes<B>,
  f: (...vectors: (readonly A[])[]) => readonly B[],
): Meaning => ({
  argument: () => vectors(from),
  result: ({ args }) => lanes(to, f(...args.map((bytes) => read(from, bytes)))),
});

/** Where accesses to memory go, bytes long. */
export const region = { start: 128, bytes: 64 } as const;

/** The address of an access. */
export const addressOf = (given: Given): number => {
  const { immediate } = given;
  return first(u32, given, 0) + (immediate.kind === "memory" ? immediate.offset : 0);
};

const addresses = (multiple: number): fc.Arbitrary<Uint8Array> =>
  fc.integer({ min: 0, max: 8 }).map((place) => write(u32, [region.start + place * multiple]));

/** An access to memory: its other arguments are of the type. */
export const access = <A>(
  type: Lanes<A>,
  result: (given: Given, address: number) => Result | "nothing",
  multiple = 3,
): Meaning => ({
  argument: (index) => (index === 0 ? addresses(multiple) : vectors(type)),
  result: (given) => result(given, addressOf(given)),
});
