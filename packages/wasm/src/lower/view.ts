import type { Expr, Shape } from "@chainrule/core";
import { at, isOp, stridesOf } from "@chainrule/core/backend";
import type { Storage } from "../nest/nest.js";
import { numbersOf } from "./params.js";

/** A value as it lies in memory: element `i` of its shape is at `offset + Σ strides · i`. */
export interface View {
  readonly storage: Storage;
  readonly offset: number;
  readonly strides: readonly number[];
}

const isRowMajor = ({ offset, strides }: View, shape: Shape): boolean => {
  const whole = stridesOf(shape);
  return offset === 0 && shape.every((size, axis) => size === 1 || strides[axis] === whole[axis]);
};

/** How far each axis of a stretched value moves in the value itself. */
const stretched = (strides: readonly number[], source: Shape, target: Shape): readonly number[] => {
  const added = target.length - source.length;
  return target.map((_, axis) => (axis < added || source[axis - added] === 1 ? 0 : at(strides, axis - added)));
};

/** Whether a node only looks at its first argument in another way. */
export const isMovement = (node: Expr): boolean =>
  (["reshape", "transpose", "broadcastTo", "slice", "identity", "stopGradient", "customGradient"] as const).some(
    (name) => isOp(node, name),
  );

/** The view of a movement, from that of its argument; none where the elements would have to be moved. */
export const movedView = (node: Expr, source: View): View | undefined => {
  const { strides, offset, storage } = source;
  const { shape } = at(node.args, 0);
  if (isOp(node, "reshape"))
    return isRowMajor(source, shape) ? { storage, offset: 0, strides: stridesOf(node.shape) } : undefined;
  if (isOp(node, "transpose"))
    return { storage, offset, strides: numbersOf(node, "axes").map((axis) => at(strides, axis)) };
  if (isOp(node, "broadcastTo")) return { storage, offset, strides: stretched(strides, shape, node.shape) };
  if (isOp(node, "slice")) {
    const start = numbersOf(node, "starts").reduce((sum, first, axis) => sum + first * at(strides, axis), offset);
    return { storage, offset: start, strides };
  }
  return source;
};

/** The view of a whole storage. */
export const wholeView = (storage: Storage, shape: Shape): View => ({ storage, offset: 0, strides: stridesOf(shape) });
