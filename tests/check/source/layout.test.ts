import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import {
  call,
  type Doc,
  fields,
  filled,
  indented,
  joined,
  listed,
  newline,
  render,
  widthOf,
} from "../../../packages/check/src/source/layout.js";

/** Lists of lists of numbers. */
type Tree = number | readonly Tree[];

const { tree: trees } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof({ depthSize: "medium" }, fc.nat(99_999), fc.array(tie("tree"), { maxLength: 9 })),
}));

const write = (tree: Tree): Doc => {
  if (typeof tree === "number") return String(tree);
  return tree.every((item) => typeof item === "number")
    ? filled("[", tree.map(write), "]")
    : listed("[", tree.map(write), "]");
};

/** What a literal means. */
const read = (text: string): unknown => new Function(`return ${text}`)();

describe("layout", () => {
  test.prop([trees, fc.nat(130)])("changes nothing but blanks and commas at the end", (tree, width) => {
    expect(read(render(write(tree), width))).toEqual(tree);
  });

  test.prop([trees])("is one line where there is room, as wide as was said", (tree) => {
    const text = render(write(tree), Number.POSITIVE_INFINITY);
    expect(text).toBe(JSON.stringify(tree).replaceAll(",", ", "));
    expect(widthOf(write(tree))).toBe(text.length);
  });

  test.prop([trees, fc.integer({ min: 40, max: 130 })])(
    "breaks no line that fits, and leaves none too long",
    (tree, width) => {
      const flat = render(write(tree), Number.POSITIVE_INFINITY);
      const lines = render(write(tree), width).split("\n");
      if (flat.length <= width) expect(lines).toEqual([flat]);
      // What cannot be broken is a number of five digits with its brackets and comma.
      for (const line of lines)
        expect(line.length - line.search(/\S/)).toBeLessThanOrEqual(Math.max(width - line.search(/\S/), 8));
    },
  );

  test("calls and fields stand on one line, or have a line for each part", () => {
    const doc = call("f", "abc", fields([["key", "12"]]));
    expect(render(doc, 19)).toBe("f(abc, { key: 12 })");
    expect(render(doc, 18)).toBe("f(\n  abc,\n  { key: 12 },\n)");
    expect(render(doc, 12)).toBe("f(\n  abc,\n  {\n    key: 12,\n  },\n)");
    expect(render(call("f"))).toBe("f()");
  });

  test("what follows counts, up to where a line may end", () => {
    expect(render([call("f", "x"), ";"], 5)).toBe("f(x);");
    expect(render([call("f", "x"), ";"], 4)).toBe("f(\n  x,\n);");
    expect(render([call("f", "x"), call("", "y")], 5)).toBe("f(x)(\n  y,\n)");
  });

  test("the end of a line breaks all that is around it, and empty lines stay empty", () => {
    const doc = call("f", ["// why", newline, "x"]);
    expect(render(doc)).toBe("f(\n  // why\n  x,\n)");
    expect(widthOf(doc)).toBe(Number.POSITIVE_INFINITY);
    expect(render(["{", indented([newline, joined(["a", "", "b"], newline)]), newline, "}"])).toBe("{\n  a\n\n  b\n}");
  });

  test("depth is no limit", () => {
    let doc: Doc = "x";
    for (let depth = 0; depth < 20_000; depth++) doc = ["(", doc, ")"];
    expect(render(doc)).toBe(`${"(".repeat(20_000)}x${")".repeat(20_000)}`);
  });
});
