import {
  add,
  compile,
  type Expr,
  epsilonOf,
  input,
  interpreter,
  matmul,
  mul,
  oneHot,
  pad,
  pow,
  program,
  scatterAdd,
  seed,
  sigmoid,
  sin,
  sum,
  take,
  tensor,
  tensorFrom,
  transpose,
  uniform,
  zeros,
} from "@chainrule/core";
import { WasmError, wasm } from "@chainrule/wasm";
import { describe, expect, test, vi } from "vitest";

describe("wasm", () => {
  test("is called wasm", () => {
    expect(wasm().name).toBe("wasm");
  });

  test.each([0, -1, 1.5, 33, Number.NaN])("refuses %s threads", (threads) => {
    expect(() => wasm({ threads })).toThrow(`wasm: threads must be a whole number from 1 to 32, got ${threads}`);
  });

  test("gives the same bits again and again", () => {
    const [x] = uniform([37, 41])(seed(1));
    const f = compile((a: Expr) => [sum(sigmoid(a)), matmul(a, transpose(a))], { backend: wasm() });
    const first = f(x);
    for (let run = 0; run < 20; run++) expect(f(x)).toEqual(first);
  });

  test("what it handed out does not change with later runs", () => {
    const f = compile((a: Expr) => add(a, 1), { backend: wasm() });
    const first = f(tensor([1, 2]));
    f(tensor([5, 6]));
    expect(first.toNested()).toEqual([2, 3]);
  });

  test("an input that is handed out is a value like others", () => {
    const f = compile((a: Expr, b: Expr) => [b, a, mul(a, b)], { backend: wasm() });
    const [b, a] = f(tensor([1, 2]), tensor([3, 4]));
    f(tensor([7, 7]), tensor([8, 8]));
    expect([a?.toNested(), b?.toNested()]).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });
});

test.each([
  ["pow", (x: Expr) => pow(x, x), 400, "f64"],
  ["pow", (x: Expr) => pow(x, x), 200, "i32"],
  ["sin", (x: Expr) => sin(x), 1000, "f32"],
  ["sin", (x: Expr) => sin(x), 400, "f64"],
] as const)("%s of a few hundred elements keeps its loop", (_name, f, count, dtype) => {
  const x = tensorFrom(
    [count],
    Array.from({ length: count }, (_, place) => 1 + (place % 7)),
    { dtype },
  );
  const [ours, theirs] = [wasm(), interpreter].map((backend) => compile(f, { backend })(x).toArray());
  // Off by at most 2 ulp, in f32 as in f64.
  const tolerance = 2 * epsilonOf(dtype === "i32" ? "f64" : dtype);
  expect(ours?.every((value, place) => Math.abs(value / (theirs?.[place] ?? Number.NaN) - 1) <= tolerance)).toBe(true);
});

test("what has no elements is nothing, whatever is done with it", () => {
  const f = (x: Expr) => [
    transpose(x),
    pad(x, [
      [1, 1],
      [0, 0],
    ]),
    take(x, tensor([2, 0], { dtype: "i32" })),
    sum(x, 1),
  ];
  const g = (x: Expr) => [transpose(x), add(transpose(x), tensor([[1], [2], [3]])), sum(x, 0)];
  expect(compile(f, { backend: wasm() })(zeros([3, 0]))).toEqual(compile(f)(zeros([3, 0])));
  expect(compile(g, { backend: wasm() })(zeros([0, 3]))).toEqual(compile(g)(zeros([0, 3])));
});

