import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import {
  get,
  getGlobal,
  leave,
  load,
  local,
  loop,
  op,
  repeatWhile,
  type Statement,
  select,
  set,
  setGlobal,
  store,
  storeLane,
  vectorOf,
  when,
} from "../../../packages/wasm/src/code/code.js";
import { emit } from "../../../packages/wasm/src/code/emit.js";
import { int, minus, plus } from "../../../packages/wasm/src/code/integer.js";
import { machine, wordsAfter, write } from "./machine.js";

const [a, b, n] = [local("i32", "a"), local("i32", "b"), local("i32", "n")];
const [first, second] = [{ global: 0 }, { global: 1 }];

/** A loop of some rounds. */
const rounds = (count: number, body: readonly Statement[]): Statement =>
  loop(n, { from: int(0), below: int(count), step: 1 }, body);

describe("a loop", () => {
  const counter = local("i32", "counter");

  /** The counters of the rounds, and the counter behind the loop. */
  const run = (from: number, below: number, step: number, isKnown: { from: boolean; below: boolean }) => {
    const body = [
      loop(counter, { from: isKnown.from ? int(from) : get(a), below: isKnown.below ? int(below) : get(b), step }, [
        store("i32.store", load("i32.load", int(0)), get(counter), 8),
        write(0, plus(load("i32.load", int(0)), int(4))),
      ]),
      write(4, get(counter)),
    ];
    const { memory, call: start } = machine([{ name: "f", params: [a, b], body, isExported: true }]);
    start("f", from, below);
    const seen = memory.getInt32(0, true) / 4;
    return {
      seen: Array.from({ length: seen }, (_, round) => memory.getUint32(8 + 4 * round, true)),
      behind: memory.getUint32(4, true),
    };
  };

  const counted = (from: number, below: number, step: number) => {
    const seen: number[] = [];
    let count = from >>> 0;
    for (; count < below >>> 0; count += step) seen.push(count);
    return { seen, behind: count };
  };

  const bases = fc.constantFrom(0, 2 ** 31 - 10, 2 ** 32 - 100, -100);
  const known = fc.record({ from: fc.boolean(), below: fc.boolean() });

  test.prop([bases, fc.nat({ max: 20 }), fc.nat({ max: 20 }), fc.integer({ min: 1, max: 7 }), known])(
    "counts as it says, unsigned, whatever of it is known",
    (base, from, below, step, isKnown) => {
      expect(run(base + from, base + below, step, isKnown)).toEqual(counted(base + from, base + below, step));
    },
  );

  test.prop([known])("is not entered from beyond its end, where signs differ", (isKnown) => {
    expect(run(-1, 5, 1, isKnown)).toEqual({ seen: [], behind: 2 ** 32 - 1 });
    expect(run(2 ** 32 - 1, 2 ** 31, 1, isKnown)).toEqual({ seen: [], behind: 2 ** 32 - 1 });
  });

  it("asks for its end at every round", () => {
    const body = [
      set(b, int(10)),
      loop(counter, { from: int(0), below: get(b), step: 1 }, [set(b, minus(get(b), int(1)))]),
      write(0, get(counter)),
    ];
    expect(wordsAfter(body, 1)).toEqual([5]);
  });

  it("may stand in a loop, and end by what that counts", () => {
    const pairs = rounds(4, [
      loop(counter, { from: get(n), below: int(4), step: 2 }, [write(0, plus(load("i32.load", int(0)), int(1)))]),
    ]);
    // 0 2, 1 3, 2, 3
    expect(wordsAfter([pairs], 1)).toEqual([6]);
  });

  it.each([0, 1, 5])("with a condition goes on for as long as it holds: %d rounds", (count) => {
    const body = [
      set(a, int(count)),
      repeatWhile(get(a), [set(a, minus(get(a), int(1))), write(0, plus(load("i32.load", int(0)), int(2)))]),
    ];
    expect(wordsAfter(body, 1)).toEqual([2 * count]);
  });
});

