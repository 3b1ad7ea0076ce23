import { describe, expect, it } from "vitest";
import {
  atomic,
  type Code,
  call,
  extract,
  get,
  getGlobal,
  leave,
  load,
  local,
  loop,
  op,
  repeatWhile,
  type Statement,
  set,
  setGlobal,
  when,
} from "../../../packages/wasm/src/code/code.js";
import { int, plus } from "../../../packages/wasm/src/code/integer.js";
import { machine, wordsAfter, write } from "./machine.js";

const [a, b, n] = [local("i32", "a"), local("i32", "b"), local("i32", "n")];
const [first, second] = [{ global: 0 }, { global: 1 }];

/** The word before, to which 1 is added: how often this is computed shows in memory. */
const bumped = (address: Code = int(0)): Code => atomic("i32.atomic.rmw.add", address, int(1));

/** A loop of some rounds. */
const rounds = (count: number, body: readonly Statement[]): Statement =>
  loop(n, { from: int(0), below: int(count), step: 1 }, body);

describe("an expression that stands in several places", () => {
  it("is computed once, where it is first met", () => {
    const x = bumped();
    const body = [write(0, int(7)), write(4, plus(x, x)), write(8, plus(int(1), x))];
    expect(wordsAfter(body, 3)).toEqual([8, 14, 8]);
  });

  it("is computed once however deep it stands", () => {
    const x = bumped();
    const y = op("i32.mul", plus(x, int(2)), x);
    expect(wordsAfter([write(0, int(3)), write(4, plus(y, y)), write(8, y), write(12, x)], 4)).toEqual([4, 30, 15, 3]);
  });

  it("reads memory once, whatever is written in between", () => {
    const x = load("i32.load", int(0));
    const y = load("v128.load", int(0));
    const lane = (): Code => extract("i32x4.extract_lane", y, 0);
    const body = [write(0, int(5)), write(4, x), write(8, lane()), write(0, int(6)), write(12, plus(x, lane()))];
    expect(wordsAfter(body, 4)).toEqual([6, 5, 5, 10]);
  });

  it("is twice computed where it was built twice", () => {
    expect(wordsAfter([write(4, bumped()), write(8, bumped())], 3)).toEqual([2, 0, 1]);
  });

  it("is computed anew by every list of statements, at every round", () => {
    const x = bumped();
    expect(wordsAfter([write(4, x), rounds(3, [write(8, x), write(12, x)]), write(16, x)], 5)).toEqual([4, 0, 3, 3, 0]);
    expect(wordsAfter([rounds(3, [write(4, x)]), when(int(1), [write(8, x)], [write(8, x)])], 3)).toEqual([4, 2, 3]);
  });

  it("is computed once for a condition, at every test", () => {
    const x = bumped();
    // x + x < 9: 0, 2, 4, 6, 8, and not 10.
    expect(wordsAfter([repeatWhile(op("i32.lt_s", plus(x, x), int(9)), [])], 1)).toEqual([6]);
    const below = plus(load("i32.load", int(4)), bumped());
    const count = loop(n, { from: int(0), below, step: 1 }, [write(4, int(5)), write(8, get(n))]);
    // Below 0 + 0, and never entered.
    expect(wordsAfter([count], 3)).toEqual([1, 0, 0]);
  });

  it("is written once, though it has 2⁶⁰ places to stand in", () => {
    const power = Array.from({ length: 60 }).reduce<Code>((x) => op("i32.mul", x, x), get(a));
    const { call: run } = machine([{ name: "f", params: [a], result: "i32", body: [leave(power)], isExported: true }]);
    // 3 has the order 2³⁰ modulo 2³².
    expect(run("f", 3)).toBe(1);
  });

  it("may be a chain of any length", () => {
    const chain = Array.from({ length: 50_000 }).reduce<Code>((x) => op("i32.add", x, int(1)), get(a));
    const body = [set(b, chain), leave(plus(get(b), chain))];
    const { call: run } = machine([{ name: "f", params: [a], result: "i32", body, isExported: true }]);
    expect(run("f", 1)).toBe(100_002);
  });
});

describe("between two places where an expression stands", () => {
  const setA = set(a, int(0));
  const setB = set(b, int(0));
  const never = int(0);

  it.each<readonly [what: string, between: readonly Statement[]]>([
    ["it sets the local", [setA]],
    ["a condition may set it", [when(never, [setA])]],
    ["the other side of a condition may set it", [when(int(1), [], [setA])]],
    ["a loop may set it", [rounds(0, [setA])]],
    ["a loop counts with it", [loop(a, { from: int(0), below: int(0), step: 1 }, [])]],
    ["another kind of loop may set it", [repeatWhile(never, [setA])]],
    ["a condition in a loop in a loop may set it", [rounds(1, [repeatWhile(never, [when(never, [], [setA])])])]],
  ])("%s: it is computed again", (_what, between) => {
    const x = bumped(get(a));
    expect(wordsAfter([write(4, x), ...between, write(8, x), write(12, x)], 4)).toEqual([2, 0, 1, 1]);
  });

  it.each<readonly [what: string, between: readonly Statement[]]>([
    ["another local is set", [setB, rounds(2, [setB])]],
    ["globals are set", [setGlobal(first, int(0))]],
    ["memory is written", [write(16, int(1))]],
  ])("%s: it is not", (_what, between) => {
    const x = bumped(get(a));
    expect(wordsAfter([write(4, x), ...between, write(8, x)], 3, 1)).toEqual([1, 0, 0]);
  });

  it("the global that it reads is set: it is computed again", () => {
    const x = bumped(getGlobal(first));
    const body = [write(4, x), setGlobal(first, int(0)), write(8, x), setA, write(12, x)];
    expect(wordsAfter(body, 4, 1)).toEqual([2, 0, 1, 1]);
  });

  it("a function is called that sets the global that it reads: it is computed again", () => {
    const x = plus(getGlobal(second), int(1));
    const { memory, call: run } = machine(
      [
        { name: "f", params: [], body: [write(0, x), call("g"), write(4, x)], isExported: true },
        { name: "g", params: [], body: [setGlobal(second, int(41))] },
      ],
      { globals: 2 },
    );
    run("f");
    expect([memory.getInt32(0, true), memory.getInt32(4, true)]).toEqual([1, 42]);
  });

  it("a part of it is computed again, the rest is kept", () => {
    const x = bumped();
    const y = plus(x, get(a));
    expect(wordsAfter([write(4, y), set(a, int(10)), write(8, y)], 3)).toEqual([1, 0, 10]);
  });

  it("it is itself what the local is set to", () => {
    const next = plus(get(a), int(1));
    expect(wordsAfter([set(a, next), set(a, next), write(0, next), write(4, get(a))], 2)).toEqual([3, 2]);
  });
});
