import { real, type Shape, sizeOf } from "@chainrule/core";
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { equationOf } from "../../../packages/formula/src/notation/notation.js";
import { evaluate } from "../../../packages/formula/src/term/evaluate.js";
import { type Index, product, reduce, type Term, type Variable } from "../../../packages/formula/src/term/term.js";
import { at, variable } from "./examples.js";
import { elementsOf, type Value } from "./meaning.js";
import { indexOf, termOf } from "./terms.js";

/** Small integers, or powers of two for divisors, that depend on the name. */
const integersOf = ({ name, shape }: Variable): Value => {
  const seed = [...name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 1009, 7);
  const data = Array.from({ length: sizeOf(shape) }, (_, place) => {
    const pick = ((seed + place * 37) ** 2 + place) % 1009;
    return name.startsWith("D") ? 2 ** (pick % 3) : (pick % 7) - 3;
  });
  return { shape, data };
};

interface Defined {
  readonly variable: Variable;
  readonly indices: readonly Index[];
  readonly term: Term;
}

const target = variable("T");

/** A target of some rank, with axes of size 1 among others. */
const targets = fc
  .tuple(fc.subarray([0, 1, 2], { maxLength: 3 }), fc.array(fc.nat(2), { maxLength: 2 }))
  .map(([ids, units]) =>
    units.reduce<readonly Index[]>(
      (indices, place) => [...indices.slice(0, place), { id: 100 + indices.length, size: 1 }, ...indices.slice(place)],
      ids.map(indexOf),
    ),
  );

const defined = targets.chain((indices) =>
  termOf(
    indices.filter(({ size }) => size !== 1),
    3,
  ).map((term): Defined => {
    const shape: Shape = indices.map(({ size }) => size);
    return { variable: { ...target, shape }, indices, term };
  }),
);

const g = (name: string) => (name === "g′" ? (a: number) => a + 3 : undefined);

const expectAgreement = ({ variable, indices, term }: Defined, style: "matrix" | "index"): void => {
  const equation = equationOf({ variable, indices, term, style });
  const expected = evaluate(real, term, indices, { valuesOf: (of) => integersOf(of).data, functionOf: g });
  const env = { valueOf: integersOf, letters: new Map<string, number>() };
  // All operations are exact on these integers, and the order of sums does not count.
  const withoutSign = (values: readonly number[]): readonly number[] => values.map((value) => value + 0);
  expect(withoutSign(elementsOf(equation, env, variable.shape))).toEqual(withoutSign(expected));
};

/** A chain of matrices between two free indices, either of which may be missing; each factor stands either way round. */
const chain = fc
  .tuple(fc.array(fc.boolean(), { minLength: 1, maxLength: 4 }), fc.boolean(), fc.boolean())
  .chain(([turns, hasRow, hasColumn]) => {
    const ids = Array.from({ length: turns.length + 1 }, (_, place): Index => ({ id: place, size: 2 + place }));
    const factors = turns.flatMap((isTurned, place) => {
      const pair = ids.slice(place, place + 2);
      const indices = isTurned ? pair.toReversed() : pair;
      return [
        at(
          variable(
            `M${place}`,
            indices.map(({ size }) => size),
          ),
          ...indices,
        ),
      ];
    });
    const ends = [hasRow ? [] : ids.slice(0, 1), hasColumn ? [] : ids.slice(-1)].flat();
    const vectors = ends.map((index) => at(variable(`v${index.id}`, [index.size]), index));
    const free = ids.filter((_, place) => (place === 0 ? hasRow : place === turns.length && hasColumn));
    const over = ids.filter((index) => !free.includes(index));
    return fc.shuffledSubarray([...factors, ...vectors], { minLength: factors.length + vectors.length }).map(
      (all): Defined => ({
        variable: { ...target, shape: free.map(({ size }) => size) },
        indices: free,
        term: reduce("sum", over, product(...all)),
      }),
    );
  });

describe("an equation means its term", () => {
  test.prop([defined], { numRuns: 200 })("in matrix notation", (definition) => {
    // Beyond that, integers are not exact.
    const values = evaluate(real, definition.term, definition.indices, {
      valuesOf: (of) => integersOf(of).data,
      functionOf: g,
    });
    fc.pre(values.every((value) => Math.abs(value) < 2 ** 40));
    expectAgreement(definition, "matrix");
  });

  test.prop([chain])("in matrix notation, which always has words for chains of matrices", (definition) => {
    const { left, right } = equationOf({ ...definition, style: "matrix" });
    expect(left).toEqual({ kind: "symbol", of: definition.variable, subscripts: [] });
    expect(JSON.stringify(right)).not.toMatch(/"ones"|"reduce"/);
    expectAgreement(definition, "matrix");
  });

  test.prop([defined], { numRuns: 300 })("in index notation", (definition) => {
    expectAgreement(definition, "index");
  });
});
