import {
  constant,
  type Expr,
  interpret,
  ones,
  type Program,
  primeField,
  printProgram,
  program,
  pullback,
  simplify,
} from "@chainrule/core";
import { test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { measured } from "../core/oracles/rounding.js";
import { entries, expressions, type Grown, rationalExpressions, residues, smoothExpressions } from "./expressions.js";

/** The result and its gradient, as one program. */
const withGradient = ({ inputs, output }: Grown): Program =>
  program(inputs, [output, ...pullback([output], inputs, [constant(ones([2, 2], { dtype: "f64" }))])]);

/** The steps that a reader sees: constants and the stretching of arguments are written in place. */
const stepsOf = ({ nodes }: Program): number =>
  nodes.filter(({ op }) => !["constant", "broadcastTo"].includes(op.name)).length;

describe("simplify", () => {
  test.prop([expressions])("a second time changes nothing", (grown) => {
    const once = simplify(withGradient(grown));
    const twice = simplify(once);
    expect(twice.outputs.every((output, index) => output === once.outputs[index])).toBe(true);
  });

  test.prop([expressions])("never takes more steps, and keeps inputs, shapes and dtypes", (grown) => {
    const before = withGradient(grown);
    const after = simplify(before);
    const signature = ({ shape, dtype }: Expr) => [shape, dtype];
    expect(stepsOf(after)).toBeLessThanOrEqual(stepsOf(before));
    expect(after.inputs).toBe(before.inputs);
    expect(after.outputs.map(signature)).toEqual(before.outputs.map(signature));
  });

  test.prop([smoothExpressions, entries, entries])("keeps values and gradients, but for rounding", (grown, x, y) => {
    const before = withGradient(grown);
    const after = simplify(before);
    const [a, b] = [before, after].map(({ inputs, outputs }) => measured(inputs, outputs)([x, y]));
    // A rounding on the way is magnified by at most the slopes that follow, which the gradient bounds: it is among the values.
    const bound = ((a?.bound ?? 0) + (b?.bound ?? 0)) * Math.max(1, ...(a?.values.flat() ?? []).map(Math.abs));
    a?.values.flat().forEach((value, i) => {
      expect(Math.abs(value - (b?.values.flat()[i] ?? Number.NaN))).toBeLessThanOrEqual(bound);
    });
  });

  test.prop([rationalExpressions, residues, residues])(
    "keeps rational functions exactly, modulo 2⁶¹ − 1",
    (grown, x, y) => {
      const [before, after] = [withGradient(grown), simplify(withGradient(grown))].map(({ outputs }) =>
        interpret(primeField(), grown.inputs, outputs)([x, y]),
      );
      expect(after).toEqual(before);
    },
  );

  test.prop([expressions])("gives a text that says the same whenever it is printed", (grown) => {
    const simplified = simplify(withGradient(grown));
    expect(printProgram(simplified)).toBe(printProgram(simplify(withGradient(grown))));
  });
});