describe("short sums of neighbouring rows, made side by side", () => {
  // Whole numbers: exact in any order.
  const x = tensorFrom(
    [7, 4],
    Array.from({ length: 28 }, (_, place) => (place * 5) % 9),
  );
  const weights = tensorFrom(
    [7, 3],
    Array.from({ length: 21 }, (_, place) => (place * 7) % 11),
  );
  const columns = tensor([3, 0, 2], { dtype: "i32" });
  const rows = tensor([6, 1, 1, 5, 0, 2, 3], { dtype: "i32" });
  const sums = {
    "of columns that are looked up": (a: Expr, w: Expr) => sum(mul(take(a, columns, 1), w), 1),
    "of rows that are looked up": (a: Expr) => sum(mul(take(a, rows), a), 1),
    "of both": (a: Expr, w: Expr) => sum(mul(take(take(a, rows), columns, 1), w), 1),
    "of ones at places": (a: Expr) => sum(mul(oneHot(rows, 7, { dtype: a.dtype }), sum(a)), 1),
  };

  test.each(Object.entries(sums))("%s", (_name, f) => {
    for (const dtype of ["f32", "f64"] as const) {
      const a = tensorFrom(x.shape, x.toArray(), { dtype });
      const w = tensorFrom(weights.shape, weights.toArray(), { dtype });
      expect(compile(f, { backend: wasm() })(a, w)).toEqual(compile(f)(a, w));
    }
  });
});

describe("an index that is out of range", () => {
  const cases = {
    take: (indices: Expr) => take(tensor([1, 2, 3]), indices),
    "take along another axis": (indices: Expr) => take(tensor([[1, 2, 3]]), indices, 1),
    oneHot: (indices: Expr) => oneHot(indices, 3),
    scatterAdd: (indices: Expr) => scatterAdd(tensor([1, 2, 3, 4]), indices, 3),
  };

  describe.each(Object.entries(cases))("of %s", (_name, f) => {
    test.each([
      [0, 1, 3, 1],
      [-1, 0, 0, 0],
      [0, 0, 0, 2 ** 31 - 1],
    ])("is refused as the interpreter refuses it", (...values) => {
      const indices = tensor(values, { dtype: "i32" });
      const message = (run: () => unknown): unknown => {
        try {
          return run();
        } catch (error) {
          return error;
        }
      };
      const expected = message(() => compile(f)(indices));
      expect(expected).toBeInstanceOf(RangeError);
      expect(message(() => compile(f, { backend: wasm() })(indices))).toEqual(expected);
    });
  });

  test("spoils nothing for the next run", () => {
    const f = compile((indices: Expr) => take(tensor([1, 2, 3]), indices), { backend: wasm() });
    expect(() => f(tensor([9], { dtype: "i32" }))).toThrow(RangeError);
    expect(f(tensor([2], { dtype: "i32" })).toNested()).toEqual([3]);
  });
});

describe("where WebAssembly is not enough", () => {
  test("a program too large for its memory is refused by name, unless there is something to fall back to", () => {
    const inputs = Array.from({ length: 5 }, () => input([2 ** 28]));
    const large = program(
      inputs,
      inputs.map((x) => add(x, 1)),
    );
    expect(() => wasm().compile(large)).toThrow(WasmError);
    expect(() => wasm().compile(large)).toThrow(
      /^wasm: the program's values take \d+ MiB, and WebAssembly has 4096 MiB; compute less at once/,
    );
    expect(wasm({ fallback: interpreter }).compile(large)).toBeTypeOf("function");
  });

  test("an engine without SIMD is refused, unless there is something to fall back to", () => {
    const validate = vi.spyOn(WebAssembly, "validate").mockReturnValue(false);
    try {
      const f = (x: Expr) => add(x, 1);
      expect(() => compile(f, { backend: wasm() })(tensor([1]))).toThrow(WasmError);
      expect(() => compile(f, { backend: wasm() })(tensor([1]))).toThrow(
        "wasm: this engine has no WebAssembly SIMD (Node has it from 16.4 on, browsers since 2023); pass { fallback: interpreter }",
      );
      expect(compile(f, { backend: wasm({ fallback: interpreter }) })(tensor([1])).toNested()).toEqual([2]);
    } finally {
      validate.mockRestore();
    }
  });
});
