import { type Code, get, type Local, local, op, type Statement, set, storeLane, vectorOf } from "../../code/code.js";
import { int, plus } from "../../code/integer.js";
import { words } from "../../lanes/bits.js";
import { floats } from "../../lanes/constant.js";
import { entryBytes } from "./lists.js";

const zeros = floats("f32", 0);

/** `first, first + 1, …` in lanes of 32 bits. */
const countFrom = (first: number): Code =>
  vectorOf([...new Uint8Array(Int32Array.from([0, 1, 2, 3], (lane) => first + lane).buffer)]);

/** Values of a vector that may be entries: those of the first `active` lanes. */
export interface Candidates {
  readonly values: Code;
  /** The position of the first, from that of the group. */
  readonly shift: number;
  readonly active: number;
}

/**
 * Appends those values that are not zero to the entries that end at `end`. Every value is written and only the end depends on it, so
 * that there is no branch to mispredict. `positions` holds the position of the group in every lane.
 */
export const append = (end: Local, positions: Code, { values, shift, active }: Candidates): readonly Statement[] => {
  const mask = local("i32", "mask");
  const places = op("i32x4.add", positions, countFrom(shift));
  const entries = [words(places, values, [0, 4, 1, 5]), words(places, values, [2, 6, 3, 7])].flatMap((pair) => [
    (address: Code) => storeLane("v128.store64_lane", address, pair, 0),
    (address: Code) => storeLane("v128.store64_lane", address, pair, 1),
  ]);
  return [
    set(mask, op("i32x4.bitmask", op("f32x4.ne", values, zeros))),
    ...entries
      .slice(0, active)
      .flatMap((write, lane) => [
        write(get(end)),
        set(end, plus(get(end), op("i32.and", op("i32.shl", get(mask), int(3 - lane)), int(entryBytes)))),
      ]),
  ];
};
