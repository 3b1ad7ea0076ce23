import { at } from "@chainrule/core/backend";
import { type Code, get, type Local, load, local, type Statement, set } from "../code/code.js";
import { int, plus, times } from "../code/integer.js";
import { bytesOf, type Pointer } from "./access.js";
import type { Affine, Gather, Storage } from "./nest.js";

/** Where a storage lies: at a fixed place, or at one that moves from step to step and is held by a word in memory, for all threads to read. */
export interface Address {
  readonly offset: number;
  readonly word?: number;
}

/** What an offset is from. */
export const baseOf = ({ word }: Address): Code => (word === undefined ? int(0) : load("i32.load", int(word)));

export type AddressOf = (storage: Storage) => Address;

/** Works out addresses inside loops, whose counters it is given, outermost first. */
export interface Addressing {
  /** The address of an element. */
  readonly pointer: (storage: Storage, place: Affine, gather?: Gather) => Pointer;
  /** The value of an affine function. */
  readonly value: (affine: Affine) => Code;
  /** What must be computed before the innermost loop, once all of its body was written. */
  readonly hoisted: () => readonly Statement[];
}

/** Remembers what was made for a key, so that equal addresses are one expression. */
const memo = <A>(): ((key: string, make: () => A) => A) => {
  const known = new Map<string, A>();
  return (key, make) => {
    const found = known.get(key) ?? make();
    known.set(key, found);
    return found;
  };
};

/** What depends on the outer loops alone is computed before the innermost, and static offsets are left to the instruction. */
export const addressing = (counters: readonly Local[], addressOf: AddressOf): Addressing => {
  const innermost = counters.length - 1;
  const statements: Statement[] = [];
  const shared = memo<Code>();

  const scaled = (loop: number, factor: number): Code =>
    shared(`${loop}·${factor}`, () => times(get(at(counters, loop)), factor));

  /** `Σ stride · counter` over some loops, in units of `factor`. */
  const sum = (strides: readonly number[], factor: number, from: number, to: number): Code =>
    strides
      .slice(from, to)
      .reduce<Code>(
        (total, stride, index) => (stride === 0 ? total : plus(total, scaled(from + index, stride * factor))),
        int(0),
      );

  const isConstant = (code: Code): boolean => code.instruction === "i32.const";

  /** An expression that is computed before the innermost loop. */
  const hoist = (key: string, make: () => Code): Code =>
    shared(key, () => {
      const code = make();
      if (isConstant(code)) return code;
      const holder = local("i32", `base${statements.length}`);
      statements.push(set(holder, code));
      return get(holder);
    });

  const looksUp = ({ indices, place, stride }: Gather, bytes: number): Code => {
    const { address, offset } = pointer(indices, place, undefined);
    const index = load(indices.dtype === "u8" ? "i32.load8_u" : "i32.load", address, offset);
    return times(index, stride * bytes);
  };

  const pointer = (storage: Storage, place: Affine, gather: Gather | undefined): Pointer => {
    const bytes = bytesOf(storage.dtype);
    const home = addressOf(storage);
    const { strides } = place;
    const isGatheredInside = gather !== undefined && (gather.place.strides[innermost] ?? 0) !== 0;
    const gathered =
      gather === undefined
        ? ""
        : JSON.stringify([gather.indices.name, addressOf(gather.indices), gather.place, gather.stride]);
    const key = JSON.stringify([bytes, strides, home.word, gathered]);

    const outer = hoist(
      `outer ${JSON.stringify([bytes, strides.slice(0, -1), home.word, isGatheredInside ? "" : gathered])}`,
      () => {
        const moved = plus(baseOf(home), sum(strides, bytes, 0, innermost));
        return gather === undefined || isGatheredInside ? moved : plus(moved, looksUp(gather, bytes));
      },
    );
    const address = shared(`pointer ${key}`, () => {
      const inner = plus(outer, sum(strides, bytes, innermost, counters.length));
      return gather !== undefined && isGatheredInside ? plus(inner, looksUp(gather, bytes)) : inner;
    });
    return { address, offset: home.offset + place.offset * bytes };
  };

  const value = ({ offset, strides }: Affine): Code => {
    const outer = hoist(`index ${JSON.stringify(strides.slice(0, -1))}`, () => sum(strides, 1, 0, innermost));
    return shared(`value ${JSON.stringify([offset, strides])}`, () =>
      plus(plus(outer, sum(strides, 1, innermost, counters.length)), int(offset)),
    );
  };

  return { pointer, value, hoisted: () => statements };
};
