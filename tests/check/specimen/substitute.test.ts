import { add, cos, type Expr, input, mul, printProgram, ShapeError, sin, tanh, topological } from "@chainrule/core";
import { describe, expect, test } from "vitest";
import { substitute } from "../../../packages/check/src/specimen/substitute.js";

const x = input([2], { dtype: "f64", name: "x" });
const y = input([2], { dtype: "f64", name: "y" });
const print = (output: Expr): string => printProgram({ inputs: [x, y], outputs: [output] });

describe("substitute", () => {
  test("replaces a node wherever it is used", () => {
    const shared = sin(x);
    const output = add(mul(shared, x), shared);
    expect(print(substitute(output, new Map([[shared, y]])))).toBe(print(add(mul(y, x), y)));
  });

  test("shares what lies beside, and gives back what does not change", () => {
    const [left, right] = [sin(x), cos(y)];
    const changed = substitute(mul(left, right), new Map([[x, y]]));
    expect(changed.args[1]).toBe(right);
    expect(substitute(left, new Map([[y, x]]))).toBe(left);
  });

  test("replaces at once, not one after another: x and y change places", () => {
    const output = add(sin(x), cos(y));
    const swapped = substitute(output, new Map([[x, y], [y, x]])); // biome-ignore format: two pairs
    expect(print(swapped)).toBe(print(add(sin(y), cos(x))));
  });

  test("does not look below what it replaces", () => {
    const middle = mul(x, x);
    // Were what lies below `y` built anew, one of its arguments would have another shape than the other.
    const deeper = sin(add(middle, x));
    const replacements = new Map<Expr, Expr>([
      [deeper, y],
      [middle, input([3], { dtype: "f64" })],
    ]);
    expect(substitute(tanh(deeper), replacements).args[0]).toBe(y);
    expect(substitute(deeper, replacements)).toBe(y);
  });

  test("throws where the replacement does not fit", () => {
    expect(() => substitute(add(x, y), new Map([[x, input([3], { dtype: "f64" })]]))).toThrow(ShapeError);
  });

  test("keeps names", () => {
    const z = input([2], { dtype: "f64", name: "z" });
    expect(substitute(add(x, y), new Map([[y, z]])).args[1]?.name).toBe("z");
  });

  test("takes graphs of any depth", () => {
    let output: Expr = x;
    for (let place = 0; place < 100_000; place++) output = sin(output);
    expect(topological([substitute(output, new Map([[x, y]]))])).toHaveLength(100_001);
  });
});
