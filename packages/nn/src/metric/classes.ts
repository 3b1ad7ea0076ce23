import { argmax, cast, type Expr, lift, type Shape, type Value } from "@chainrule/core";
import { areLabels, type ClassTargets } from "../loss/class-targets.js";

/** A function of scores and the classes that are right, as labels or one-hot. */
export type Metric<R extends Shape> = <A extends Shape, B extends Shape>(
  scores: Value<A>,
  targets: Value<B> & ClassTargets<A, B>,
) => Expr<R>;

/** A metric from a function of the class with the largest score in each row and the class that is right, both `i32`. */
export const metric =
  <R extends Shape>(name: string, measure: (predicted: Expr, right: Expr, classes: number) => Expr<R>): Metric<R> =>
  (scores, targets) => {
    const [z, t]: readonly [Expr, Expr] = [lift(scores), lift(targets)];
    const right = areLabels(name, z, t) ? cast(t, "i32") : argmax(t);
    return measure(argmax(z), right, z.shape.at(-1) ?? 0);
  };
