import { real, sizeOf, tensorFrom } from "@chainrule/core";
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { toTypeScript } from "../../../packages/formula/src/source/typescript.js";
import { evaluate } from "../../../packages/formula/src/term/evaluate.js";
import {
  call,
  choice,
  difference,
  element,
  type Index,
  number,
  position,
  product,
  quotient,
  reduce,
  square,
  sum,
  truth,
} from "../../../packages/formula/src/term/term.js";
import { at, derivation, index, step, value } from "./by-hand.js";
import { flat, gradientIn, sourceFolder } from "./run.js";
import { a, b, statementsOf } from "./statements.js";
import { terms, variables } from "./terms.js";

const folder = sourceFolder();

const axes: readonly (readonly Index[])[] = [[], [index(0, 3)], [index(0, 2), index(1, 3)], [index(0, 2), index(1, 1)]];

const samples = fc.constantFrom(...axes).chain((indices) =>
  fc.record({
    indices: fc.constant(indices),
    term: terms(
      indices.filter(({ size }) => size > 1),
      4,
    ),
    values: fc.tuple(
      ...variables.map(({ shape }) => {
        const length = sizeOf(shape);
        return fc.array(fc.integer({ min: -3, max: 3 }), { minLength: length, maxLength: length });
      }),
    ),
  }),
);

// Sums and products of so small numbers are exact: equal means equal.
test.prop([samples], { numRuns: 200 })("the source of a term has its value", async ({ indices, term, values }) => {
  const shape = indices.map(({ size }) => size);
  const E = value("E", ...shape);
  const table = new Map(variables.map(({ name }, place) => [name, values[place] ?? []]));
  const expected = evaluate(real, term, indices, { valuesOf: ({ name }) => table.get(name) ?? [] });
  fc.pre(expected.every((each) => Math.abs(each) < 2 ** 40));

  const source = toTypeScript(derivation([step("forward", E, indices, term)], variables));
  const gradient = await gradientIn(folder.write(source));
  const inputs = variables.map(({ name, shape: own }) => {
    const data = new Float64Array(table.get(name) ?? []);
    return [name, tensorFrom(own, data).toNested()] as const;
  });
  const { E: found } = gradient(Object.fromEntries(inputs));
  const unsigned = (all: readonly number[]) => all.map((each) => each + 0);
  expect(unsigned(flat(found)), source).toEqual(unsigned(expected));
});

const [i, j, k, r] = [index(0, 2), index(1, 3), index(1000, 3), index(1001, 2)];

