import { Map as ImmutableMap, isCollection, isRecord, List } from "immutable";
import { isExpr } from "../expr/define.js";
import { Tensor } from "../tensor/tensor.js";
import type { Leaf } from "./types.js";

/** A leaf and the way to it, as one would write it: `layers[0].weights`. */
export interface Located<L> {
  readonly path: string;
  readonly leaf: L;
}

const isLeaf = (value: unknown): value is Leaf => isExpr(value) || value instanceof Tensor || typeof value === "number";

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

const rejected = (path: string, value: unknown): TypeError =>
  new TypeError(
    `${path === "" ? "the tree" : path} is ${describe(value)}; parameter trees hold tensors in plain objects, arrays, and Immutable ` +
      "Map, List and Record",
  );

const describe = (value: unknown): string => {
  if (typeof value !== "object" || value === null) return `${String(value)} (${typeof value})`;
  return `a ${value.constructor.name}`;
};

/** Rebuilds a tree with each child replaced; the one place that knows every form a tree can take. */
const mapChildren = (value: unknown, path: string, f: (child: unknown, path: string) => unknown): unknown => {
  if (Array.isArray(value)) return Object.freeze(value.map((child, index) => f(child, step(path, index))));
  if (isRecord(value)) {
    const fields = Object.keys(value.toObject());
    return fields.reduce((record, key) => record.set(key, f(value.get(key, undefined), step(path, key))), value);
  }
  if (List.isList(value) || ImmutableMap.isMap(value)) return value.map((child, key) => f(child, step(path, key)));
  if (isCollection(value) || !isPlain(value)) throw rejected(path, value);
  return Object.freeze(
    Object.fromEntries(Object.entries(value).map(([key, child]) => [key, f(child, step(path, key))])),
  );
};

/**
 * The same tree with each leaf replaced, leaves visited in order.
 *
 * @throws TypeError for what a parameter tree cannot hold, with its path.
 */
export const mapLeaves = (tree: unknown, f: (leaf: Leaf, path: string) => unknown, root = ""): unknown => {
  const visit = (value: unknown, path: string): unknown =>
    isLeaf(value) ? f(value, path) : mapChildren(value, path, visit);
  return visit(tree, root);
};

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

/**
 * What a tree looks like without its leaves: equal for trees that a function can tell apart by their leaves alone.
 */
export const formOf = (tree: unknown): string => {
  if (isLeaf(tree)) return "·";
  const children: string[] = [];
  // The children are visited for their forms; they are put back as they were.
  mapChildren(tree, "", (child) => {
    children.push(formOf(child));
    return child;
  });
  return `${kindOf(tree)}(${children.join()})`;
};

/** The kind of a collection and, where children have names, their names. */
const kindOf = (tree: unknown): string => {
  if (Array.isArray(tree)) return "array";
  if (List.isList(tree)) return "List";
  if (isRecord(tree)) return `Record${JSON.stringify(Object.keys(tree.toObject()))}`;
  if (ImmutableMap.isMap(tree)) return `Map${JSON.stringify([...tree.keys()])}`;
  return `object${JSON.stringify(Object.keys(Object(tree)))}`;
};

/** The same tree with its leaves replaced, in order, by those of a list of the same length. */
export const replaceLeaves = (tree: unknown, leaves: readonly unknown[]): unknown => {
  let next = 0;
  return mapLeaves(tree, () => leaves[next++]);
};
