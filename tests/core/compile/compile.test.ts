import {
  add,
  type Backend,
  compile,
  constant,
  type Expr,
  evaluate,
  grad,
  input,
  interpreter,
  matmul,
  mul,
  named,
  ShapeError,
  square,
  sum,
  type Tensor,
  tensor,
  zeros,
} from "@chainrule/core";
import { Map as ImmutableMap, List } from "immutable";
import { describe, expect, test } from "vitest";

/** A function that doubles, and how often it was traced. */
const counted = () => {
  let tracings = 0;
  const f = compile((x: Expr) => {
    tracings++;
    return mul(x, 2);
  });
  return { f, tracings: () => tracings };
};

describe("compile traces once for each signature", () => {
  test("not again for other values, again for another shape or dtype, not again for the first", () => {
    const { f, tracings } = counted();
    const after: number[] = [];
    const calls: readonly Tensor[] = [
      tensor([1, 2]),
      tensor([3, 4]),
      tensor([[1, 2]]),
      tensor([1, 2], { dtype: "f64" }),
      tensor([5, 6]),
      tensor([1, 2, 3]),
    ];
    for (const x of calls) {
      expect(f(x).toArray()).toEqual(x.toArray().map((v) => 2 * v));
      after.push(tracings());
    }
    expect(after).toEqual([1, 1, 2, 3, 3, 4]);
  });

  test("a number is a scalar of f32: one signature", () => {
    let tracings = 0;
    const f = compile((x: Expr<readonly []>) => {
      tracings++;
      return square(x);
    });
    expect([f(3).toNumber(), f(tensor(4)).toNumber(), tracings]).toEqual([9, 16, 1]);
  });

  test("the form of the arguments is part of the signature, even where the leaves have the same paths", () => {
    // A function of unknowns takes trees of any form.
    const same: (tree: object) => unknown = compile((tree: unknown) => tree);
    const x = tensor(1);
    const forms: readonly object[] = [
      { a: x },
      ImmutableMap({ a: x }),
      [x],
      List([x]),
      { a: { b: x } },
      { "a.b": x },
      { a: x, empty: [] },
      { a: x, empty: {} },
    ];
    for (const tree of [...forms, ...forms]) {
      const result = same(tree);
      expect(result).toEqual(tree);
      expect(List.isList(result)).toBe(List.isList(tree));
      expect(ImmutableMap.isMap(result)).toBe(ImmutableMap.isMap(tree));
    }
  });

  test("a backend is given each program once, simplified", () => {
    const programs: number[] = [];
    const backend: Backend = {
      name: "counting",
      compile: (program) => {
        programs.push(program.nodes.length);
        return interpreter.compile(program);
      },
      scan: interpreter.scan,
    };
    const f = compile((x: Expr) => add(mul(x, 1), mul(x, 1)), { backend });
    f(tensor(1));
    f(tensor(2));
    expect(programs).toEqual([2]);
  });
});

describe("trees in, trees out", () => {
  test("of plain objects, arrays and Immutable collections; numbers and tensors in the result are constants", () => {
    const f = compile((p: { w: Expr; list: List<Expr> }, scale: Expr<readonly []>) => ({
      scaled: [mul(p.w, scale), p.list.map((x) => mul(x, scale))] as const,
      fixed: tensor([7]),
      number: 8,
    }));
    const result = f({ w: tensor([1, 2]), list: List([tensor(3)]) }, 10);
    expect(result.scaled[0].toArray()).toEqual([10, 20]);
    expect(result.scaled[1].map((x) => x.toNumber()).toArray()).toEqual([30]);
    expect([result.fixed.toArray(), result.number.toNumber()]).toEqual([[7], 8]);
  });

  test("an argument may be returned as it is, and twice", () => {
    const f = compile((x: Expr) => [x, x] as const);
    const x = tensor([1, 2]);
    expect(f(x).every((y) => y.equals(x))).toBe(true);
  });

  test("closed-over tensors are constants", () => {
    const table = tensor([
      [1, 2],
      [3, 4],
    ]);
    const f = compile((x: Expr<readonly [1, 2]>) => matmul(x, table));
    expect(f(tensor([[1, 1]])).toNested()).toEqual([[4, 6]]);
  });

  test("no arguments, no results", () => {
    expect(compile(() => [])()).toEqual([]);
    expect(compile(() => constant(tensor(1)))().toNumber()).toBe(1);
  });
});

describe("errors", () => {
  test("shapes that the types cannot see are checked when the function is traced", () => {
    const f = compile((a: Expr, b: Expr) => matmul(a, b));
    const of = (...shape: readonly number[]): Tensor => zeros(shape);
    expect(() => f(of(32, 784), of(300, 10))).toThrow(
      new ShapeError("matmul: inner dimensions differ: [32, 784] · [300, 10] (784 ≠ 300)"),
    );
    // A call that failed leaves nothing behind.
    expect(f(of(1, 2), of(2, 3)).shape).toEqual([1, 3]);
  });

  test("an expression is no value", () => {
    const f = compile((p: { w: Expr }) => p.w);
    // Safe: never; the types refuse it, and so must the run time.
    expect(() => f({ w: input([1]) as never })).toThrow(
      new TypeError("arg0.w: an expression where a tensor is needed; a compiled function takes values"),
    );
  });

  test("what a parameter tree cannot hold is named, in arguments and results", () => {
    const f = compile((p: { w: Expr }) => p.w);
    // Safe: never, again.
    expect(() => f({ w: "no" } as never)).toThrow(/^arg0\.w is no \(string\); parameter trees hold/);
    expect(() => compile((x: Expr) => ({ ok: x, not: undefined }))(tensor(1))).toThrow(/^result\.not is undefined/);
  });

  test("an input from outside the function has no value", () => {
    const outside = input([], { name: "outside" });
    expect(() => compile((x: Expr) => add(x, outside))(tensor(1))).toThrow(
      new RangeError("program: the outputs depend on outside, which is not among the inputs"),
    );
  });
});

describe("evaluate", () => {
  const x = input([2], { name: "x" });

  test("gives the values of a tree of expressions", () => {
    const result = evaluate({ a: square(x), b: [sum(x)] as const }, [[x, tensor([3, 4])]]);
    expect([result.a.toArray(), result.b[0].toNumber()]).toEqual([[9, 16], 7]);
  });

  test("does not erase what differentiation needs: a gradient may be taken of what was evaluated", () => {
    const y = named("y", square(x));
    expect(evaluate(y, [[x, tensor([1, 2])]]).toArray()).toEqual([1, 4]);
    expect(evaluate(grad((at: Expr) => sum(square(at)))(x), [[x, tensor([1, 2])]]).toArray()).toEqual([2, 4]);
  });

  test("of two values for one input the last counts", () => {
    const y = input([2], { name: "y" });
    const [first, last, other] = [tensor([1, 1]), tensor([2, 2]), tensor([30, 30])];
    expect(
      evaluate(add(x, y), [
        [x, first],
        [x, last],
        [y, other],
      ]).toArray(),
    ).toEqual([32, 32]);
  });

  test("a value must fit its input, and every input needs one", () => {
    expect(() => evaluate(x, [[x, tensor([1])]])).toThrow(new ShapeError("evaluate: x is f32[2], its value f32[1]"));
    expect(() => evaluate(x, [[x, tensor([1, 2], { dtype: "i32" })]])).toThrow(
      new ShapeError("evaluate: x is f32[2], its value i32[2]"),
    );
    expect(() => evaluate(square(x))).toThrow(
      new RangeError("evaluate: x has no value: give it one, evaluate(expr, [[x, tensor]])"),
    );
  });
});
