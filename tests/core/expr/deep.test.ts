import {
  add,
  compile,
  concat,
  constant,
  type Expr,
  evaluate,
  grad,
  input,
  mul,
  named,
  printProgram,
  program,
  reshape,
  simplify,
  sum,
  tanh,
  tensor,
  toDot,
  toMermaid,
  topological,
} from "@chainrule/core";
import { describe, expect, test } from "vitest";

const size = 100_000;

/** `x ↦ tanh(… tanh(x))`. */
const chain = (x: Expr<readonly []>): Expr<readonly []> => {
  let y = x;
  for (let i = 0; i < size; i++) y = tanh(y);
  return y;
};

/** `x ↦ x ½ + x ½`, again and again: as many paths as 2 to the depth, and as many nodes as three times the depth. */
const diamonds = (x: Expr<readonly []>): Expr<readonly []> => {
  const half = constant(tensor(0.5));
  let y = x;
  for (let i = 0; i < size / 3; i++) y = add(mul(y, half), mul(y, half));
  return y;
};

/** `x ↦ Σᵢ (x + i)`, all terms side by side. */
const wide = (x: Expr<readonly []>): Expr<readonly []> =>
  sum(concat(Array.from({ length: size }, (_, i) => reshape(add(x, i % 7), [1]))));

const wideSum = Array.from({ length: size }, (_, i) => 2 + (i % 7)).reduce((a, b) => a + b);

describe.each([
  // From x − tanh x ≈ x³/3 follows y ≈ √(3 / 2n) after n steps from 1.
  { name: "a chain", f: chain, at: 1, isRight: (y: number) => Math.abs(y / Math.sqrt(3 / (2 * size)) - 1) < 1e-3 },
  { name: "diamonds", f: diamonds, at: 0.75, isRight: (y: number, slope: number) => y === 0.75 && slope === 1 },
  { name: "a wide sum", f: wide, at: 2, isRight: (y: number, slope: number) => y === wideSum && slope === size },
])("$name of 100 000 nodes", ({ f, at, isRight }) => {
  const x = input([], { name: "x" });
  const outputs = [f(x), grad(f)(x)] as const;

  test("is built, differentiated and run", () => {
    expect(topological(outputs).length).toBeGreaterThan(size);
    const [value, slope] = evaluate(outputs, [[x, tensor(at)]]);
    expect(isRight(value.toNumber(), slope.toNumber())).toBe(true);
  });

  test("is simplified, printed and drawn", () => {
    const [value] = outputs;
    const simple = simplify(program([x], [value]));
    expect(simple.nodes.length).toBeLessThanOrEqual(topological([value]).length);
    expect(printProgram(simple).startsWith("(x: f32[]) => {")).toBe(true);
    expect(toDot(simple).startsWith("digraph")).toBe(true);
    expect(toMermaid(simple).startsWith("flowchart")).toBe(true);
  });
});

test("the gradient of diamonds of 100 000 nodes is compiled", () => {
  expect(compile(grad(diamonds))(0.75).toNumber()).toBe(1);
});

test("a program of 100 000 inputs is checked in time", () => {
  const inputs = Array.from({ length: size }, (_, i) => input([1], { name: `x${i}` }));
  const total = named("total", sum(concat(inputs)));
  expect(simplify(program(inputs, [total])).inputs).toHaveLength(size);
});
