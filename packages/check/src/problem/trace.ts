import {
  type DType,
  DTypeError,
  type Expr,
  full,
  GradientError,
  input,
  isFloating,
  isOp,
  showSignature,
  Tensor,
  tensorFrom,
  topological,
} from "@chainrule/core";
import { Shaped } from "../input/shaped.js";
import { type InputLeaf, leavesOfArguments, mapArguments } from "../input/tree.js";

/** A function of trees of expressions, as any caller sees it. */
export type AnyFunction = (...args: never) => Expr;

/** A place in the arguments, as a placeholder of the traced graph. */
export interface Slot {
  /** `0.layers[1].weights`. */
  readonly path: string;
  readonly node: Expr;
  /** Whether derivatives are taken by it: it is drawn at random, and not an integer. */
  readonly varies: boolean;
}

/** A function's graph on inputs of known shapes and dtypes. */
export interface Trace {
  /** The trees of inputs, every dtype decided: one tree for each argument. */
  readonly inputs: readonly unknown[];
  /** One for each leaf of the inputs, in order. */
  readonly slots: readonly Slot[];
  readonly result: Expr;
}

/** The dtype of a leaf, given that of leaves which do not say. Tensors in `f32`, which is how literals come, are taken along to `f64`. */
const dtypeOf = (leaf: InputLeaf, otherwise: DType): DType => {
  if (typeof leaf === "number" || leaf.dtype === undefined) return otherwise;
  return leaf instanceof Tensor && leaf.dtype === "f32" ? otherwise : leaf.dtype;
};

const typedAs = (leaf: InputLeaf, dtype: DType): Shaped | Tensor => {
  if (leaf instanceof Shaped) return new Shaped(leaf.shape, { ...leaf, dtype });
  if (typeof leaf === "number") return full([], leaf, { dtype });
  return leaf.dtype === dtype ? leaf : tensorFrom(leaf.shape, leaf.toArray(), { dtype });
};

const traceIn = (f: AnyFunction, inputs: readonly unknown[], otherwise: DType): Trace => {
  const slots: Slot[] = [];
  const typed = mapArguments(inputs, (leaf, path) => {
    const dtype = dtypeOf(leaf, otherwise);
    const made = typedAs(leaf, dtype);
    const node = input(made.shape, { dtype, name: `arg${path}` });
    slots.push({ path, node, varies: made instanceof Shaped && isFloating(dtype) });
    return made;
  });
  let next = 0;
  const args = mapArguments(inputs, () => slots[next++]?.node);
  // Safe: expressions stand where the inputs, which have the form of the arguments, have their leaves.
  return { inputs: typed, slots, result: f(...(args as never)) };
};

/**
 * The graph of `f`, in `f64` where nothing else is said. A function that holds `f32` tensors does not take `f64`: it is traced in `f32`.
 *
 * @throws what `f` throws; GradientError when there is nothing to differentiate, or nothing to differentiate by, or an input is used that
 * is not given.
 */
export const trace = (f: AnyFunction, inputs: readonly unknown[]): Trace => {
  const traced = traceInWider(f, inputs);
  if (!isFloating(traced.result.dtype))
    throw new GradientError(
      `checkGradients: the result is ${showSignature(traced.result)}; only f32 and f64 have derivatives`,
    );
  const given = new Set(traced.slots.map(({ node }) => node));
  const stray = topological([traced.result]).find((node) => isOp(node, "input") && !given.has(node));
  if (stray !== undefined)
    throw new GradientError(
      `checkGradients: the result depends on ${stray.name ?? "an input"}, which is no argument of f`,
    );
  if (!traced.slots.some(({ varies }) => varies))
    throw new GradientError("checkGradients: no input varies: make one of them shaped(…), with dtype f32 or f64");
  return traced;
};

const traceInWider = (f: AnyFunction, inputs: readonly unknown[]): Trace => {
  try {
    return traceIn(f, inputs, "f64");
  } catch (error) {
    if (!(error instanceof DTypeError)) throw error;
    return traceIn(f, inputs, "f32");
  }
};

/** The fixed and drawn values of the arguments, in the order of the slots. */
export const tensorsOf = (args: readonly unknown[]): readonly Tensor[] =>
  leavesOfArguments(args).filter((leaf) => leaf instanceof Tensor);
