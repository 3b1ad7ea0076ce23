import { type LeafKind, mapTree, Tensor } from "@chainrule/core";
import { Shaped } from "./shaped.js";

/** A leaf of the trees of inputs. */
export type InputLeaf = Shaped | Tensor | number;

/** The trees of inputs. */
export const inputLeaves: LeafKind<InputLeaf> = {
  isLeaf: (value) => value instanceof Shaped || value instanceof Tensor || typeof value === "number",
  holds: "inputs are shaped(…), tensors or numbers,",
};

/**
 * The same tree with each leaf replaced, leaves visited in order; paths are written as one would write them: `0.layers[1].weights`.
 *
 * @throws TypeError for what a tree of inputs cannot hold, with its path.
 */
export const mapInputs = (tree: unknown, f: (leaf: InputLeaf, path: string) => unknown, path = ""): unknown =>
  mapTree(inputLeaves, tree, f, path);

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
