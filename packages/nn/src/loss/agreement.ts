import {
  cast,
  type Expr,
  isFloating,
  lift,
  type Shape,
  ShapeError,
  sameShape,
  showShape,
  type Value,
} from "@chainrule/core";

/** Whether two shapes are equal, as far as their sizes are known. */
type SameSizes<A extends Shape, B extends Shape> = number extends A["length"] | B["length"]
  ? true
  : A extends readonly [infer FirstA extends number, ...infer RestA extends Shape]
    ? B extends readonly [infer FirstB extends number, ...infer RestB extends Shape]
      ? number extends FirstA | FirstB
        ? SameSizes<RestA, RestB>
        : FirstA extends FirstB
          ? SameSizes<RestA, RestB>
          : false
      : false
    : B["length"] extends 0
      ? true
      : false;

/** `unknown` when targets of shape `B` may belong to predictions of shape `A`, and otherwise a message that no argument can satisfy. */
export type Matches<A extends Shape, B extends Shape> =
  SameSizes<A, B> extends true ? unknown : "targets need the shape of the predictions";

/** A measure of how far predictions are from targets of the same shape. */
export type Loss = <A extends Shape, B extends Shape>(
  predictions: Value<A>,
  targets: Value<B> & Matches<A, B>,
) => Expr<readonly []>;

/** Targets as nodes of the predictions' dtype, if they are integers; targets of another floating dtype stay as they are. */
export const asTargets = (targets: Expr, predictions: Expr): Expr =>
  isFloating(targets.dtype) ? targets : cast(targets, predictions.dtype);

/** A loss from a formula on nodes: the seam where shapes are compared, since broadcasting would hide a mistake. */
export const loss =
  (name: string, formula: (predictions: Expr, targets: Expr) => Expr<readonly []>): Loss =>
  (predictions, targets) => {
    const [y, t]: readonly [Expr, Expr] = [lift(predictions), lift(targets)];
    if (!sameShape(y.shape, t.shape))
      throw new ShapeError(
        `${name}: predictions ${showShape(y.shape)} need targets of the same shape, got ${showShape(t.shape)}`,
      );
    return formula(y, asTargets(t, y));
  };
