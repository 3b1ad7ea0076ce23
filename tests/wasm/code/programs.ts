// Random functions: expressions that share their parts, under statements nested in loops and conditions, which all come to an end.

import { fc } from "@fast-check/vitest";
import {
  type Code,
  call,
  extract,
  type Func,
  get,
  getGlobal,
  type Local,
  leave,
  load,
  local,
  loop,
  op,
  repeatWhile,
  type Statement,
  select,
  set,
  setGlobal,
  store,
  when,
} from "../../../packages/wasm/src/code/code.js";
import { int, minus, plus, times } from "../../../packages/wasm/src/code/integer.js";

/** Memory that is only read, and memory that is only written. */
export const regions = { read: { start: 0, bytes: 1040 }, written: { start: 2048, bytes: 1040 } } as const;

/** How many globals there are. */
export const globalCount = 2;

const depths = 3;
const named = (type: "i32" | "v128", ...names: readonly string[]): readonly Local[] =>
  names.map((name) => local(type, name));
const [numberLocals, vectorLocals] = [named("i32", "a", "b", "c"), named("v128", "v", "w")];
const [counters, countdowns] = [named("i32", "i", "j", "k"), named("i32", "p", "q", "r")];

const pick = <A>(from: readonly A[], index: number): A => {
  const chosen = from[index % from.length];
  if (chosen === undefined) throw new RangeError("there is nothing to pick from");
  return chosen;
};

