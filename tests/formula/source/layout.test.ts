import { describe, expect, test } from "vitest";
import {
  block,
  group,
  indented,
  type Layout,
  lastComma,
  seam,
  separated,
  space,
  written,
} from "../../../packages/formula/src/source/layout.js";

const list = (...items: readonly Layout[]): Layout =>
  group("[", indented(seam, separated(items, [",", space])), lastComma, "]");

const wide = "x".repeat(60);

describe("a layout", () => {
  test("stands on one line where it has room", () => {
    expect(written(list("1", list("2", "3")))).toBe("[1, [2, 3]]");
  });

  test("is broken from the outside in", () => {
    expect(written(list(wide, list(wide, "1")))).toBe(`[\n  ${wide},\n  [${wide}, 1],\n]`);
    expect(written(list(list(wide, wide)))).toBe(`[\n  [\n    ${wide},\n    ${wide},\n  ],\n]`);
  });

  test("has 100 columns, what follows on the line among them", () => {
    const [exact, longer] = ["x".repeat(97), "x".repeat(98)];
    expect(written([list(exact), ";"])).toBe(`[${exact}];`);
    expect(written([list(longer), ";"])).toBe(`[\n  ${longer},\n];`);
  });

  test("with a block in it does not break before that", () => {
    const loop = group("f(() => ", block("a;", group("return", indented(space, wide, space, wide), ";")), ")");
    expect(written(group("g(", indented(seam, loop), lastComma, ")"))).toBe(
      `g(f(() => {\n  a;\n  return\n    ${wide}\n    ${wide};\n}))`,
    );
  });

  test("leaves no space at the end of a line", () => {
    expect(written(block("a;", "", "b;"))).toBe("{\n  a;\n\n  b;\n}");
  });
});
