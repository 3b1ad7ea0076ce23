import {
  cast,
  type Expr,
  input,
  interpret,
  isFloating,
  mul,
  named,
  neg,
  real,
  sameShape,
  sin,
  sizeOf,
  sqrt,
  take,
  tensor,
} from "@chainrule/core";
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { measures } from "../../../packages/check/src/shrink/measure.js";
import { smaller } from "../../../packages/check/src/shrink/smaller.js";
import { operationsOf, type Specimen, specimen } from "../../../packages/check/src/specimen/specimen.js";
import { show } from "./show.js";
import { towers } from "./towers.js";

const measured = (s: Specimen): readonly number[] => Object.values(measures).map((measure) => measure(s));

const isBelow = (a: readonly number[], b: readonly number[]): boolean => {
  const differing = a.findIndex((count, index) => count !== b[index]);
  return differing >= 0 && (a[differing] ?? 0) < (b[differing] ?? 0);
};

/** The programs are defined everywhere, so a value that is missing or NaN comes from arguments whose shapes do not fit. */
const hasValuesEverywhere = ({ inputs, output, point }: Specimen): boolean => {
  const sound: boolean[] = [];
  interpret(real, inputs, [output])(
    point.map((tensor) => tensor.toTypedArray()),
    ({ shape }, values) => sound.push(values.length === sizeOf(shape) && Array.from(values).every(Number.isFinite)),
  );
  return sound.every(Boolean);
};

/** Tensors of the shapes and dtypes of the inputs, and something to differentiate. */
const isWhole = ({ inputs, output, point }: Specimen): boolean =>
  inputs.length === point.length &&
  inputs.every((node, index) => node.dtype === point[index]?.dtype && sameShape(node.shape, point[index].shape)) &&
  isFloating(output.dtype) &&
  inputs.some(({ dtype }) => isFloating(dtype));

const isLawful = (candidate: Specimen, origin: Specimen): boolean =>
  isBelow(measured(candidate), measured(origin)) && isWhole(candidate) && hasValuesEverywhere(candidate);

const programs = fc.integer({ min: 1, max: 10 }).chain((height) => towers(height));

describe("every candidate", () => {
  test.prop([programs], { numRuns: 25 })("is below its origin, whole, and has a value", (origin) => {
    expect([...smaller(origin)].filter((candidate) => !isLawful(candidate, origin)).map(show)).toEqual([]);
  });

  test.prop([programs, fc.array(fc.nat(), { minLength: 4, maxLength: 4 })], { numRuns: 25 })(
    "and so is every candidate of a candidate, any steps further",
    (program, choices) => {
      let origin = program;
      for (const choice of choices) {
        const candidates = [...smaller(origin)];
        expect(candidates.filter((candidate) => !isLawful(candidate, origin)).map(show)).toEqual([]);
        origin = candidates[choice % candidates.length] ?? origin;
      }
    },
  );

  test.prop([towers(6)], { numRuns: 10 })("is the same whenever it is asked for", (origin) => {
    expect([...smaller(origin)].map(show)).toEqual([...smaller(origin)].map(show));
  });
});

test("what a computed index would miss is not offered", () => {
  const table = input([4], { dtype: "f64" });
  const x = input([], { dtype: "f64" });
  const origin = specimen([table, x], mul(take(table, cast(mul(x, 2), "i32")), 3), [
    tensor([1, 2, 3, 4], { dtype: "f64" }),
    tensor(1.5, { dtype: "f64" }),
  ]);
  const candidates = [...smaller(origin)];
  expect(candidates.filter((candidate) => !isLawful(candidate, origin)).map(show)).toEqual([]);
  expect(candidates.length).toBeGreaterThan(0);
});

describe("the candidates", () => {
  test("begin with each operation alone, on the values that its arguments have", () => {
    const x = input([], { dtype: "f64", name: "x" });
    const output = sin(mul(sqrt(x), named("y", neg(x))));
    const origin = specimen([x], output, [tensor(4, { dtype: "f64" })]);
    expect([...smaller(origin)].slice(0, 4).map(show)).toMatchInlineSnapshot(`
      [
        "(x: f64[]) => {
        return sqrt(x)
      }
      f64[] 4",
        "(x: f64[]) => {
        return -x
      }
      f64[] 4",
        "(x1: f64[]) => {
        y = x1  : f64[]
        return y
      }
      f64[] -4",
        "(y: f64[], x1: f64[]) => {
        return x1 * y
      }
      f64[] -4
      f64[] 2",
      ]
    `);
  });

  test("are as many as a small multiple of the operations", () => {
    const counts = [50, 100, 200].map((length) => {
      const x = input([], { dtype: "f64" });
      let y: Expr = x;
      for (let place = 0; place < length; place++) y = sin(y);
      return [...smaller(specimen([x], y, [tensor(1, { dtype: "f64" })]))].length / length;
    });
    // Alone, as the output, as an input, the last input, and twice in the halves of a bypass.
    expect(Math.max(...counts)).toBeLessThanOrEqual(6);
  });

  test("come lazily: the first of 100 000 operations costs no more than a look at all of them", () => {
    const x = input([], { dtype: "f64" });
    let y: Expr = x;
    for (let place = 0; place < 100_000; place++) y = sin(y);
    const [first] = smaller(specimen([x], y, [tensor(1, { dtype: "f64" })]));
    expect(first && operationsOf(first).length).toBe(1);
  });
});
