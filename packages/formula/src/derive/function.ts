import { type Arguments, type Expr, GradientError, input, isExpr, mapLeaves, Tensor } from "@chainrule/core";
import { nameOfPath } from "./names.js";

/** What stands in place of a function's arguments. */
export interface Inputs<Args extends readonly unknown[]> {
  /** Values for its arguments, of which only shapes and dtypes count; the derivative is by the first, as that of `grad` is. */
  readonly inputs: Arguments<Args>;
  /** What arguments are called that are single tensors; default `x`, `y`, then `x_3` … Leaves of trees are called after their fields. */
  readonly inputNames?: readonly string[];
}

/** The loss that a function makes of inputs, the first argument that it was given, and what the inputs are called. */
export interface Applied {
  readonly loss: Expr;
  readonly wrt: object;
  readonly names: ReadonlyMap<Expr, string>;
}

/** A function at inputs of the shapes of some values. */
export const applied = <Args extends readonly unknown[]>(
  f: (...args: Args) => Expr,
  { inputs, inputNames = [] }: Inputs<Args>,
): Applied => {
  const names = new Map<Expr, string>();
  if (inputs.length < f.length || inputNames.length > inputs.length)
    throw new TypeError(
      `derive: the function takes ${f.length} arguments, got ${inputs.length} inputs and ${inputNames.length} names`,
    );
  const letters = ["x", "y"].values();
  const trees = inputs.map((tree: unknown, place) => {
    const isSingle = tree instanceof Tensor || typeof tree === "number";
    const root = inputNames[place] || (isSingle ? letters.next().value : undefined) || `x_${place + 1}`;
    return mapLeaves(tree, (leaf, path) => {
      const { shape, dtype } = leaf instanceof Tensor || isExpr(leaf) ? leaf : ({ shape: [], dtype: "f32" } as const);
      const node = input(shape, { dtype });
      names.set(node, nameOfPath(path, root));
      return node;
    });
  });
  // Safe: each tree has the form of the argument for which it stands, with expressions in place of values.
  const loss: unknown = f(...(trees as readonly unknown[] as Args));
  const [wrt] = trees;
  if (!isExpr(loss)) throw new GradientError(`derive: the function must return an expression, got ${typeof loss}`);
  if (typeof wrt !== "object" || wrt === null) throw new GradientError("derive: the function has no arguments");
  return { loss, wrt, names };
};
