import { describe, expect, test } from "vitest";
import { type InstructionName, instructions, type ValueType } from "../../../packages/wasm/src/binary/instructions.js";
import { decodeUnsigned } from "./decode.js";
import { allowRelaxed, immediatesOf, isAccepted } from "./engine.js";
import { indexOfInstructions } from "./index-of-instructions.js";

allowRelaxed();

// Safe: they are the keys of the table.
const names = Object.keys(instructions) as InstructionName[];

const types: readonly ValueType[] = ["i32", "i64", "f32", "f64", "v128"];

describe("the specification's index", () => {
  test.each(names)("has %s with the same opcode, type and alignment", (name) => {
    const { opcode, params, result, align } = instructions[name];
    const isPrefixed = opcode.length > 1;
    const { value, rest } = decodeUnsigned(isPrefixed ? opcode.slice(1) : [...opcode].map((byte) => byte % 0x80));
    expect(rest).toEqual([]);
    expect({
      prefix: isPrefixed ? opcode[0] : undefined,
      code: Number(value),
      type: `[${params.join(" ")}] → [${result ?? ""}]`,
      width: align === undefined ? undefined : 2 ** align,
    }).toEqual(indexOfInstructions.get(name));
  });

  test("has them in the same order, so that each is found at its place", () => {
    const places = names.map((name) => {
      const { prefix = 0, code = 0 } = indexOfInstructions.get(name) ?? {};
      return prefix * 0x1000 + code;
    });
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  test.each([
    ["f32x4.div", [0xfd, 0xe7, 0x01]],
    ["f64x2.trunc", [0xfd, 0x7a]],
    ["i32x4.relaxed_laneselect", [0xfd, 0x8b, 0x02]],
  ] as const)("spells out the bytes of %s", (name, bytes) => {
    expect(instructions[name].opcode).toEqual(bytes);
  });
});

describe.each(names)("the engine, given %s", (name) => {
  const { params, result, align } = instructions[name];

  test("accepts it, on the types that it takes, for the type that it leaves", () => {
    expect(isAccepted(name)).toBe(true);
  });

  // `drop` takes any type.
  if (name !== "drop")
    test("refuses any other type of any argument", () => {
      const others = params.flatMap((right, index) =>
        types.filter((type) => type !== right).map((type) => params.with(index, type)),
      );
      expect(others.filter((taken) => isAccepted(name, { params: taken }))).toEqual([]);
    });

  test("refuses an argument more and an argument fewer", () => {
    expect(isAccepted(name, { params: ["i32", ...params] })).toBe(false);
    if (params.length > 0) expect(isAccepted(name, { params: params.slice(1) })).toBe(false);
  });

  test("refuses any other result", () => {
    const others = types.filter((type) => type !== result).map((type) => [type]);
    expect(
      [...others, ...(result === undefined ? [] : [[]])].filter((results) => isAccepted(name, { results })),
    ).toEqual([]);
  });

  if (align !== undefined)
    test("accepts its alignment and no greater one", () => {
      const [, ...behind] = immediatesOf(name);
      const accepted = [0, 1, 2, 3, 4, 5].filter((claimed) => isAccepted(name, { immediates: [claimed, ...behind] }));
      expect(Math.max(...accepted)).toBe(align);
    });
});
