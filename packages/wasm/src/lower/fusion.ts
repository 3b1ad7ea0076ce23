import type { Expr, Program } from "@chainrule/core";
import { Tensor } from "@chainrule/core";
import { at, bufferOf, isOp, sizeOf, uniform } from "@chainrule/core/backend";
import { sparseFrom, zeroShare } from "../product/sparse/share.js";
import { numbersOf } from "./params.js";
import { isFloat } from "./stage.js";

/** A product and what is done with it in the same kernel. */
export interface Fusion {
  readonly product: Expr;
  /** How the product is computed: with all elements of its left side, or with those alone that are not zero. */
  readonly method: "dense" | "sparse" | "sparse transposed";
  /** The matrix whose zeros are skipped, not transposed. */
  readonly compressed: Expr | undefined;
  /** `base + scale · product`. */
  readonly update: { readonly base: Expr; readonly scale: number } | undefined;
  /** What is read element by element, what from memory, and what from memory in row-major order. */
  readonly elements: readonly Expr[];
  readonly memory: readonly Expr[];
  readonly ordered: readonly Expr[];
}

/** The fusions of a program, by the node that they compute. */
export type Fusions = ReadonlyMap<Expr, Fusion>;

/** Products with fewer multiplications than this are plain loops. */
const SMALL_PRODUCT = 4096;

/** Zeros are not worth looking for where each would save fewer products than this. */
const FEWEST_COLUMNS = 32;

/** Whether a product is worth kernels of its own. */
export const isLargeProduct = ({ args, shape, dtype }: Expr): boolean =>
  isFloat(dtype) && sizeOf(shape) * (at(args, 0).shape.at(-1) ?? 0) >= SMALL_PRODUCT;

/** Operations that keep zeros zero, and nothing else. */
const keepsZeros = ["reshape", "transpose", "cast", "neg", "abs", "relu", "square", "sqrt"] as const;

/** The share of exact zeros that a value is known to have. */
const zerosIn = (node: Expr): number => {
  const { value } = node.params;
  const [a, b] = node.args;
  if (isOp(node, "constant")) return value instanceof Tensor && value.size > 1 ? zeroShare(bufferOf(value)) : 0;
  if (a === undefined) return 0;
  if (keepsZeros.some((name) => isOp(node, name)) || isOp(node, "take")) return zerosIn(a);
  if (b === undefined) return 0;
  const factor = uniform(b);
  if (factor !== undefined && Number.isFinite(factor)) {
    if (isOp(node, "mul")) return zerosIn(a);
    if (isOp(node, "div") && factor !== 0) return zerosIn(a);
  }
  const left = uniform(a);
  return isOp(node, "mul") && left !== undefined && Number.isFinite(left) ? zerosIn(b) : 0;
};

/** The matrix that a node is the transpose of. */
const transposed = (node: Expr): Expr | undefined =>
  isOp(node, "transpose") && numbersOf(node, "axes").join() === "1,0" ? at(node.args, 0) : undefined;

/** How a product of matrices is best computed. */
const methodFor = (product: Expr): Pick<Fusion, "method" | "compressed" | "memory" | "ordered"> => {
  const [a, b] = [at(product.args, 0), at(product.args, 1)];
  const original = transposed(a);
  const compressed = original ?? a;
  const isSparse =
    product.dtype === "f32" &&
    product.shape.length === 2 &&
    at(product.shape, 1) >= FEWEST_COLUMNS &&
    zerosIn(compressed) >= sparseFrom;
  if (!isSparse) return { method: "dense", compressed: undefined, memory: [a, b], ordered: [] };
  return { method: original === undefined ? "sparse" : "sparse transposed", compressed, memory: [], ordered: [b] };
};

/** Whether a product is one that skips zeros. */
export const skipsZeros = (product: Expr): boolean => methodFor(product).method !== "dense";

interface Scaled {
  readonly product: Expr;
  readonly scale: number;
}

/** The products of a program, with the updates that can be made in the same kernel. */
export const findFusions = ({ nodes, outputs }: Program): Fusions => {
  const counts = new Map<Expr, number>();
  for (const node of [...nodes.flatMap(({ args }) => args), ...outputs]) counts.set(node, (counts.get(node) ?? 0) + 1);
  const isUsedOnce = (node: Expr): boolean => counts.get(node) === 1;

  /** `scale · product`, where nothing else uses it. */
  const scaled = (node: Expr): Scaled | undefined => {
    if (!isUsedOnce(node)) return undefined;
    const [a, b] = node.args;
    if (a === undefined) return undefined;
    if (isOp(node, "matmul"))
      return node.shape.length === 2 && isLargeProduct(node) ? { product: node, scale: 1 } : undefined;
    const by = (inner: Expr, factor: number | undefined): Scaled | undefined => {
      const found = factor === undefined ? undefined : scaled(inner);
      return found === undefined || factor === undefined ? undefined : { ...found, scale: found.scale * factor };
    };
    if (isOp(node, "neg")) return by(a, -1);
    if (b === undefined) return undefined;
    const [left, right] = [uniform(a), uniform(b)];
    if (isOp(node, "mul")) return left === undefined ? by(a, right) : by(b, left);
    return isOp(node, "div") && right !== undefined ? by(a, 1 / right) : undefined;
  };

  /** `base ± scale · product`. */
  const updated = (node: Expr): (Scaled & { readonly base: Expr }) | undefined => {
    const [a, b] = node.args;
    if (a === undefined || b === undefined || !(isOp(node, "add") || isOp(node, "sub"))) return undefined;
    const right = scaled(b);
    if (right !== undefined) return { ...right, base: a, scale: isOp(node, "sub") ? -right.scale : right.scale };
    const left = isOp(node, "add") ? scaled(a) : undefined;
    return left === undefined ? undefined : { ...left, base: b };
  };

  const found = new Map<Expr, Fusion>();
  const compressed = new Set<Expr>();
  const enter = (node: Expr, product: Expr, update: Fusion["update"]): void => {
    const method = methodFor(product);
    if (update !== undefined && method.method === "sparse") return;
    // The lists are made once, however many products use them.
    const elements = method.compressed === undefined || compressed.has(method.compressed) ? [] : [method.compressed];
    for (const matrix of elements) compressed.add(matrix);
    const memory = update === undefined ? method.memory : [...method.memory, update.base];
    found.set(node, { ...method, product, update, elements, memory });
  };
  const fused = new Set<Expr>();
  for (const node of nodes) {
    const update = updated(node);
    if (update === undefined) continue;
    enter(node, update.product, { base: update.base, scale: update.scale });
    if (found.has(node)) fused.add(update.product);
  }
  for (const node of nodes)
    if (isOp(node, "matmul") && isLargeProduct(node) && !fused.has(node)) enter(node, node, undefined);
  return found;
};
