import { constant, type Expr, input, type Op, ops, type Tensor } from "@chainrule/core";
import type * as fc from "fast-check";
import { oneIn } from "./choice.js";
import { isConclusive } from "./domain.js";
import { computedBeyond, type Known, knownAs } from "./known.js";
import { type Form, type Manner, wellTyped } from "./source.js";

/** A program that is being grown. */
export interface Growth {
  /** Leaves, and the proposals that were accepted, oldest first. */
  readonly values: readonly [Known, ...Known[]];
  /** Those of them that nothing uses yet. */
  readonly unused: readonly Known[];
  readonly operations: number;
}

/** Under what conditions a program is grown. */
export interface Conditions {
  readonly random: fc.Random;
  readonly manner: Manner;
  /** Which operations may occur, leaves aside. */
  readonly allowed: ReadonlySet<Op>;
}

export const isLeaf = ({ node: { op } }: Known): boolean => op === ops.input.op || op === ops.constant.op;

export const isInput = ({ node: { op } }: Known): boolean => op === ops.input.op;

const known = (leaf: Expr, value: Tensor): Known => knownAs(leaf, [], value.toArray());

/** An input with a value at the point. */
const inputFor = (value: Tensor): Known => known(input(value.shape, { dtype: value.dtype }), value);

/** One leaf in so many is a constant. */
const CONSTANT_ONE_IN = 3;

/** A program of one input. */
export const seedling = (value: Tensor): Growth => {
  const first = inputFor(value);
  return { values: [first], unused: [first], operations: 0 };
};

/**
 * The program with what a form proposes; none where there is no such proposal, it is not well-typed, holds an operation that is not
 * allowed, or would be hard to compare derivatives of.
 */
export const extended = (growth: Growth, form: Form, { random, manner, allowed }: Conditions): Growth | undefined => {
  const leaves: Known[] = [];
  const added = (leaf: Known): Expr => {
    leaves.push(leaf);
    return leaf.node;
  };
  const newInput = (value: Tensor): Expr => added(inputFor(value));
  const newLeaf = (value: Tensor): Expr =>
    oneIn(random, CONSTANT_ONE_IN) ? added(known(constant(value), value)) : newInput(value);
  const { values, unused } = growth;
  const node = wellTyped(() => form({ ...manner, random, input: newInput, leaf: newLeaf, values, unused }));
  if (node === undefined) return undefined;

  const lookUp = (wanted: Expr): Known | undefined =>
    leaves.find((made) => made.node === wanted) ?? values.find((value) => value.node === wanted);
  const beyond = computedBeyond(lookUp, node).filter((value) => !isLeaf(value));
  const root = beyond.at(-1);
  if (root === undefined || !beyond.every((value) => allowed.has(value.node.op) && isConclusive(value)))
    return undefined;
  const used = new Set(beyond.flatMap(({ args }) => args));
  const kept = leaves.filter((made) => used.has(made));
  return {
    values: [...values, ...kept, root],
    unused: [...unused.filter((value) => !used.has(value)), root],
    operations: growth.operations + beyond.length,
  };
};
