import { describe, expect, it } from "vitest";
import { assemble } from "../../../packages/wasm/src/code/assemble.js";
import { call, type Func, get, leave, load, local, store } from "../../../packages/wasm/src/code/code.js";
import { int, plus } from "../../../packages/wasm/src/code/integer.js";
import { machine } from "./machine.js";

const empty = (name: string): Func => ({ name, params: [], body: [] });
const pages = { pages: 1 };

describe("functions", () => {
  it("call each other by name, before or behind them, with arguments", () => {
    const [place, value] = [local("i32", "place"), local("i32", "value")];
    const write: Func = { name: "write", params: [place, value], body: [store("i32.store", get(place), get(value))] };
    const read: Func = {
      name: "read",
      params: [],
      result: "i32",
      body: [call("write", int(8), int(5)), call("more"), leave(load("i32.load", int(8)))],
      isExported: true,
    };
    const more: Func = {
      name: "more",
      params: [],
      body: [call("write", int(8), plus(load("i32.load", int(8)), int(1)))],
    };
    expect(machine([write, read, more]).call("read")).toBe(6);
  });

  it("have names of their own", () => {
    expect(() => assemble([empty("f"), empty("g"), empty("f")], pages)).toThrow(
      new RangeError("two functions are called f"),
    );
  });

  it("call nothing that is not there", () => {
    expect(() => assemble([{ ...empty("f"), body: [call("g")] }], pages)).toThrow(
      new RangeError("no function is called g"),
    );
  });
});
