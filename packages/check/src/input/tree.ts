import { Tensor } from "@chainrule/core";
import { branchOf } from "./branch.js";
import { Shaped } from "./shaped.js";

/** A leaf of the trees of inputs. */
export type InputLeaf = Shaped | Tensor | number;

const isLeaf = (value: unknown): value is InputLeaf =>
  value instanceof Shaped || value instanceof Tensor || typeof value === "number";

/**
 * The same tree with each leaf replaced, leaves visited in order; paths are written as one would write them: `0.layers[1].weights`.
 *
 * @throws TypeError for what a tree of inputs cannot hold, with its path.
 */
export const mapInputs = (tree: unknown, f: (leaf: InputLeaf, path: string) => unknown, path = ""): unknown => {
  if (isLeaf(tree)) return f(tree, path);
  const { children, rebuild } = branchOf(tree, path);
  return rebuild(children.map(([step, child]) => mapInputs(child, f, path + step)));
};

/** The arguments with each leaf replaced. The path of a leaf begins with the number of its argument. */
export const mapArguments = (
  args: readonly unknown[],
  f: (leaf: InputLeaf, path: string) => unknown,
): readonly unknown[] => args.map((arg, index) => mapInputs(arg, f, String(index)));

/** Every leaf of the arguments, in order. */
export const leavesOfArguments = (args: readonly unknown[]): readonly InputLeaf[] => {
  const leaves: InputLeaf[] = [];
  mapArguments(args, (leaf) => leaves.push(leaf));
  return leaves;
};

/** A tree of tensors as source text. */
export const showTree = (tree: unknown, showLeaf: (leaf: InputLeaf) => string): string => {
  if (isLeaf(tree)) return showLeaf(tree);
  const { children, show } = branchOf(tree, "");
  return show(children.map(([, child]) => showTree(child, showLeaf)));
};
