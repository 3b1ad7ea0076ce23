// Which nodes of a graph a derivation has equations for, and what it calls them.

import { type Expr, isOp, type OpName, Tensor, topological } from "@chainrule/core";
import { uniform } from "@chainrule/core/backend";
import { nameOf } from "../notation/name.js";
import type { Variable } from "../term/term.js";
import { inComposites, isOneOf, isSoftmax } from "./composites.js";
import { tooLong } from "./long.js";
import { unnamed } from "./unnamed.js";

/** What stands in equations under a name. */
export interface Intermediate {
  readonly variable: Variable;
  readonly node: Expr;
}

/** The nodes with names, in topological order, and the names that other nodes go by. */
export interface Named {
  /** The parameters and the other inputs, and constants. */
  readonly leaves: readonly Intermediate[];
  /** What has a forward equation; the loss is the last. */
  readonly values: readonly Intermediate[];
  /** The intermediate or leaf that a node is: itself, or what names or renames it. */
  readonly of: ReadonlyMap<Expr, Intermediate>;
}

/** Activations that are called `a2` where they are taken of a `z2` and have no name. */
const activations: readonly OpName[] = ["sigmoid", "tanh", "relu"];

const isLeaf = (node: Expr): boolean => isOp(node, "input") || isOp(node, "constant");

/** The nodes that a node is another name for. */
const namedBy = (node: Expr): readonly Expr[] => {
  const [inner] = isOp(node, "identity") ? node.args : [];
  return inner === undefined || isLeaf(inner) ? [] : [inner, ...namedBy(inner)];
};

/** How names are given. */
export interface NamingOptions {
  /** The name of a node that has none, such as a parameter by its place in a tree. */
  readonly given: ReadonlyMap<Expr, string>;
  /** Names in place of others. */
  readonly names: Readonly<Record<string, string>>;
  /** Gives a name out, or one like it where it is taken. */
  readonly free: (wanted: string) => string;
  /** How many operations may stand in one equation. */
  readonly most: number;
}

/** What wants to be called something: a name, or none. */
const wantedNames = (order: readonly Expr[], given: ReadonlyMap<Expr, string>): ReadonlyMap<Expr, string> => {
  const wanted = new Map<Expr, string>();
  const want = (node: Expr, name: string): void => {
    if (!wanted.has(node)) wanted.set(node, name);
  };
  for (const node of order) {
    const source = unnamed(node);
    const name = given.get(node) ?? node.name;
    // What only renames an input names the input.
    if (name !== undefined) want(isLeaf(source) ? source : node, name);
  }
  const inside = new Set([...wanted.keys()].flatMap(namedBy));
  const users = new Map<Expr, readonly Expr[]>();
  for (const node of order) for (const arg of node.args) users.set(arg, [...(users.get(arg) ?? []), node]);
  const composed = inComposites(order);
  for (const node of order) {
    const [arg = node] = node.args;
    const z = wanted.get(arg) ?? "";
    if (wanted.has(node) || inside.has(node)) continue;
    // Nothing but the activation uses its argument; in `z σ(z)`, the sigmoid is a part of one.
    const isActivation = isOneOf(activations, node) && users.get(arg)?.length === 1;
    if (isActivation && nameOf(z).base === "z") want(node, z.replace("z", "a"));
    if (isOp(node, "oneHot")) want(node, "y");
    if (isSoftmax(node, composed, users.get(node) ?? [])) want(node, "p");
  }
  return wanted;
};

/** Whether a constant is a number: it stands in formulas as that, unless it has a name. */
const isNumber = (node: Expr): boolean => uniform(node) !== undefined;

/** Refuses other names for what is not there. */
const checkNames = (
  names: Readonly<Record<string, string>>,
  values: readonly string[],
  functions: readonly string[],
): void => {
  const unknown = Object.keys(names).filter((name) => !values.includes(name) && !functions.includes(name));
  if (unknown.length > 0)
    throw new RangeError(
      `derive: names: there is no value and no function ${unknown.join(", ")}; the values are ${values.join(", ")}`,
    );
};

/** Every node of a loss that has, or needs, a name. */
export const named = (loss: Expr, wrt: readonly Expr[], { given, names, free, most }: NamingOptions): Named => {
  // A parameter on which the loss does not depend has a derivative too: 0.
  const order = topological([...wrt, loss]);
  const wanted = wantedNames(order, given);
  const long = tooLong(loss, wanted, most);
  checkNames(
    names,
    [...wanted.values()],
    order.map(({ op }) => op.name),
  );
  const constants = new Map<string, Intermediate>();
  const [leaves, values]: [Intermediate[], Intermediate[]] = [[], []];
  const of = new Map<Expr, Intermediate>();

  const call = (node: Expr, name: string): Intermediate => {
    const typed = free(names[name] ?? name);
    const isOneHot = isOp(unnamed(node), "oneHot");
    return { node, variable: { name: typed, kind: "value", shape: node.shape, isOneHot } };
  };
  /** Equal numbers of one name, such as the `m` of several means, are one constant. */
  const constant = (node: Expr, name: string): Intermediate => {
    const { value } = node.params;
    const key = value instanceof Tensor && value.size === 1 ? `${name} ${value.toNumber()}` : "";
    const known = constants.get(key) ?? call(node, name);
    if (key !== "") constants.set(key, known);
    return known;
  };
  /** Some names are better taken first: the letters of unnamed values must not be those of the user. */
  const anonymous: Expr[] = [];
  for (const node of order) {
    const name = wanted.get(node) ?? (node === loss ? "E" : undefined);
    if (name === undefined) {
      if (isLeaf(node) ? !isNumber(node) : long.has(node)) anonymous.push(node);
    } else if (isOp(node, "constant")) of.set(node, constant(node, name));
    else of.set(node, call(node, name));
  }
  const numbers = new Map<string, number>();
  for (const node of anonymous) {
    const letter = isOp(node, "constant") ? "c" : isOp(node, "input") ? "x" : "z";
    const number = (numbers.get(letter) ?? 0) + 1;
    numbers.set(letter, number);
    of.set(node, call(node, `${letter}_${number}`));
  }

  for (const node of order) {
    const intermediate = of.get(node);
    if (intermediate === undefined) continue;
    if (!isLeaf(node)) values.push(intermediate);
    else if (!leaves.includes(intermediate)) leaves.push(intermediate);
  }
  // A value that is named by a node around it is that intermediate wherever else it is used.
  for (const value of values) for (const inner of namedBy(value.node)) if (!of.has(inner)) of.set(inner, value);
  return { leaves, values, of };
};
