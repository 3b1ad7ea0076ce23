import {
  DTypeError,
  type Expr,
  isFloating,
  oneHot,
  type Shape,
  ShapeError,
  sameShape,
  showShape,
} from "@chainrule/core";
import { asTargets, type Matches } from "./agreement.js";

/** The shape without its last axis. */
type WithoutLast<S extends Shape> = number extends S["length"]
  ? Shape
  : S extends readonly [...infer Rest extends Shape, number]
    ? Rest
    : never;

/** `unknown` when a value of shape `B` may be the labels or the distributions for logits of shape `A`, else a message. */
export type ClassTargets<A extends Shape, B extends Shape> = unknown extends Matches<A, B> | Matches<WithoutLast<A>, B>
  ? unknown
  : "targets need the shape of the logits, or that shape without its last axis (labels)";

/**
 * Whether targets are labels, and not distributions, which their shape tells: that of the logits without the last axis.
 *
 * @throws ShapeError when they are neither; DTypeError for labels that are not integers.
 */
export const areLabels = (operation: string, logits: Expr, targets: Expr): boolean => {
  if (logits.shape.length < 2)
    throw new ShapeError(
      `${operation}: needs a row of classes for each sample, [batch, classes], got ${showShape(logits.shape)}`,
    );
  if (sameShape(targets.shape, logits.shape)) return false;
  const labels = logits.shape.slice(0, -1);
  if (!sameShape(targets.shape, labels))
    throw new ShapeError(
      `${operation}: ${showShape(logits.shape)} needs labels ${showShape(labels)} or distributions ${showShape(logits.shape)}, ` +
        `got ${showShape(targets.shape)}`,
    );
  if (isFloating(targets.dtype))
    throw new DTypeError(
      `${operation}: labels must be i32 or u8, got ${targets.dtype}${showShape(targets.shape)}; cast them first`,
    );
  return true;
};

/** Targets as one distribution for each row of logits, in their dtype. */
export const distributionsOf = (operation: string, logits: Expr, targets: Expr): Expr =>
  areLabels(operation, logits, targets)
    ? oneHot(targets, logits.shape.at(-1) ?? 0, { dtype: logits.dtype })
    : asTargets(targets, logits);
