import {
  add,
  customGradient,
  type Expr,
  evaluate,
  input,
  mul,
  sin,
  square,
  tanh,
  tensor,
  topological,
} from "@chainrule/core";
import { test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { cut, isolate } from "../../../packages/check/src/shrink/cut.js";
import { valuesOf } from "../../../packages/check/src/shrink/values.js";
import { operationsOf, type Specimen, specimen } from "../../../packages/check/src/specimen/specimen.js";
import { show } from "./show.js";
import { towers } from "./towers.js";

const resultOf = ({ inputs, output, point }: Specimen): number[] =>
  evaluate(
    output,
    inputs.map((node, index) => [node, point[index] ?? tensor(Number.NaN)] as const),
  ).toArray();

test.prop([towers(6)], { numRuns: 30 })("what is cut has the value that it had", (origin) => {
  const valueAt = valuesOf(origin);
  const expected = resultOf(origin);
  for (const candidate of cut(origin, valueAt)) expect(resultOf(candidate)).toEqual(expected);
  for (const [index, candidate] of [...isolate(origin, valueAt)].entries()) {
    const node = operationsOf(origin)[index];
    expect(node && valueAt(node).toArray()).toEqual(resultOf(candidate));
  }
});

describe("a customGradient", () => {
  const x = input([], { dtype: "f64", name: "x" });
  const scale = sin(x);
  // The scale is no argument of the function, which closes over it.
  const custom = customGradient(
    (a: Expr) => mul(square(tanh(a)), scale),
    (g) => [g],
  );
  const origin = specimen([x], add(custom(sin(x)), 1), [tensor(0.5, { dtype: "f64" })]);

  test("stands alone with the graph by which its result is a function of its arguments", () => {
    const alone = [...isolate(origin, valuesOf(origin))].filter(({ output }) => output.op.name === "customGradient");
    expect(alone.map(show)).toMatchInlineSnapshot(`
      [
        "(x1: f64[], x2: f64[]) => {
        return customGradient(square(tanh(x1)) * x2, x1, rule: rule)
      }
      f64[] 0.479425538604203
      f64[] 0.479425538604203",
      ]
    `);
    const [argument] = alone.map(({ output }) => output.args[1]);
    expect(alone.every(({ output }) => argument && topological(output.args.slice(0, 1)).includes(argument))).toBe(true);
  });

  test("is never cut between its arguments and its result", () => {
    for (const { output } of cut(origin, valuesOf(origin))) {
      const nodes = topological([output]);
      const [node] = nodes.filter(({ op }) => op.name === "customGradient");
      if (node === undefined) continue;
      const [result, argument] = node.args;
      expect(result && argument && topological([result]).includes(argument)).toBe(true);
    }
  });
});