/** A step of building: which kind, and of which things that are there. */
interface Recipe {
  readonly kind: number;
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

interface Plan extends Recipe {
  readonly body: readonly Plan[];
  readonly otherwise: readonly Plan[];
}

/** Expressions, each built on those before it. */
interface Pool {
  readonly numbers: readonly Code[];
  readonly vectors: readonly Code[];
}

const seeds: Pool = {
  numbers: [
    ...[...numberLocals, ...counters, ...countdowns].map(get),
    ...Array.from({ length: globalCount }, (_, global) => getGlobal({ global })),
    ...[0, 1, 3, -7, 2 ** 31, 2 ** 32 - 1].map(int),
  ],
  vectors: vectorLocals.map(get),
};

const readable = (address: Code): Code => op("i32.and", address, int(1008));

const numbersFrom: readonly ((x: Code, y: Code, z: Code, v: Code, n: number) => Code)[] = [
  plus,
  minus,
  (x, _y, _z, _v, n) => times(x, n % 9),
  (x, y) => op("i32.mul", x, y),
  (x, y) => op("i32.and", x, y),
  (x, y) => op("i32.shl", x, y),
  (x, y) => op("i32.eq", x, y),
  (x, y) => op("i32.lt_s", x, y),
  (x, y) => op("i32.ge_u", x, y),
  select,
  (x, _y, _z, _v, n) => load("i32.load", readable(x), 4 * (n % 4)),
  (_x, _y, _z, v, n) => extract("i32x4.extract_lane", v, n % 4),
];

const vectorsFrom: readonly ((v: Code, w: Code, x: Code) => Code)[] = [
  (v, w) => op("i32x4.add", v, w),
  (v, w) => op("i32x4.sub", v, w),
  (v, w) => op("i32x4.mul", v, w),
  (v, w, x) => op("v128.bitselect", v, w, op("i32x4.splat", x)),
  (_v, _w, x) => op("i32x4.splat", x),
  (_v, _w, x) => load("v128.load", readable(x), 4),
];

const grow = ({ numbers, vectors }: Pool, { kind, x, y, z }: Recipe): Pool => {
  const [a, b, c] = [pick(numbers, x), pick(numbers, y), pick(numbers, z)];
  const [v, w] = [pick(vectors, x), pick(vectors, y)];
  return kind % 3 === 0
    ? { numbers, vectors: [...vectors, pick(vectorsFrom, kind)(v, w, c)] }
    : { numbers: [...numbers, pick(numbersFrom, kind)(a, b, c, v, z)], vectors };
};

const writable = (address: Code): Code => plus(readable(address), int(regions.written.start));

const statementsFrom: readonly ((pool: Pool, plan: Plan, depth: number) => readonly Statement[])[] = [
  ({ numbers }, { x, y }) => [set(pick(numberLocals, x), pick(numbers, y))],
  ({ vectors }, { x, y }) => [set(pick(vectorLocals, x), pick(vectors, y))],
  ({ numbers }, { x, y }) => [setGlobal({ global: x % globalCount }, pick(numbers, y))],
  ({ numbers }, { x, y }) => [store("i32.store", writable(pick(numbers, x)), pick(numbers, y), 8)],
  ({ numbers, vectors }, { x, y }) => [store("v128.store", writable(pick(numbers, x)), pick(vectors, y))],
  ({ numbers }, { x }) => [call("callee", pick(numbers, x))],
  ({ numbers }, { x, y, z }) => [
    when(op("i32.eq", op("i32.and", pick(numbers, x), int(7)), int(z % 8)), [leave(pick(numbers, y))]),
  ],
  (pool, { x, body, otherwise }, depth) => [
    when(pick(pool.numbers, x), nested(pool, body, depth), nested(pool, otherwise, depth)),
  ],
  (pool, { x, y, z, body }, depth) => [
    loop(
      pick(counters, depth),
      {
        from: int(x % 3),
        below: z % 2 === 0 ? int(y % 5) : op("i32.and", pick(pool.numbers, y), int(3)),
        step: 1 + (z % 3),
      },
      nested(pool, body, depth),
    ),
  ],
  (pool, { x, body }, depth) => {
    const left = pick(countdowns, depth);
    return [
      set(left, int(x % 4)),
      repeatWhile(get(left), [...nested(pool, body, depth), set(left, minus(get(left), int(1)))]),
    ];
  },
];

const build = (pool: Pool, plans: readonly Plan[], depth: number): readonly Statement[] =>
  plans.flatMap((plan) => pick(statementsFrom, plan.kind)(pool, plan, depth));

const nested = (pool: Pool, plans: readonly Plan[], depth: number): readonly Statement[] =>
  depth + 1 < depths ? build(pool, plans, depth + 1) : [];

const natural = fc.nat({ max: 10_000 });
const recipe = { kind: natural, x: natural, y: natural, z: natural };

const { plans } = fc.letrec<{ plans: readonly Plan[] }>((tie) => ({
  plans: fc.array(
    fc.record({
      ...recipe,
      body: fc.oneof({ depthSize: "small" }, fc.constant([]), tie("plans")),
      otherwise: fc.oneof({ depthSize: "small" }, fc.constant([]), tie("plans")),
    }),
    { maxLength: 5 },
  ),
}));

const argument = local("i32", "given");

/** What the others call. */
const callee: Func = {
  name: "callee",
  params: [argument],
  body: [
    store("i32.store", int(regions.written.start), get(argument)),
    when(op("i32.lt_s", get(argument), int(0)), [leave()]),
    setGlobal({ global: 0 }, plus(getGlobal({ global: 0 }), get(argument))),
  ],
};

/** A function `run` of two numbers, and what it calls. */
export const programs: fc.Arbitrary<readonly Func[]> = fc
  .tuple(fc.array(fc.record(recipe), { maxLength: 30 }), plans)
  .map(([recipes, planned]) => {
    const pool = recipes.reduce(grow, seeds);
    const { written } = regions;
    const ending = [
      ...vectorLocals.map((each, index) => store("v128.store", int(written.start), get(each), 16 * index)),
      ...[...numberLocals, ...counters].map((each, index) =>
        store("i32.store", int(written.start), get(each), 32 + 4 * index),
      ),
      ...pool.numbers.slice(-3).map((each, index) => store("i32.store", int(written.start), each, 64 + 4 * index)),
    ];
    const body = [...build(pool, planned, 0), ...ending, leave(pick(pool.numbers, pool.numbers.length - 1))];
    return [{ name: "run", params: numberLocals.slice(0, 2), result: "i32", body, isExported: true }, callee];
  });
