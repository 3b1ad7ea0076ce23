import { type Expr, type OpName, type Shape, Tensor } from "@chainrule/core";
import { isOpName, uniform } from "@chainrule/core/backend";
import { keyOf } from "../term/key.js";
import { element, type Index, position, type Term, type Variable, zero } from "../term/term.js";
import { constantNumber } from "./constant.js";
import { elementwise } from "./elementwise.js";
import { argmax, matmul, oneHot, scatterAdd, take } from "./indexing.js";
import { broadcastTo, concat, pad, reducedTo, reshape, slice, transpose } from "./movement.js";
import type { Reader } from "./reader.js";

const unread: Reader = ({ node }) => {
  throw new RangeError(`${node.name ?? node.op.name} is no variable`);
};

/** Every operation in index notation. */
const readers: Readonly<Record<OpName, Reader>> = {
  ...elementwise,
  input: unread,
  constant: unread,
  reshape,
  transpose,
  broadcastTo,
  sumTo: reducedTo("sum"),
  slice,
  pad,
  concat,
  max: reducedTo("max"),
  min: reducedTo("min"),
  argmax,
  matmul,
  take,
  scatterAdd,
  oneHot,
};

/** An index for each axis, numbered on from `first`. */
export const indicesOf = (shape: Shape, first = 0): readonly Index[] =>
  shape.map((size, axis) => ({ id: first + axis, size }));

/** The positions that indices are, 0 on axes of size 1. */
export const positionsOf = (indices: readonly Index[]): readonly Term[] =>
  indices.map((index) => (index.size === 1 ? zero : position(index)));

/** Names that reading takes into account. */
export interface ReadingOptions {
  /** The number of the first bound index. */
  readonly firstBound: number;
  /** What the size of an axis is called. */
  readonly lengthOf?: (size: number) => Variable | undefined;
  /** The variable that is π. */
  readonly pi?: Variable | undefined;
}

/**
 * A graph in index notation: an element of a node in terms of elements of those nodes that are variables.
 *
 * The same element of the same node is the same object, however often it is asked for. Each reduction binds indices of its own, numbered
 * from `firstBound` on, with the names that sizes have.
 */
export const reading = (
  variableOf: (node: Expr) => Variable | undefined,
  { firstBound, lengthOf = () => undefined, pi }: ReadingOptions,
): ((node: Expr, at: readonly Term[]) => Term) => {
  let next = firstBound;
  const fresh = (sizes: Shape): readonly Index[] =>
    sizes.map((size): Index => {
      const length = lengthOf(size);
      return { id: next++, size, ...(length === undefined ? {} : { length }) };
    });
  const known = new Map<Expr, Map<string, Term>>();

  const say = (node: Expr, at: readonly Term[]): Term => {
    const variable = variableOf(node);
    if (variable !== undefined) return element(variable, at);
    const { value } = node.params;
    const constant = value instanceof Tensor ? uniform(node) : undefined;
    if (constant !== undefined) return constantNumber(constant, node.dtype, pi);
    const { name } = node.op;
    if (!isOpName(name)) throw new RangeError(`there is no index notation for the operation ${name}`);
    const arg = (positions: readonly Term[], place = 0): Term => read(node.args[place] ?? node, positions);
    return readers[name]({ node, at, read, arg, fresh });
  };
  const read = (node: Expr, positions: readonly Term[]): Term => {
    const at = positions.map((place, axis) => (node.shape[axis] === 1 ? zero : place));
    const elements = known.get(node) ?? new Map<string, Term>();
    known.set(node, elements);
    const key = at.map((place) => keyOf(place)).join(";");
    const term = elements.get(key) ?? say(node, at);
    elements.set(key, term);
    return term;
  };
  return read;
};