describe("loops", () => {
  test("axes of size 1 stay", () => {
    expect(statementsOf([index(0, 2), index(1, 1)], square(at(a, i, 0)))).toBe(
      "const v = fill(2, (i) => [a[i][0] ** 2]);",
    );
  });

  test("an array is taken as it is", () => {
    expect(statementsOf([i, j], at(a, i, j))).toBe("const v = a;");
    expect(statementsOf([i, j], at(b, j))).toBe("const v = fill(2, () => b);");
    expect(statementsOf([j], element(a, [number(1), position(j)]))).toBe("const v = a[1];");
  });

  test("no array is taken for another: one that is longer, turned or shifted, or one of several", () => {
    const after = call("remainder", sum(position(j), number(1)), number(3));
    expect(statementsOf([j], element(b, [after]))).toBe("const v = fill(3, (i) => b[(i + 1) % 3]);");
    const row = call("remainder", position(j), number(2));
    expect(statementsOf([j], element(a, [row, position(j)]))).toBe("const v = fill(3, (i) => a[i % 2][i]);");
    expect(statementsOf([index(0, 2)], at(b, index(0, 2)))).toBe("const v = fill(2, (i) => b[i]);");
    const [p, q] = [index(0, 3), index(1, 2)];
    expect(statementsOf([p, q], at(a, q, p))).toBe("const v = fill(3, (i) => fill(2, (j) => a[j][i]));");
  });

  test("what does not depend on a loop is computed before it, once", () => {
    const [s, t] = [index(1002, 3), index(1003, 3)];
    const largest = (over: typeof k) => reduce("max", [over], at(a, i, over));
    const softmax = quotient(
      call("exp", difference(at(a, i, j), largest(k))),
      reduce("sum", [s], call("exp", difference(at(a, i, s), largest(t)))),
    );
    expect(statementsOf([i, j], softmax)).toBe(`const v = fill(2, (i) => {
  const largest = max(3, (k) => a[i][k]);
  const total = sum(3, (k) => Math.exp(a[i][k] - largest));
  return fill(3, (j) => Math.exp(a[i][j] - largest) / total);
});`);
  });

  test("what depends on an inner loop alone is a table", () => {
    const centred = difference(at(a, i, j), quotient(reduce("sum", [r], at(a, r, j)), number(2)));
    expect(statementsOf([i, j], centred)).toBe(`const totals = fill(3, (i) => sum(2, (k) => a[k][i]));
const v = fill(2, (i) => fill(3, (j) => a[i][j] - totals[j] / 2));`);
  });

  test("a product of three matrices is one of two, twice", () => {
    const s = index(1002, 3);
    const chain = reduce("sum", [r, s], product(at(a, i, s), at(a, r, s), at(a, r, j)));
    expect(statementsOf([i, j], chain)).toBe(`const v = fill(2, (i) => {
  const totals = fill(2, (j) => sum(3, (k) => a[i][k] * a[j][k]));
  return fill(3, (j) => sum(2, (k) => a[k][j] * totals[k]));
});`);
  });

  test("what is there twice is computed once", () => {
    const total = (over: typeof k) => reduce("sum", [over], at(b, over));
    expect(statementsOf([], product(total(k), call("exp", total(index(1005, 3)))))).toBe(
      "const total = sum(3, (k) => b[k]);\nconst v = total * Math.exp(total);",
    );
  });

  test("tables that differ in which index is which are two", () => {
    const [p, q] = [index(1, 3), index(2, 3)];
    const table = (first: Index, second: Index) =>
      reduce("sum", [r], product(at(a, r, first), square(at(a, r, second))));
    expect(statementsOf([i, p, q], difference(table(p, q), table(q, p)))).toBe(
      `const totals = fill(3, (i) => fill(3, (j) => sum(2, (k) => a[k][i] * a[k][j] ** 2)));
const totals2 = fill(3, (i) => fill(3, (j) => sum(2, (k) => a[k][j] * a[k][i] ** 2)));
const v = fill(2, () => fill(3, (j) => fill(3, (k) => totals[j][k] - totals2[j][k])));`,
    );
  });

  test("an index that hides another is one of its own", () => {
    const [outer, hiding] = [index(1, 2), index(1, 3)];
    const rows = reduce("sum", [r], at(a, r, hiding));
    const all = reduce("sum", [hiding], product(at(b, hiding), rows));
    expect(statementsOf([index(0, 3), outer], sum(all, at(b, index(0, 3)), position(outer)))).toBe(
      `const totals = fill(3, (i) => sum(2, (k) => a[k][i]));
const total = sum(3, (k) => b[k] * totals[k]);
const v = fill(3, (i) => fill(2, (j) => total + b[i] + j));`,
    );
  });

  test("nothing is computed that a choice leaves out", async () => {
    // The row before the first does not exist.
    const before = sum(position(i), number(-1));
    const row = reduce("sum", [k], element(a, [before, position(k)]));
    const guarded = choice(truth(">", position(i), number(0)), row, number(7));
    const source = toTypeScript(derivation([step("forward", value("v", 2, 3), [i, j], guarded)], [a]));
    const gradient = await gradientIn(folder.write(source));
    expect(
      gradient({
        a: [
          [1, 2, 3],
          [4, 5, 6],
        ],
      }),
    ).toEqual({
      v: [
        [7, 7, 7],
        [6, 6, 6],
      ],
    });
  });
});
