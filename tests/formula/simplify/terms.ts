import { NumberSystemError, primeField } from "@chainrule/core";
import { fc } from "@fast-check/vitest";
import { type Rounded, rounded } from "../../../packages/check/src/numeric/rounded.js";
import { evaluate, type Meaning } from "../../../packages/formula/src/term/evaluate.js";
import {
  call,
  choice,
  element,
  type FunctionName,
  type Index,
  number,
  one,
  position,
  power,
  product,
  type Reduction,
  type Relation,
  ratio,
  reduce,
  sum,
  type Term,
  truth,
  type Variable,
} from "../../../packages/formula/src/term/term.js";

export const size = 3;
export const index = (id: number, of = size): Index => ({ id, size: of });
/** The indices that a random term may leave free. */
export const free: readonly Index[] = [index(0), index(1)];

const variable = (name: string, shape: readonly number[], isOneHot = false): Variable => ({
  name,
  kind: "value",
  shape,
  isOneHot,
});
export const scalars = ["x", "y", "z"].map((name) => variable(name, []));
export const vectors = ["u", "v"].map((name) => variable(name, [size]));
export const matrix = variable("M", [size, size]);
/** One 1 in each row. */
export const target = variable("t", [size, size], true);
/** Whole numbers from 0 to 2. */
export const label = variable("c", [size]);

export const numbers: fc.Arbitrary<Term> = fc
  .tuple(fc.integer({ min: -4, max: 4 }), fc.constantFrom(1, 1, 1, 2, 3))
  .map(([numerator, denominator]) => ratio(numerator, denominator));
export const whole = (min: number, max: number): fc.Arbitrary<Term> => fc.integer({ min, max }).map(number);

const oneOf = <A>(values: readonly A[]): fc.Arbitrary<A> => fc.constantFrom(...values);

/** An element of a variable at indices in scope. */
export const elements = (scope: readonly Index[]): fc.Arbitrary<Term> => {
  const at = scope.length === 0 ? whole(0, size - 1) : oneOf(scope.map(position));
  return fc.oneof(
    oneOf(scalars).map((of) => element(of, [])),
    fc.tuple(oneOf(vectors), at).map(([of, i]) => element(of, [i])),
    fc.tuple(at, at).map(([i, j]) => element(matrix, [i, j])),
  );
};

export const relation = oneOf<Relation>(["=", "≠", "<", "≤", ">", "≥"]);
const functions = oneOf<FunctionName>(["exp", "log", "tanh", "sigmoid", "abs", "sign", "relu", "sin"]);

interface Kind {
  readonly scope: readonly Index[];
  readonly depth: number;
  /** Sums, products and whole powers alone. */
  readonly isRational: boolean;
}

/** A random term. */
export const terms = ({ scope, depth, isRational }: Kind): fc.Arbitrary<Term> => {
  if (depth === 0) return fc.oneof({ weight: 3, arbitrary: elements(scope) }, numbers);
  const inner = terms({ scope, depth: depth - 1, isRational });
  const bound = index(10 + scope.length);
  const inside = terms({ scope: [...scope, bound], depth: depth - 1, isRational });
  const several = fc.array(inner, { minLength: 2, maxLength: 3 });
  const by = isRational ? fc.constant<Reduction>("sum") : oneOf<Reduction>(["sum", "sum", "sum", "max", "min"]);
  const whole = fc.tuple(inner, oneOf([-2, -1, -1, 2, 3])).map(([base, n]) => power(base, number(n)));
  const rational = [
    { weight: 3, arbitrary: elements(scope) },
    { weight: 4, arbitrary: several.map((list) => sum(...list)) },
    { weight: 4, arbitrary: several.map((list) => product(...list)) },
    { weight: 3, arbitrary: whole },
    { weight: 2, arbitrary: fc.tuple(by, inside).map(([how, body]) => reduce(how, [bound], body)) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(oneOf([...scope, bound]), inside)
        .map(([i, body]) => reduce("sum", [bound], product(truth("=", position(bound), position(i)), body))),
    },
  ] as const;
  if (isRational) return fc.oneof(...rational);
  const truths = fc.tuple(relation, inner, inner).map(([how, a, b]) => truth(how, a, b));
  return fc.oneof(
    ...rational,
    { weight: 2, arbitrary: fc.tuple(functions, inner).map(([name, x]) => call(name, x)) },
    { weight: 1, arbitrary: fc.tuple(inner, oneOf([ratio(1, 2), ratio(-1, 2)])).map(([x, n]) => power(x, n)) },
    { weight: 1, arbitrary: truths },
    { weight: 1, arbitrary: fc.tuple(truths, inner, inner).map(([c, yes, no]) => choice(c, yes, no)) },
    { weight: 1, arbitrary: inner.map((x) => power(sum(one, call("exp", x)), number(-1))) },
  );
};

/** The values of the variables: a seed for each element. */
export type Values = ReadonlyMap<string, readonly number[]>;

const lists = <A>(value: fc.Arbitrary<A>, length: number): fc.Arbitrary<A[]> =>
  fc.array(value, { minLength: length, maxLength: length });

