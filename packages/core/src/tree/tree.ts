import { Map as ImmutableMap, isCollection, isRecord, List } from "immutable";
import { isExpr } from "../expr/define.js";
import { Tensor } from "../tensor/tensor.js";
import type { Leaf } from "./types.js";

/** A leaf and the way to it, as one would write it: `layers[0].weights`. */
export interface Located<L> {
  readonly path: string;
  readonly leaf: L;
}

/** What stands at the ends of a kind of tree. */
export interface LeafKind<L> {
  readonly isLeaf: (value: unknown) => value is L;
  /** What such trees hold, as messages say it: "parameter trees hold tensors". */
  readonly holds: string;
}

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> => {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

/** The path of a child: fields after a dot, indices in brackets. */
const step = (path: string, key: unknown): string => {
  if (typeof key === "number") return `${path}[${key}]`;
  return path === "" ? String(key) : `${path}.${String(key)}`;
};

const rejected = (path: string, value: unknown, holds: string): TypeError =>
  new TypeError(
    `${path === "" ? "the tree" : path} is ${describe(value)}; ` +
      `${holds} in plain objects, arrays, and Immutable Map, List and Record`,
  );

const describe = (value: unknown): string => {
  if (typeof value !== "object" || value === null) return `${String(value)} (${typeof value})`;
  return `a ${value.constructor.name}`;
};

/**
 * The same tree with each leaf replaced, leaves visited in order; the one place that knows every form a tree can take.
 *
 * @throws TypeError for what such a tree cannot hold, with its path.
 *
 * @example
 * import { mapTree } from "@chainrule/core";
 * const words = { isLeaf: (value: unknown): value is string => typeof value === "string", holds: "these trees hold words" };
 * assert.deepEqual(mapTree(words, { a: ["x", "y"] }, (word, path) => `${path} ${word}`), { a: ["a[0] x", "a[1] y"] });
 * assert.throws(() => mapTree(words, { a: 1 }, (word) => word), /^TypeError: a is 1 \(number\); these trees hold words/);
 */
export const mapTree = <L>(
  { isLeaf, holds }: LeafKind<L>,
  tree: unknown,
  f: (leaf: L, path: string) => unknown,
  root = "",
): unknown => {
  const visit = (value: unknown, path: string): unknown => {
    const child = (inner: unknown, key: unknown): unknown => visit(inner, step(path, key));
    if (isLeaf(value)) return f(value, path);
    if (Array.isArray(value)) return Object.freeze(value.map(child));
    if (isRecord(value)) {
      const fields = Object.keys(value.toObject());
      return fields.reduce((record, key) => record.set(key, child(value.get(key, undefined), key)), value);
    }
    if (List.isList(value) || ImmutableMap.isMap(value)) return value.map(child);
    if (isCollection(value) || !isPlain(value)) throw rejected(path, value, holds);
    return Object.freeze(Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, child(inner, key)])));
  };
  return visit(tree, root);
};

const parameters: LeafKind<Leaf> = {
  isLeaf: (value) => isExpr(value) || value instanceof Tensor || typeof value === "number",
  holds: "parameter trees hold tensors",
};

/**
 * The same parameter tree with each leaf replaced, leaves visited in order.
 *
 * @throws TypeError for what a parameter tree cannot hold, with its path.
 */
export const mapLeaves = (tree: unknown, f: (leaf: Leaf, path: string) => unknown, root = ""): unknown =>
  mapTree(parameters, tree, f, root);

/** Every leaf of a tree, in order, with its path. */
export const leavesOf = (tree: unknown, root = ""): readonly Located<Leaf>[] => {
  const leaves: Located<Leaf>[] = [];
  mapLeaves(tree, (leaf, path) => leaves.push({ path, leaf }), root);
  return leaves;
};

/**
 * The leaves of `tree`, in the order of their counterparts in `form`: fields may be written in any order.
 *
 * @throws TypeError when a leaf of one has no counterpart in the other.
 */
export const leavesLike = (operation: string, form: unknown, tree: unknown): readonly Leaf[] => {
  const given = new Map(leavesOf(tree).map(({ path, leaf }) => [path, leaf]));
  const wanted = leavesOf(form);
  const leaves = wanted.flatMap(({ path }) => given.get(path) ?? []);
  if (leaves.length === wanted.length && given.size === wanted.length) return leaves;
  const show = (paths: readonly string[]): string => `{${paths.join(", ")}}`;
  throw new TypeError(
    `${operation}: the tree ${show([...given.keys()])} has not the form of ${show(wanted.map(({ path }) => path))}`,
  );
};

/** What kind of collection a tree is, and its children under their keys. */
const openTree = (tree: unknown): readonly [kind: string, children: readonly (readonly [unknown, unknown])[]] => {
  if (Array.isArray(tree)) return ["array", [...tree.entries()]];
  if (List.isList(tree)) return ["List", [...tree.entries()]];
  if (ImmutableMap.isMap(tree)) return ["Map", [...tree.entries()]];
  return isRecord(tree) ? ["Record", Object.entries(tree.toObject())] : ["object", Object.entries(Object(tree))];
};

/** What a parameter tree looks like without its leaves: equal for trees that a function can tell apart by their leaves alone. */
export const formOf = (tree: unknown): string => {
  if (parameters.isLeaf(tree)) return "·";
  const [kind, children] = openTree(tree);
  return `${kind}(${children.map(([key, child]) => `${JSON.stringify(key)}:${formOf(child)}`).join()})`;
};

/** The same tree with its leaves replaced, in order, by those of a list of the same length. */
export const replaceLeaves = (tree: unknown, leaves: readonly unknown[]): unknown => {
  let next = 0;
  return mapLeaves(tree, () => leaves[next++]);
};
