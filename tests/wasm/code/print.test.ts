import { expect, test } from "vitest";
import {
  call,
  copyMemory,
  extract,
  get,
  getGlobal,
  leave,
  load,
  loadLane,
  local,
  loop,
  op,
  repeatWhile,
  set,
  setGlobal,
  store,
  vectorOf,
  when,
} from "../../../packages/wasm/src/code/code.js";
import { int, plus, times } from "../../../packages/wasm/src/code/integer.js";
import { printFunction } from "../../../packages/wasm/src/code/print.js";

test("a function reads as instructions in the control of a language", () => {
  const [row, i] = [local("i32", "row"), local("i32", "i")];
  const [sum, left] = [local("v128", "sum"), local("i32", "left")];
  const x = load("v128.load", plus(get(row), times(get(i), 4)), 64);
  const body = [
    set(sum, vectorOf(new Array<number>(16).fill(0))),
    loop(i, { from: int(0), below: int(12), step: 4 }, [set(sum, op("f32x4.add", get(sum), op("f32x4.mul", x, x)))]),
    set(sum, loadLane("v128.load32_lane", int(8), 4, get(sum), 3)),
    when(
      extract("i32x4.extract_lane", get(sum), 1),
      [call("other", get(row), int(1)), leave(int(7))],
      [setGlobal({ global: 0 }, plus(getGlobal({ global: 0 }), int(16)))],
    ),
    repeatWhile(get(left), [set(left, int(0))]),
    copyMemory(int(0), get(row), int(48)),
    store("v128.store", get(row), get(sum)),
    leave(int(0)),
  ];
  expect(printFunction({ name: "sumOfSquares", params: [row], result: "i32", body })).toMatchInlineSnapshot(`
    "sumOfSquares($row: i32)
      $sum = (v128.const 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0)
      for $i from (i32.const 0) below (i32.const 12) by 4
        $sum = (f32x4.add (local.get $sum) (f32x4.mul (v128.load offset=64 (i32.add (local.get $row) (i32.shl (local.get $i) (i32.const 2)))) (v128.load offset=64 (i32.add (local.get $row) (i32.shl (local.get $i) (i32.const 2))))))
      $sum = (v128.load32_lane offset=4 3 (i32.const 8) (local.get $sum))
      if (i32x4.extract_lane 1 (local.get $sum))
        other((local.get $row), (i32.const 1))
        return (i32.const 7)
      else
        $0 = (i32.add (global.get $0) (i32.const 16))
      while (local.get $left)
        $left = (i32.const 0)
      (memory.copy (i32.const 0) (local.get $row) (i32.const 48))
      (v128.store (local.get $row) (local.get $sum))
      return (i32.const 0)"
  `);
});