/** Eighths, so that equal ones and exact sums are common, of both signs. */
export const values: fc.Arbitrary<Values> = fc
  .record({
    x: lists(fc.integer({ min: -24, max: 24 }), 1),
    y: lists(fc.integer({ min: 1, max: 24 }), 1),
    z: lists(fc.integer({ min: 1, max: 24 }), 1),
    u: lists(fc.integer({ min: 1, max: 24 }), size),
    v: lists(fc.integer({ min: -24, max: 24 }), size),
    M: lists(fc.integer({ min: 1, max: 24 }), size * size),
    t: lists(fc.integer({ min: 0, max: size - 1 }), size),
    c: lists(fc.integer({ min: 0, max: size - 1 }), size),
  })
  .map(({ t, c, ...others }) => {
    const eighths = Object.entries(others).map(([name, list]) => [name, list.map((value) => value / 8)] as const);
    const rows = t.flatMap((hot) => Array.from({ length: size }, (_, place) => (place === hot ? 1 : 0)));
    return new Map<string, readonly number[]>([...eighths, ["t", rows], ["c", c]]);
  });

const meaning = <A>(read: Values, of: (value: number) => A): Meaning<A> => ({
  valuesOf: ({ name }) => (read.get(name) ?? []).map(of),
});

class Undecided extends Error {}

/** The reals with rounding errors; fails where these leave open which of two numbers is the larger, or one is none. */
const decidable = (() => {
  const K = rounded(Number.EPSILON);
  const decide = (a: Rounded, b: Rounded): void => {
    const doubt = 2 * (a.error + b.error);
    if (Number.isNaN(a.value - b.value)) throw new Undecided();
    if (doubt > 0 && !(Math.abs(a.value - b.value) > doubt)) throw new Undecided();
  };
  const less = (a: Rounded, b: Rounded): boolean => {
    decide(a, b);
    return K.less(a, b);
  };
  const same = (a: Rounded, b: Rounded): boolean => {
    decide(a, b);
    return K.same(a, b);
  };
  const sign = (a: Rounded): Rounded => {
    decide(a, K.zero);
    return K.sign(a);
  };
  // What is divided by 0 has no value over the reals, whatever a function such as relu makes of an infinity.
  const reciprocal = (a: Rounded): Rounded => {
    if (a.value === 0) throw new Undecided();
    return K.reciprocal(a);
  };
  return { ...K, less, same, sign, reciprocal };
})();

/** The values over the reals; nothing where the term has none, or rounding decides what it is. */
const overReals = (term: Term, at: Values): readonly Rounded[] | undefined => {
  try {
    return evaluate(
      decidable,
      term,
      free,
      meaning(at, (value) => ({ value, error: 0 })),
    );
  } catch (error) {
    if (error instanceof Undecided) return undefined;
    throw error;
  }
};

const isKnown = ({ value, error }: Rounded): boolean => Number.isFinite(value) && Number.isFinite(error);

/** Numbers beside the given ones at which nothing cancels by chance. Positions and one-hot rows stay. */
const beside = (at: Values): Values =>
  new Map(
    [...at].map(([name, list]) => [
      name,
      name === "t" || name === "c"
        ? list
        : list.map((value, place) => value + Math.sin(place + 7 * (name.codePointAt(0) ?? 0)) / 100),
    ]),
  );

/** Says where the second of two terms differs from the first by more than rounding; nothing where the first has no value. */
const difference = (
  before: Term,
  after: Term,
  at: Values,
): { readonly text: string; readonly isKnown: boolean } | undefined => {
  const expected = overReals(before, at);
  const actual = expected === undefined ? undefined : overReals(after, at);
  if (expected === undefined || actual === undefined) return undefined;
  const wrong = expected.findIndex((a, place) => {
    const b = actual[place];
    // The bounds are of first order: twice covers the products of errors.
    return isKnown(a) && !(b !== undefined && Math.abs(a.value - b.value) <= 2 * (a.error + b.error));
  });
  const [a, b] = [expected[wrong], actual[wrong]];
  return b === undefined ? undefined : { text: `${a?.value} became ${b.value}`, isKnown: isKnown(b) };
};

/** How the second of two terms differs from the first: by its value, or in that it has none there and beside. */
export const disagreement = (before: Term, after: Term, at: Values): string | undefined => {
  const here = difference(before, after, at);
  return here === undefined || here.isKnown ? here?.text : difference(before, after, beside(at))?.text;
};

/** Whether a term has a value that rounding does not blur. */
export const hasValue = (term: Term, at: Values): boolean =>
  overReals(term, at)?.some((a) => isKnown(a) && a.error < 1e-6 * (1 + Math.abs(a.value))) ?? false;

const F = primeField();

/** The values modulo a prime; nothing where the term divides by zero there. */
const overField = (term: Term, at: Values, seed: bigint): readonly bigint[] | undefined => {
  const { valuesOf } = meaning(at, (value) => value);
  // Numbers that look random, the same for the same element. Positions and one-hot rows keep their values.
  const image = (name: string, value: number, place: number): bigint =>
    name === "t" || name === "c"
      ? BigInt(value)
      : F.pow(F.add(seed, F.fromNumber(place * 131 + (name.codePointAt(0) ?? 0))), F.fromNumber(5));
  try {
    return evaluate(F, term, free, {
      valuesOf: (of) => Array.from(valuesOf(of), (value, place) => image(of.name, value, place)),
    });
  } catch (error) {
    if (error instanceof NumberSystemError && /division by zero/u.test(error.message)) return undefined;
    throw error;
  }
};

/** Whether two terms are equal modulo a prime, where the first has a value. */
export const agreesOverField = (before: Term, after: Term, at: Values, seed: bigint): boolean => {
  const expected = overField(before, at, seed);
  if (expected === undefined) return true;
  const actual = overField(after, at, seed);
  return actual !== undefined && expected.every((value, place) => value === actual[place]);
};
