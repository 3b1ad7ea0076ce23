import { type Expr, evaluate, lift, tensorFrom } from "@chainrule/core";
import { clipByGlobalNorm } from "@chainrule/nn";
import { fc, test } from "@fast-check/vitest";
import { allAgree, moderate } from "../rounding.js";

const gradients = fc.tuple(
  fc.array(moderate(), { minLength: 1, maxLength: 5 }),
  fc.array(moderate(), { minLength: 1, maxLength: 5 }),
);
const limits = fc.double({ min: 0.1, max: 30, noNaN: true });

const clipped = (largest: number, tree: readonly (readonly number[])[]): readonly number[] => {
  const leaves: readonly Expr[] = tree.map((values) => lift(tensorFrom([values.length], values, { dtype: "f64" })));
  const [updates] = clipByGlobalNorm(largest).update(leaves, {}, leaves);
  return evaluate(updates).flatMap((leaf) => leaf.toArray());
};
const normOf = (values: readonly number[]): number => Math.hypot(...values);

// A norm of 10 elements takes 20 roundings, the factor and the product two more.
const roundings = 24;

test.prop([limits, gradients])(
  "the norm over all leaves is at most the largest",
  (largest, tree) => normOf(clipped(largest, tree)) <= largest * (1 + roundings * Number.EPSILON),
);

test.prop([limits, gradients])("the direction stays", (largest, tree) => {
  const g = tree.flat();
  const factor = normOf(g) === 0 ? 1 : Math.min(1, largest / normOf(g));
  return allAgree(
    clipped(largest, tree),
    g.map((value) => factor * value),
    roundings,
    30,
  );
});

test.prop([gradients])("what is short enough stays as it is, to the bit; so does 0", (tree) => {
  const same = (values: readonly number[], others: readonly number[]): boolean =>
    values.every((value, index) => value === others[index]);
  const nothing = tree.map((leaf) => leaf.map(() => 0));
  return same(clipped(100, tree), tree.flat()) && same(clipped(1, nothing), nothing.flat());
});
