import { expect, test } from "vitest";
import {
  type Code,
  call,
  get,
  getGlobal,
  leave,
  local,
  loop,
  op,
  repeatWhile,
  set,
  setGlobal,
  store,
  when,
} from "../../../packages/wasm/src/code/code.js";
import { int, plus } from "../../../packages/wasm/src/code/integer.js";
import { readersOf, type Variable, variablesSetBy } from "../../../packages/wasm/src/code/variables.js";

const [a, b, c, d] = [local("i32", "a"), local("i32", "b"), local("i32", "c"), local("i32", "d")];
const [first, second] = [{ global: 0 }, { global: 1 }];

const isRead = (variable: Variable, code: Code): boolean => readersOf(new Set([variable]))(code);

test("a statement sets what its parts set, however deep", () => {
  const statement = loop(a, { from: get(d), below: int(3), step: 1 }, [
    when(get(d), [repeatWhile(get(d), [set(b, int(0))])], [set(c, get(d))]),
    store("i32.store", get(d), get(d)),
  ]);
  expect(new Set(variablesSetBy(statement))).toEqual(new Set([a, b, c]));
});

test("globals are not told apart, and a function that is called may set them", () => {
  expect(variablesSetBy(setGlobal(first, get(a)))).toEqual(["globals"]);
  expect(variablesSetBy(call("f", get(a)))).toEqual(["globals"]);
  expect(isRead("globals", plus(getGlobal(first), getGlobal(second)))).toBe(true);
  expect(isRead("globals", get(a))).toBe(false);
});

test("what is read or returned is not set", () => {
  expect(variablesSetBy(store("i32.store", get(a), get(b)))).toEqual([]);
  expect(variablesSetBy(leave(get(a)))).toEqual([]);
});

test("an expression reads what its parts read, whichever was asked for first", () => {
  const part = plus(get(a), get(b));
  const whole = op("i32.mul", part, plus(part, get(c)));
  expect([a, b, c, d].map((variable) => isRead(variable, whole))).toEqual([true, true, true, false]);

  const reads = readersOf(new Set([c, d]));
  expect([reads(part), reads(whole), reads(part), reads(int(1))]).toEqual([false, true, false, false]);
});
