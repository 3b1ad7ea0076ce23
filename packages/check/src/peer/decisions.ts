import { type Expr, indexAt, isFloating, topological } from "@chainrule/core";
import * as N from "fp-ts/lib/number.js";
import { contramap, type Ord, reverse } from "fp-ts/lib/Ord.js";
import * as RA from "fp-ts/lib/ReadonlyArray.js";
import type { Rounded } from "../numeric/rounded.js";
import type { Reading } from "./reading.js";

/** How far apart the two numbers are by which an operation decides, and how far rounding may have moved them. */
interface Gap {
  readonly distance: number;
  readonly error: number;
}

type Elements = readonly Rounded[];

const gap = (a: Rounded, b: Rounded): Gap => ({
  distance: Math.abs(a.value - b.value),
  error: a.error + b.error,
});

const zero: Rounded = { value: 0, error: 0 };

const fromZero = (_node: Expr, a: Elements = []): readonly Gap[] => a.map((x) => gap(x, zero));

const between = (_node: Expr, a: Elements = [], b: Elements = []): readonly Gap[] => RA.zipWith(a, b, gap);

/** Elements that are compared with each other: those whose places differ on the reduced axes alone. */
const competitors = ({ args: [x] }: Expr, a: Elements, isReduced: (axis: number) => boolean): readonly Elements[] => {
  const groups = new Map<string, readonly Rounded[]>();
  a.forEach((element, place) => {
    const group = indexAt(x?.shape ?? [], place)
      .filter((_, axis) => !isReduced(axis))
      .join();
    groups.set(group, [...(groups.get(group) ?? []), element]);
  });
  return [...groups.values()];
};

const ascending: Ord<Rounded> = contramap(({ value }: Rounded) => value)(N.Ord);

/** Between the winner and the runner-up. */
const lead =
  (order: Ord<Rounded>) =>
  (group: Elements): readonly Gap[] => {
    const [first, second] = RA.sort(order)(group);
    return first === undefined || second === undefined ? [] : [gap(first, second)];
  };

const extremum =
  (order: Ord<Rounded>) =>
  (node: Expr, a: Elements = []): readonly Gap[] =>
    competitors(node, a, (axis) => node.args[0]?.shape[axis] !== node.shape[axis]).flatMap(lead(order));

/** From the next whole number, where the fraction is cut off. */
const cut = ({ args: [x], dtype }: Expr, a: Elements = []): readonly Gap[] =>
  x !== undefined && isFloating(x.dtype) && !isFloating(dtype)
    ? a.map((element) => gap(element, { value: Math.round(element.value), error: 0 }))
    : [];

type Rule = (node: Expr, ...args: readonly Elements[]) => readonly Gap[];

/** Operations with a kink: at a tie their derivative is a convention. */
const kinks: Readonly<Record<string, Rule>> = {
  abs: fromZero,
  relu: fromZero,
  maximum: between,
  minimum: between,
  max: extremum(reverse(ascending)),
  min: extremum(ascending),
  // By the exponent, 0ᵇ has a derivative of every kind.
  pow: fromZero,
};

/** Operations that jump: their value is the same for everyone at a tie, and their derivative is 0. */
const jumps: Readonly<Record<string, Rule>> = {
  sign: fromZero,
  equal: between,
  notEqual: between,
  less: between,
  lessEqual: between,
  greater: between,
  greaterEqual: between,
  where: (node, condition) => (isFloating(node.args[0]?.dtype ?? "u8") ? fromZero(node, condition) : []),
  argmax: (node, a = []) => {
    const { axis: reduced } = node.params;
    return competitors(node, a, (axis) => axis === reduced).flatMap(lead(reverse(ascending)));
  },
  cast: cut,
};

const gapsIn = (rules: Readonly<Record<string, Rule>>, nodes: readonly Expr[], { values }: Reading): readonly Gap[] =>
  nodes.flatMap((node) => rules[node.op.name]?.(node, ...node.args.map((arg) => values.get(arg) ?? [])) ?? []);

/** Whether rounding, times a margin, may have decided somewhere in a program: then two correct results may be far apart. */
export const isTossUp = (output: Expr, reading: Reading, margin: number): boolean =>
  gapsIn({ ...kinks, ...jumps }, topological([output]), reading).some(
    ({ distance, error }) => error > 0 && distance <= margin * error,
  );

/** Whether a program is exactly at a kink of one of its operations, where the derivative is a convention. */
export const isTied = (output: Expr, reading: Reading): boolean =>
  gapsIn(
    kinks,
    topological([output]).filter(({ dtype }) => isFloating(dtype)),
    reading,
  ).some(({ distance, error }) => distance === 0 && error === 0);
