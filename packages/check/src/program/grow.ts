import { ops, rebuild, tensorFrom } from "@chainrule/core";
import type * as fc from "fast-check";
import { isNonEmpty, zip } from "fp-ts/lib/ReadonlyArray.js";
import type { ReadonlyNonEmptyArray } from "fp-ts/lib/ReadonlyNonEmptyArray.js";
import { type Specimen, specimen } from "../specimen/specimen.js";
import { substitute } from "../specimen/substitute.js";
import { oneIn, oneOf } from "./choice.js";
import { closed, costOfClosing, lastVarying } from "./closing.js";
import { drawn, ranges } from "./elements.js";
import { forms, piecewise } from "./forms.js";
import { type Conditions, extended, type Growth, isInput, seedling } from "./growth.js";
import type { Known } from "./known.js";
import { anyShape } from "./shape-choice.js";
import type { Form, Manner } from "./source.js";

/** Which programs to grow. */
export interface Kind {
  readonly maxOps: number;
  readonly dtype: "f32" | "f64";
  /** The names of operations. */
  readonly ops: ReadonlySet<string>;
}

/** One program in so many has leaves of the simplest numbers alone, where kinks and ties are. */
const SIMPLE_ONE_IN = 8;

/** One program in so many may have axes of size 0. */
const EMPTY_ONE_IN = 16;

/** How many proposals are made for each operation that is wanted. */
const PROPOSALS = 8;

/** Any number of operations, few more often than many: what is wrong is easier to understand there. */
const drawnSize = (random: fc.Random, maxOps: number): number =>
  random.nextInt(1, oneIn(random, 2) ? maxOps : random.nextInt(1, maxOps));

/** What a record holds for some of its names. */
const pick = <A>(record: Readonly<Record<string, A>>, names: ReadonlySet<string>): readonly A[] =>
  Object.entries(record).flatMap(([name, item]) => (names.has(name) ? [item] : []));

/** The same specimen with inputs that are called x1, x2 … */
const named = ({ inputs, output, point }: Specimen): Specimen => {
  const renamed = inputs.map((node, index) => rebuild(node, [], `x${index + 1}`));
  return {
    inputs: renamed,
    output: substitute(output, new Map(zip(inputs, renamed))),
    point,
  };
};

const specimenOf = ({ values }: Growth, output: Known): Specimen => {
  const inputs = values.filter(isInput);
  const point = inputs.map(({ node: { shape, dtype }, elements }) => tensorFrom(shape, elements, { dtype }));
  return named(
    specimen(
      inputs.map(({ node }) => node),
      output.node,
      point,
    ),
  );
};

/** The program with proposals accepted until it has its size, once closed. */
const grown = (start: Growth, forms: ReadonlyNonEmptyArray<Form>, size: number, conditions: Conditions): Growth => {
  const sizeWhenClosed = (growth: Growth): number => growth.operations + costOfClosing(growth, conditions.manner.dtype);
  let growth = start;
  for (let proposals = 0; proposals < PROPOSALS * size && sizeWhenClosed(growth) < size; proposals++) {
    const next = extended(growth, oneOf(conditions.random, forms), conditions);
    if (next !== undefined && sizeWhenClosed(next) <= size) growth = next;
  }
  return closed(growth, conditions);
};

/**
 * A random program at a point, grown one operation at a time: a form proposes a use of its operation, and the proposal is accepted if it
 * is well-typed and what it computes at the point is fit for comparing derivatives. In the end what nothing uses is joined into one
 * output.
 */
export const grow = ({ maxOps, dtype, ops: names }: Kind): ((random: fc.Random) => Specimen) => {
  const allowed = new Set(pick(ops, names).map(({ op }) => op));
  const available = [names, new Set([...names].filter((name) => piecewise.has(name)))].flatMap((some) =>
    pick<Form>(forms, some),
  );

  return (random) => {
    const manner: Manner = { dtype, simple: oneIn(random, SIMPLE_ONE_IN), empty: oneIn(random, EMPTY_ONE_IN) };
    const conditions: Conditions = { random, manner, allowed };
    const start = seedling(drawn({ random, ...manner }, anyShape(random, manner.empty), dtype, ranges[dtype]));
    if (!isNonEmpty(available)) return specimenOf(start, start.values[0]);
    const size = drawnSize(random, maxOps);
    // Closing often takes less than was set aside for it, which leaves room for a second round.
    const once = grown(start, available, size, conditions);
    const finished = grown(once, available, size, conditions);
    return specimenOf(finished, lastVarying(finished, dtype));
  };
};
