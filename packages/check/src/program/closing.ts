import { add, cast, type DType, mul, sub, sumTo } from "@chainrule/core";
import { shuffled } from "./choice.js";
import { type Conditions, extended, type Growth, isLeaf } from "./growth.js";
import type { Known } from "./known.js";
import type { Form } from "./source.js";

/** What is to be brought into the output: results that nothing uses, and something with a derivative. */
const looseIn = (growth: Growth, dtype: DType): readonly Known[] => {
  const ends = growth.unused.filter((value) => !isLeaf(value));
  return ends.some(({ varies }) => varies) ? ends : [...ends, lastVarying(growth, dtype)];
};

/** The last value of a dtype that has a derivative; the first is one. */
export const lastVarying = ({ values }: Growth, dtype: DType): Known =>
  values.findLast(({ varies, node }) => varies && node.dtype === dtype) ?? values[0];

/** Two values are summed, and the sums joined. */
const JOINING = 3;

/** The most operations that it takes to bring all that is loose into one output. */
export const costOfClosing = (growth: Growth, dtype: DType): number => {
  const ends = looseIn(growth, dtype);
  return ends.filter(({ node }) => node.dtype !== dtype).length + JOINING * Math.max(0, ends.length - 1);
};

/** What is 0 everywhere would make nothing of what it multiplies. */
const isZero = ({ elements }: Known): boolean => Array.from(elements).every((element) => element === 0);

/** The ways to join two values: element by element if they broadcast, and otherwise their sums. */
const joinsOf = (a: Known, b: Known, { random, manner: { dtype } }: Conditions): readonly Form[] => {
  const [x, y] = [cast(a.node, dtype), cast(b.node, dtype)];
  const joins = shuffled(random, isZero(a) || isZero(b) ? [add, sub] : [add, sub, mul]);
  const ofElements = joins.map(
    (join): Form =>
      () =>
        join(x, y),
  );
  const ofSums = joins.map(
    (join): Form =>
      () =>
        join(sumTo(x, []), sumTo(y, [])),
  );
  return [...ofElements, ...ofSums];
};

/** The program with two of its values joined, in the first way that makes a sound program; none if none does. */
const joinedIn = (growth: Growth, a: Known, b: Known, conditions: Conditions): Growth | undefined => {
  for (const form of joinsOf(a, b, conditions)) {
    const next = extended(growth, form, conditions);
    if (next !== undefined) return next;
  }
  return undefined;
};

/** The value, in the dtype of the program. */
const converted = (growth: Growth, { node }: Known, conditions: Conditions): Growth =>
  extended(growth, () => cast(node, conditions.manner.dtype), conditions) ?? growth;

/** All that is loose joined in turn, in random order, as far as that makes sound programs. */
export const closed = (growth: Growth, conditions: Conditions): Growth => {
  const [first, ...others] = shuffled(conditions.random, looseIn(growth, conditions.manner.dtype));
  if (first === undefined) return growth;
  const start = { growth: others.length === 0 ? converted(growth, first, conditions) : growth, end: first };
  return others.reduce(({ growth: so, end }, other) => {
    const next = joinedIn(so, end, other, conditions);
    return next === undefined ? { growth: so, end } : { growth: next, end: next.values.at(-1) ?? end };
  }, start).growth;
};
