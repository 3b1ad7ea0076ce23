import {
  add,
  broadcastTo,
  compile,
  constant,
  div,
  type Expr,
  exp,
  input,
  mul,
  named,
  neg,
  pad,
  program,
  rewrite,
  simplify,
  square,
  sumTo,
  type Tensor,
  tanh,
  tensor,
  topological,
} from "@chainrule/core";
import { describe, expect, test } from "vitest";

const x = input([3], { name: "x" });
const y = input([3], { name: "y" });
const opsOf = (outputs: readonly Expr[]): readonly string[] =>
  simplify(program([x, y], outputs)).nodes.map(({ op }) => op.name);

describe("common subexpressions", () => {
  test("equal subexpressions are one, however deep", () => {
    const twice = (): Expr => tanh(exp(add(x, y)));
    expect(opsOf([mul(twice(), neg(twice()))])).toEqual(["input", "input", "add", "exp", "tanh", "neg", "mul"]);
  });

  test("so are equal scalar constants, and the same tensor", () => {
    const table = tensor([1, 2, 3]);
    const { outputs } = simplify(program([x], [add(x, 2), mul(x, 2), add(x, table), mul(x, table)]));
    expect(topological(outputs).filter(({ op }) => op.name === "constant")).toHaveLength(2);
  });

  test("outputs that are equal are one node, and stay as many outputs", () => {
    const { outputs } = simplify(program([x], [exp(x), exp(x)]));
    expect([outputs.length, outputs[0] === outputs[1]]).toEqual([2, true]);
  });

  test("what differs in a parameter, in dtype, in shape or in the order of its arguments is not shared", () => {
    const different = [
      pad(x, [[1, 0]]),
      pad(x, [[0, 1]]),
      pad(x, [[1, 0]], Number.NaN),
      pad(x, [[1, 0]], Number.POSITIVE_INFINITY),
      pad(x, [[1, 0]], Number.NEGATIVE_INFINITY),
      broadcastTo(x, [2, 3]),
      broadcastTo(x, [4, 3]),
      add(x, y),
      add(y, x),
    ];
    expect(new Set(simplify(program([x, y], different)).outputs).size).toBe(different.length);
    const one = [tensor(1), tensor(1, { dtype: "f64" }), tensor([1]), tensor(1, { dtype: "i32" })];
    expect(
      new Set(
        simplify(
          program(
            [],
            one.map((t: Tensor) => constant(t)),
          ),
        ).outputs,
      ).size,
    ).toBe(one.length);
  });

  test("0 and −0 are different constants: 1/0 and 1/−0 have different signs", () => {
    const f = compile(
      (at: Expr<readonly []>) => [div(at, constant(tensor(0))), div(at, constant(tensor(-0)))] as const,
    );
    expect(f(1).map((result) => result.toNumber())).toEqual([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]);
  });

  test("two inputs are two, though they look the same", () => {
    const [a, b] = [input([1], { name: "a" }), input([1], { name: "a" })];
    expect(simplify(program([a, b], [add(a, b)])).nodes).toHaveLength(3);
  });
});

describe("dead code", () => {
  test("what no output needs is dropped; inputs stay, used or not", () => {
    exp(tanh(x));
    const { inputs, nodes } = simplify(program([x, y], [square(x)]));
    expect(inputs).toEqual([x, y]);
    expect(nodes.map(({ op }) => op.name)).toEqual(["input", "input", "square"]);
  });

  test("a program whose outputs depend on an input that it does not have is refused", () => {
    expect(() => program([x], [add(x, y)])).toThrow(
      new RangeError("program: the outputs depend on y, which is not among the inputs"),
    );
  });
});

describe("names", () => {
  test("are kept, on values that would otherwise be erased or folded, and keep apart what is equal", () => {
    const outputs = [named("a", exp(x)), named("b", exp(x)), named("c", tensor(1)), mul(named("d", x), 1)];
    expect(simplify(program([x], outputs)).outputs.map(({ name }) => name)).toEqual(["a", "b", "c", "d"]);
  });
});

describe("limits", () => {
  test("an empty sum stays 0, though n · x would be NaN", () => {
    const f = compile((at: Expr) => sumTo(broadcastTo(at, [0]), [1]));
    expect(f(tensor([Number.POSITIVE_INFINITY])).toArray()).toEqual([0]);
  });

  test("constants are not folded into larger ones than they were made of", () => {
    const outputs = simplify(program([], [exp(broadcastTo(constant(tensor(1)), [1000]))])).outputs;
    const constants = topological(outputs).filter(({ op }) => op.name === "constant");
    expect(constants.map(({ shape }) => shape)).toEqual([[]]);
  });

  test("with no rules at all, rewriting only shares and drops", () => {
    const { nodes } = rewrite([], program([x], [add(exp(x), neg(neg(exp(x))))]));
    expect(nodes.map(({ op }) => op.name)).toEqual(["input", "exp", "neg", "neg", "add"]);
  });
});