describe("control", () => {
  const f = (body: readonly Statement[]) =>
    machine([{ name: "f", params: [a], result: "i32", body, isExported: true }]);

  it("takes one side", () => {
    const { call: run } = f([
      when(get(a), [when(op("i32.eq", get(a), int(1)), [set(b, int(10))], [set(b, int(20))])], [set(b, int(30))]),
      leave(get(b)),
    ]);
    expect([0, 1, 2].map((given) => run("f", given))).toEqual([30, 10, 20]);
  });

  it("leaves from within conditions and loops", () => {
    const { call: run } = f([
      rounds(10, [
        repeatWhile(int(1), [
          when(op("i32.eq", get(n), get(a)), [leave(plus(get(n), int(100)))], [set(b, plus(get(b), int(1)))]),
          when(op("i32.eq", get(b), int(5)), [leave(int(-5))]),
          rounds(0, []),
        ]),
      ]),
      leave(int(1)),
    ]);
    expect([0, 7].map((given) => run("f", given))).toEqual([100, -5]);
    const { call: early } = f([rounds(10, [when(op("i32.eq", get(n), get(a)), [leave(get(n))])]), leave(int(-1))]);
    expect([0, 9, 10].map((given) => early("f", given))).toEqual([0, 9, -1]);
  });

  it("selects without branching", () => {
    const { call: run } = f([leave(select(get(a), int(3), int(4)))]);
    expect([0, 1, -1].map((given) => run("f", given))).toEqual([4, 3, 3]);
  });

  it("traps where a function with a result comes to its end without one", () => {
    const { call: run } = f([when(get(a), [leave(int(1))])]);
    expect(run("f", 1)).toBe(1);
    expect(() => run("f", 0)).toThrow(WebAssembly.RuntimeError);
  });

  it("keeps globals apart, and from call to call", () => {
    const body = [
      setGlobal(first, plus(getGlobal(first), int(1))),
      setGlobal(second, plus(getGlobal(second), int(10))),
      leave(plus(getGlobal(first), getGlobal(second))),
    ];
    const { call: run } = machine([{ name: "f", params: [], result: "i32", body, isExported: true }], { globals: 2 });
    expect([run("f"), run("f")]).toEqual([11, 22]);
  });
});

describe("addresses", () => {
  it("wrap around where they are computed, and not where they are offsets", () => {
    const body = [store("i32.store", plus(int(2 ** 32 - 8), get(a)), int(9)), leave(load("i32.load", get(b), 4))];
    const { call: run } = machine([{ name: "f", params: [a, b], result: "i32", body, isExported: true }]);
    expect(run("f", 12, 0)).toBe(9);
    expect(() => run("f", 12, -4)).toThrow(WebAssembly.RuntimeError);
  });

  it("reach as far as memory does", () => {
    const body = [leave(load("i32.load", int(2 ** 32 - 4), 0))];
    const { call: run } = machine([{ name: "f", params: [], result: "i32", body, isExported: true }]);
    expect(() => run("f")).toThrow("out of bounds");
  });

  it("are said to be multiples of what is read there, and carry their offset", () => {
    const body = [storeLane("v128.store64_lane", get(a), load("v128.load", get(a), 200), 1)];
    // local.get 0, local.get 0, v128.load align=2⁴ offset=200, v128.store64_lane align=2³ offset=0, lane 1
    expect(emit({ name: "f", params: [a], body }, () => 0).body).toEqual([
      0x20, 0, 0x20, 0, 0xfd, 0x00, 4, 0xc8, 0x01, 0xfd, 0x5b, 3, 0, 1,
    ]);
  });

  it("have places for all lanes", () => {
    const body = [store("v128.store", int(0), vectorOf([...new Array(16).keys()]), 16)];
    expect(wordsAfter(body, 8)).toEqual([0, 0, 0, 0, 0x03020100, 0x07060504, 0x0b0a0908, 0x0f0e0d0c]);
  });
});
