import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { type InstructionName, instructions, type ValueType } from "../../../packages/wasm/src/binary/instructions.js";
import {
  type Code,
  extract,
  get,
  leave,
  load,
  loadLane,
  local,
  loop,
  numberOf,
  op,
  repeatWhile,
  select,
  set,
  setGlobal,
  shuffle,
  store,
  storeLane,
  vectorOf,
  when,
} from "../../../packages/wasm/src/code/code.js";
import { int } from "../../../packages/wasm/src/code/integer.js";
import { immediatesOf, isAccepted } from "../binary/engine.js";

const code = (type: ValueType): Code => get(local(type, type));
const vector = code("v128");
const address = code("i32");

describe("arguments", () => {
  it.each<readonly [() => unknown, string]>([
    [() => op("f32x4.add", vector), "f32x4.add takes (v128, v128), not (v128)"],
    [() => op("f32x4.add", vector, address), "f32x4.add takes (v128, v128), not (v128, i32)"],
    [() => op("i32.eqz", address, address), "i32.eqz takes (i32), not (i32, i32)"],
    [() => load("v128.load", vector), "v128.load takes (i32), not (v128)"],
    [() => store("v128.store", address, address), "v128.store takes (i32, v128), not (i32, i32)"],
    [() => select(vector, address, address), "the condition of select is an i32, not v128"],
    [() => select(address, address, vector), "select takes two values of one type, not i32 and v128"],
    [() => set(local("f32", "x"), address), "x is f32, its value i32"],
    [() => setGlobal({ global: 2 }, vector), "global 2 is an i32, not v128"],
    [() => when(vector, []), "the condition of if is an i32, not v128"],
    [() => repeatWhile(vector, []), "the condition of while is an i32, not v128"],
    [() => leave(vector), "what a function returns is an i32, not v128"],
    [() => loop(local("i64", "n"), { from: int(0), below: int(1), step: 1 }, []), "the counter n is an i32, not i64"],
    [() => loop(local("i32", "n"), { from: vector, below: int(1), step: 1 }, []), "the first n is an i32, not v128"],
    [() => loop(local("i32", "n"), { from: int(0), below: vector, step: 1 }, []), "the end of n is an i32, not v128"],
  ])("of other types are refused: %s", (build, message) => {
    expect(build).toThrow(new TypeError(message));
  });
});

describe("results", () => {
  it("tell expressions from statements", () => {
    expect(() => op("memory.fill", address, address, address)).toThrow(
      new TypeError("memory.fill has no result: it is a statement"),
    );
    expect(() => store("i32.atomic.rmw.add", address, address)).toThrow(
      new TypeError("i32.atomic.rmw.add has a result: it is an expression"),
    );
  });
});

describe("immediates", () => {
  it.each<readonly [() => unknown, string]>([
    [() => op("v128.load", address), "the immediate of v128.load is of the kind memory, not none"],
    [() => op("i8x16.shuffle", vector, vector), "the immediate of i8x16.shuffle is of the kind bytes, not none"],
    [() => op("f32x4.extract_lane", vector), "the immediate of f32x4.extract_lane is of the kind lane, not none"],
    [() => op("i32.const"), "the immediate of i32.const is of the kind number, not none"],
    [() => load("i32.eqz", address), "the immediate of i32.eqz is of the kind none, not memory"],
    [() => extract("f32x4.abs", vector, 0), "the immediate of f32x4.abs is of the kind none, not lane"],
  ])("of another kind are refused: %s", (build, message) => {
    expect(build).toThrow(new TypeError(message));
  });

  it.each<readonly [() => unknown, string]>([
    [() => load("v128.load", address, -4), "the offset of v128.load is from 0 to 2³² − 1, not -4"],
    [() => load("v128.load", address, 2 ** 32), "the offset of v128.load is from 0 to 2³² − 1, not 4294967296"],
    [() => vectorOf([1, 2]), "v128.const takes 16 bytes from 0 to 255, not 1 2"],
    [() => shuffle(vector, vector, new Array(16).fill(32)), "i8x16.shuffle takes 16 bytes from 0 to 31, not 32 32"],
    [() => store("v128.store8_lane", address, vector), "v128.store8_lane has 16 lanes, none is called undefined"],
    [() => loadLane("v128.load", address, 0, vector, 0), "v128.load takes (i32), not (i32, v128)"],
    [() => int(0.5), "i32.const takes a whole number from −2³¹ to 2³² − 1, not 0.5"],
    [() => int(2 ** 32), "i32.const takes a whole number from −2³¹ to 2³² − 1, not 4294967296"],
    [() => int(-(2 ** 31) - 1), "i32.const takes a whole number from −2³¹ to 2³² − 1, not -2147483649"],
    [() => numberOf("i64", 2 ** 53), "i64.const takes a whole number that is exact, not 9007199254740992"],
    [() => loop(local("i32", "n"), { from: int(0), below: int(1), step: 0 }, []), "the step of n is 0"],
  ])("that no bytes stand for are refused: %s", (build, message) => {
    expect(build).toThrow(message);
  });

  /** An instruction on a lane. */
  const onLane = (name: InstructionName, lane: number): unknown => {
    if (name.endsWith("extract_lane")) return extract(name, vector, lane);
    return name.includes("load") ? loadLane(name, address, 0, vector, lane) : storeLane(name, address, vector, lane);
  };

  // Safe: they are the keys of the table.
  const laned = (Object.keys(instructions) as InstructionName[]).filter((name) => name.endsWith("_lane"));

  test.prop([fc.constantFrom(...laned), fc.nat({ max: 20 })])("name lanes that the engine knows", (name, lane) => {
    const isKnown = isAccepted(name, { immediates: immediatesOf(name).with(-1, lane) });
    if (isKnown) expect(onLane(name, lane)).toBeDefined();
    else expect(() => onLane(name, lane)).toThrow(`lanes, none is called ${lane}`);
  });
});
