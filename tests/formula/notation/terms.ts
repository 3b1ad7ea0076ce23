import { fc } from "@fast-check/vitest";
import {
  call,
  choice,
  element,
  type Index,
  number,
  position,
  product,
  reciprocal,
  reduce,
  square,
  sum,
  type Term,
  truth,
  type Variable,
} from "../../../packages/formula/src/term/term.js";
import { at, variable } from "./examples.js";

/** An index; some have equal sizes, so that matrices are confused as well as shapes. */
const indexOf = (id: number): Index => ({ id, size: [2, 3, 4, 3][id % 4] ?? 2 });

/** A variable at some of the indices, in any order, with axes of size 1 between. */
const elementOf = (indices: readonly Index[], most: number): fc.Arbitrary<Term> =>
  fc
    .tuple(
      fc.shuffledSubarray([...indices], { maxLength: Math.min(most, indices.length) }),
      fc.array(fc.nat(3), { maxLength: 1 }),
      fc.constantFrom("A", "B", "C"),
    )
    .map(([chosen, units, letter]) => {
      const shape = units.reduce<readonly number[]>(
        (sizes, place) => [...sizes.slice(0, place), 1, ...sizes.slice(place)],
        chosen.map(({ size }) => size),
      );
      return at(variable(`${letter}${shape.join("x")}`, shape), ...chosen);
    });

/** An element at positions that are no whole axis: of a longer one, moved by one, or the same twice. */
const partOf = (index: Index): fc.Arbitrary<Term> => {
  const at = position(index);
  const { size } = index;
  return fc.constantFrom(
    element(variable(`S${size + 1}`, [size + 1]), [at]),
    element(variable(`S${size + 1}`, [size + 1]), [sum(at, number(1))]),
    element(variable(`S${size}x${size}`, [size, size]), [at, at]),
    element(variable(`S${size}x${size}`, [size, size]), [number(1), at]),
    at,
  );
};

/** A power of two, so that division by it is exact. */
const divisorOf = (indices: readonly Index[]): fc.Arbitrary<Term> =>
  elementOf(indices, 2).map((term) => (term.kind === "element" ? { ...term, of: divisor(term.of) } : term));

const divisor = (of: Variable): Variable => ({ ...of, name: `D${of.name}` });

/** Sums of products of variables over indices that only some of them have. */
const contractionOf = (indices: readonly Index[], depth: number): fc.Arbitrary<Term> =>
  fc.integer({ min: 1, max: 2 }).chain((count) => {
    const over = Array.from({ length: count }, (_, place) => indexOf(10 + 2 * depth + place));
    const factor = fc.oneof(
      { weight: 4, arbitrary: elementOf([...indices, ...over], 2) },
      { weight: 1, arbitrary: termOf([...indices, ...over], depth - 1) },
    );
    return fc.array(factor, { minLength: 1, maxLength: 4 }).map((factors) => reduce("sum", over, product(...factors)));
  });

/** Terms with integer values, exact in doubles. */
export const termOf = (indices: readonly Index[], depth: number): fc.Arbitrary<Term> => {
  const [first] = indices;
  const leaf = fc.oneof(
    ...(first === undefined ? [] : [{ weight: 1, arbitrary: partOf(first) }]),
    { weight: 5, arbitrary: elementOf(indices, 3) },
    { weight: 1, arbitrary: fc.integer({ min: -3, max: 3 }).map(number) },
  );
  if (depth <= 0) return leaf;
  const part = termOf(indices, depth - 1);
  const parts = fc.array(part, { minLength: 2, maxLength: 3 });
  return fc.oneof(
    { weight: 1, arbitrary: leaf },
    { weight: 3, arbitrary: parts.map((terms) => sum(...terms)) },
    { weight: 3, arbitrary: parts.map((factors) => product(...factors)) },
    { weight: 4, arbitrary: contractionOf(indices, depth) },
    { weight: 1, arbitrary: fc.tuple(part, divisorOf(indices)).map(([a, b]) => product(a, reciprocal(b))) },
    { weight: 1, arbitrary: part.map(square) },
    {
      weight: 1,
      arbitrary: fc.tuple(fc.constantFrom("abs", "sign", "relu"), part).map(([name, of]) => call(name, of)),
    },
    { weight: 1, arbitrary: part.map((of): Term => ({ kind: "call", name: "g′", args: [of] })) },
    { weight: 1, arbitrary: fc.tuple(part, part).map(([a, b]) => truth(">", a, b)) },
    { weight: 1, arbitrary: fc.tuple(part, part, part).map(([c, a, b]) => choice(truth("≤", c, number(0)), a, b)) },
    {
      weight: 1,
      arbitrary: termOf([...indices, indexOf(30 + depth)], depth - 1).map((body) =>
        reduce("max", [indexOf(30 + depth)], body),
      ),
    },
  );
};

export { indexOf };
