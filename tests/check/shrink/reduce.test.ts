import {
  type Expr,
  input,
  mul,
  named,
  ShapeError,
  sigmoid,
  sin,
  sizeOf,
  sum,
  tanh,
  tensor,
  tensorFrom,
} from "@chainrule/core";
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { reduce } from "../../../packages/check/src/shrink/reduce.js";
import { operationsOf, type Specimen, specimen } from "../../../packages/check/src/specimen/specimen.js";
import { disagree } from "./disagreement.js";
import { faults, planted } from "./faults.js";
import { show } from "./show.js";
import { towers } from "./towers.js";

const elementsOf = ({ inputs }: Specimen): number => inputs.reduce((total, { shape }) => total + sizeOf(shape), 0);

/** A chain of so many sines of a scalar, some of them replaced. */
const chain = (length: number, replaced: (argument: Expr, place: number) => Expr | undefined): Specimen => {
  const x = input([], { dtype: "f64", name: "x" });
  let output: Expr = x;
  for (let place = 0; place < length; place++) output = replaced(output, place) ?? sin(output);
  return specimen([x], output, [tensor(0.75, { dtype: "f64" })]);
};

const uses = (name: string, { output }: Specimen): boolean =>
  operationsOf({ inputs: [], output, point: [] }).some(({ op }) => op.name === name);

describe.each(faults)("$name, buried in a program of about 30 operations", ({ step, elements }) => {
  test.prop([towers(14, step)], { numRuns: 40 })("is found alone, on the fewest elements, with simple values", (s) => {
    // Not where the step is without effect, as behind the flat side of another.
    fc.pre(disagree(s));
    const reduced = reduce(s, disagree);
    expect(disagree(reduced)).toBe(true);
    expect(operationsOf(reduced).length).toBe(1);
    expect(elementsOf(reduced)).toBeLessThanOrEqual(elements);
    for (const value of reduced.point.flatMap((values) => values.toArray())) expect([-1, 0, 1]).toContain(value);
    expect(reduce(reduced, disagree)).toBe(reduced);
  });
});

test("the reduced program reads as one would write it, and keeps names", () => {
  const x = input([4, 3], { dtype: "f64", name: "x" });
  const gate = named("gate", sigmoid(x));
  const wrong = planted(mul(gate, x), (g, { args: [a, b] }) => [a && mul(g, a), b && mul(g, b)]);
  const point = tensorFrom(
    [4, 3],
    Array.from({ length: 12 }, (_, place) => place / 10),
    { dtype: "f64" },
  );
  const reduced = reduce(specimen([x], sin(sum(named("swish", wrong), 0)), [point]), disagree);
  expect(show(reduced)).toMatchInlineSnapshot(`
    "(gate: f64[]) => {
      x = 0  : f64[]
      return gate * x
    }
    f64[] 1"
  `);
});

describe("reduce", () => {
  test("keeps what is needed together, from wherever it lies", () => {
    const far = chain(400, (argument, place) => {
      if (place === 120) return tanh(argument);
      return place === 250 ? mul(argument, argument) : undefined;
    });
    const reduced = reduce(far, (s) => uses("tanh", s) && uses("mul", s));
    expect(show(reduced)).toMatchInlineSnapshot(`
      "(x1: f64[]) => {
        v2 = tanh(x1)  : f64[]
        return v2 * v2
      }
      f64[] 0"
    `);
  });

  test("finds one wrong rule in a graph of 100 000 nodes", () => {
    const deep = chain(100_000, (argument, place) => (place === 5000 ? planted(sin(argument), (g) => [g]) : undefined));
    const reduced = reduce(deep, disagree);
    expect(operationsOf(reduced).length).toBe(1);
    expect(disagree(reduced)).toBe(true);
  });

  test("takes a specimen for sound where the predicate says that the graph does not fit", () => {
    const s = chain(5, () => undefined);
    const reduced = reduce(s, (candidate) => {
      if (operationsOf(candidate).length < 3) throw new ShapeError("too short");
      return true;
    });
    expect(operationsOf(reduced).length).toBe(3);
  });

  test("hands on what else the predicate throws", () => {
    const defect = (): boolean => {
      throw new TypeError("a defect");
    };
    expect(() =>
      reduce(
        chain(2, () => undefined),
        defect,
      ),
    ).toThrow("a defect");
  });

  test("leaves what is not faulty in any simpler form", () => {
    const s = chain(2, () => undefined);
    expect(reduce(s, () => false)).toBe(s);
  });
});
