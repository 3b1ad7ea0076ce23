import {
  type Expr,
  evaluate,
  full,
  input,
  interpret,
  pad,
  real,
  slice,
  tensorFrom,
  topological,
  transpose,
} from "@chainrule/core";
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { derivativesOf, flatten, inputsOf, pointsOf } from "../oracles/derivatives.js";
import { prepared } from "../oracles/prepared.js";
import type { Case } from "./sample.js";
import { everySample } from "./samples.js";

/** The bytes of a list of numbers: tells NaN from NaN and 0 from −0. */
const bytesOf = (values: Float64Array): readonly number[] => Array.from(new Uint8Array(values.slice().buffer));

const isDeepFrozen = (value: unknown): boolean =>
  !Array.isArray(value) || (Object.isFrozen(value) && value.every(isDeepFrozen));

/** A node whose every part that JavaScript lets one write to is frozen. */
const isFrozen = (node: Expr): boolean =>
  [node, node.op, node.params].every(Object.isFrozen) &&
  [node.shape, node.args, ...Object.values(node.params)].every(isDeepFrozen);

/** The value of a case and, where it has them, its derivatives. */
const graphsOf = (sample: Case, differentiable: boolean) => {
  if (differentiable) {
    const d = derivativesOf(sample);
    return { inputs: inputsOf(d), outputs: [d.value, d.pushed, ...d.gradient, ...d.curvature] };
  }
  const inputs = sample.domains.map(({ shape, dtype }) => input(shape, { dtype }));
  return { inputs, outputs: [sample.of(...inputs)] };
};

describe("no operation writes to its arguments, nor does its derivative", () => {
  for (const [name, { cases, differentiable }] of everySample) {
    for (const sample of cases) {
      test.prop([pointsOf(sample)], { numRuns: 3 })(
        `${name} ${sample.label}`,
        prepared(() => {
          const { inputs, outputs } = graphsOf(sample, differentiable);
          const run = interpret(real, inputs, outputs);
          return (point) => {
            const given = flatten(point).map((list) => Float64Array.from(list));
            const before = given.map(bytesOf);
            run(given.slice(0, inputs.length));
            expect(given.map(bytesOf)).toEqual(before);
          };
        }),
      );
    }
  }
});

test("nodes are frozen through and through", () => {
  for (const [name, { cases, differentiable }] of everySample)
    for (const sample of cases) {
      const open = topological(graphsOf(sample, differentiable).outputs).filter((node) => !isFrozen(node));
      expect(open.map(({ op }) => `${op.name} in ${name}`)).toEqual([]);
    }
});

test("lists given to an operation may be written to afterwards", () => {
  const [shape, starts, sizes, width, axes] = [[2, 3], [0, 1], [2, 1], [0, 1] as [number, number], [1, 0]];
  const x = input(shape);
  const nodes = [x, slice(x, starts, sizes), pad(x, [width, width]), transpose(x, axes)];
  const before = nodes.map(({ shape, params }) => JSON.stringify([shape, params]));
  for (const list of [shape, starts, sizes, width, axes]) list[0] = 99;
  expect(nodes.map(({ shape, params }) => JSON.stringify([shape, params]))).toEqual(before);
});

describe("the buffer of a tensor does not escape", () => {
  const lists = fc.array(fc.double(), { minLength: 1, maxLength: 5 });

  test.prop([lists])("neither by the array that it was made of, nor by those that it gives", (list) => {
    const [source, shape] = [Float64Array.from(list), [list.length]];
    const x = tensorFrom(shape, source);
    source.fill(7);
    shape[0] = 99;
    x.toTypedArray().fill(8);
    x.toArray().fill(9);
    expect(x.shape).toEqual([list.length]);
    expect(x.toArray()).toEqual(list);
    expect([x, x.shape].every(Object.isFrozen)).toBe(true);
  });

  test("nor by the results of a run that returns its argument", () => {
    const x = full([2], 1);
    const y = evaluate(transpose(transpose(x)));
    y.toTypedArray().fill(5);
    expect(x.toArray()).toEqual([1, 1]);
  });
});
