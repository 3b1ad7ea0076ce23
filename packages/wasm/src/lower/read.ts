import type { Expr } from "@chainrule/core";
import { at, isOp, uniform } from "@chainrule/core/backend";
import { elementwiseName } from "../element/names.js";
import type { Affine, Element } from "../nest/nest.js";
import { combine, fixed } from "./affine.js";
import { numberOf, numbersOf } from "./params.js";
import { isMovement, movedView, type View } from "./view.js";

/** The element of a node at an index, in a nest of so many loops. */
export type Read = (node: Expr, index: readonly Affine[]) => Element;

/** The place of an element of a view. */
export const placeIn = ({ offset, strides }: View, index: readonly Affine[], loops: number): Affine =>
  combine(offset, strides, index, loops);

const loaded = (view: View, index: readonly Affine[], loops: number): Element => ({
  kind: "load",
  storage: view.storage,
  place: placeIn(view, index, loops),
  gather: undefined,
});

/** The index of an argument of a movement, from that of the node. */
const movedIndex = (node: Expr, index: readonly Affine[], loops: number): readonly Affine[] => {
  const { shape } = at(node.args, 0);
  if (isOp(node, "transpose")) {
    const axes = numbersOf(node, "axes");
    return shape.map((_, axis) => at(index, axes.indexOf(axis)));
  }
  if (isOp(node, "broadcastTo")) {
    const added = index.length - shape.length;
    return shape.map((size, axis) => (size === 1 ? fixed(0, loops) : at(index, axis + added)));
  }
  if (isOp(node, "slice")) {
    const starts = numbersOf(node, "starts");
    return index.map(({ offset, strides }, axis) => ({ offset: offset + at(starts, axis), strides }));
  }
  if (isOp(node, "reshape")) {
    const long = index.filter((_, axis) => node.shape[axis] !== 1);
    let next = 0;
    return shape.map((size) => (size === 1 ? fixed(0, loops) : at(long, next++)));
  }
  return index;
};

/**
 * Reads nodes as elements of a nest: from memory where they have a view, else by computing them on the spot. `first` is a node that is to
 * be computed though it will be stored.
 */
export const reading = (viewOf: (node: Expr) => View | undefined, loops: number, first?: Expr): Read => {
  /** The view of what a movement moves, seen as the movement sees it. */
  const viewOfMoved = (node: Expr): View | undefined => {
    const source = isMovement(node) ? viewOf(at(node.args, 0)) : undefined;
    return source === undefined ? undefined : movedView(node, source);
  };

  const read: Read = (node, index) => {
    const value = uniform(node);
    if (value !== undefined) return { kind: "constant", dtype: node.dtype, value };
    const view = node === first ? viewOfMoved(node) : viewOf(node);
    return view === undefined ? computed(node, index) : loaded(view, index, loops);
  };

  const computed: Read = (node, index) => {
    const { dtype } = node;
    const op = elementwiseName(node);
    if (op !== undefined) return { kind: "apply", op, dtype, args: node.args.map((arg) => read(arg, index)) };
    if (isOp(node, "take")) return taken(node, index);
    if (isOp(node, "oneHot")) {
      const [position, depth] = [index.slice(0, -1), at(index, index.length - 1)];
      const isHere: Element = {
        kind: "apply",
        op: "equal",
        dtype: "u8",
        args: [asInteger(read(at(node.args, 0), position)), { kind: "index", value: depth }],
      };
      return { kind: "apply", op: "cast", dtype, args: [isHere] };
    }
    return read(at(node.args, 0), movedIndex(node, index, loops));
  };

  const asInteger = (element: Element): Element => ({ kind: "apply", op: "cast", dtype: "i32", args: [element] });

  const taken: Read = (node, index) => {
    const axis = numberOf(node, "axis");
    const [source, indices] = [at(node.args, 0), at(node.args, 1)];
    const [from, by] = [viewOf(source), viewOf(indices)];
    if (by === undefined) throw new TypeError("take: its indices are not in memory");
    const rank = indices.shape.length;
    const outside = [...index.slice(0, axis), fixed(0, loops), ...index.slice(axis + rank)];
    const gathered = index.slice(axis, axis + rank);
    if (from === undefined) return read(source, outside);
    return {
      kind: "load",
      storage: from.storage,
      place: placeIn(from, outside, loops),
      gather: { indices: by.storage, place: placeIn(by, gathered, loops), stride: at(from.strides, axis) },
    };
  };
  return read;
};
