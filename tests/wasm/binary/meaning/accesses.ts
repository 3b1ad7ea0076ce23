import { fc } from "@fast-check/vitest";
import { i32, type Lanes, read, u8, u16, u32, u64, vectors, write } from "./lanes.js";
import { access, argument, first, type Given, lanes, type Meaning } from "./meaning.js";

const laneOf = ({ immediate }: Given): number => (immediate.kind === "memory" ? (immediate.lane ?? -1) : -1);

/** Every lane the same element. */
const splat = <A>(type: Lanes<A>): Meaning =>
  access(type, ({ memory }, at) => lanes(type, new Array<A>(16 / type.width).fill(type.get(memory, at))));

/** One lane of a vector, from memory. */
const loadLane = <A>(type: Lanes<A>): Meaning =>
  access(type, (given, at) =>
    lanes(type, read(type, argument(given, 1)).with(laneOf(given), type.get(given.memory, at))),
  );

/** One lane of a vector, to memory. */
const storeLane = <A>(type: Lanes<A>): Meaning =>
  access(type, (given, at) => {
    for (const value of read(type, argument(given, 1)).slice(laneOf(given)).slice(0, 1))
      type.set(given.memory, at, value);
    return "nothing";
  });

/** The lowest lane from memory, the others zero. */
const loadZero = <A>(type: Lanes<A>, zero: A): Meaning =>
  access(type, ({ memory }, at) => lanes(type, new Array<A>(16 / type.width).fill(zero).with(0, type.get(memory, at))));

const wholeRegion = [...new Array(16).keys()];

/** A change of an `i32` in memory that leaves what was there before. */
const exchange = (change: (before: number, given: Given) => number): Meaning =>
  access(
    i32,
    (given, at) => {
      const before = given.memory.getInt32(at, true);
      given.memory.setInt32(at, change(before, given), true);
      return lanes(i32, [before]);
    },
    4,
  );

/** Half the time, what an argument is compared with is what is there: memory holds small numbers. */
const compared = (meaning: Meaning, expected: number): Meaning => ({
  ...meaning,
  argument: (index) =>
    index === expected ? fc.oneof(vectors(i32), fc.constant(write(u32, [0]))) : meaning.argument(index),
});

export const accesses = {
  "v128.load": access(u8, ({ memory }, at) =>
    lanes(
      u8,
      wholeRegion.map((byte) => memory.getUint8(at + byte)),
    ),
  ),
  "v128.load8_splat": splat(u8),
  "v128.load16_splat": splat(u16),
  "v128.load32_splat": splat(u32),
  "v128.load64_splat": splat(u64),
  "v128.store": access(u8, (given, at) => {
    for (const [byte, value] of argument(given, 1).entries()) given.memory.setUint8(at + byte, value);
    return "nothing";
  }),
  "v128.load8_lane": loadLane(u8),
  "v128.load16_lane": loadLane(u16),
  "v128.load32_lane": loadLane(u32),
  "v128.load64_lane": loadLane(u64),
  "v128.store8_lane": storeLane(u8),
  "v128.store16_lane": storeLane(u16),
  "v128.store32_lane": storeLane(u32),
  "v128.store64_lane": storeLane(u64),
  "v128.load32_zero": loadZero(u32, 0),
  "v128.load64_zero": loadZero(u64, 0n),
  // Nobody waits.
  "memory.atomic.notify": access(i32, () => lanes(i32, [0]), 4),
  // 1: something else is there; 2: nobody wakes it in time.
  "memory.atomic.wait32": compared(
    access(i32, (given, at) => lanes(i32, [given.memory.getInt32(at, true) === first(i32, given, 1) ? 2 : 1]), 4),
    1,
  ),
  "i32.atomic.load": exchange((before) => before),
  "i32.atomic.store": access(
    i32,
    (given, at) => {
      given.memory.setInt32(at, first(i32, given, 1), true);
      return "nothing";
    },
    4,
  ),
  "i32.atomic.rmw.add": exchange((before, given) => before + first(i32, given, 1)),
  "i32.atomic.rmw.cmpxchg": compared(
    exchange((before, given) => (before === first(i32, given, 1) ? first(i32, given, 2) : before)),
    1,
  ),
} as const satisfies Record<string, Meaning>;
