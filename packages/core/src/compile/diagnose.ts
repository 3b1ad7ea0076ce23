import * as O from "fp-ts/lib/Option.js";
import type { Expr } from "../expr/expr.js";
import { interpret } from "../interpret/interpret.js";
import { real } from "../number-system/real.js";
import { indexAt, type Shape, showShape } from "../shape/shape.js";
import { isFloating } from "../tensor/dtype.js";
import { showSignature } from "../tensor/signature.js";
import { Tensor } from "../tensor/tensor.js";
import { type Arguments, call, outputsOf, readArgument } from "./compile.js";

/** Where a computation first left the finite numbers. */
export interface NonFinite {
  /** The node that produced it. */
  readonly node: Expr;
  /** Which of its elements. */
  readonly index: Shape;
  /** NaN or an infinity. */
  readonly value: number;
  /** All of that in a sentence. */
  readonly message: string;
}

const describe = (node: Expr, place: number, value: number): NonFinite => {
  const index = indexAt(node.shape, place);
  const called = node.name === undefined ? node.op.name : `${node.op.name} (${node.name})`;
  return { node, index, value, message: `${called}, ${showSignature(node)}, gave ${value} at ${showShape(index)}` };
};

const placeOf = (node: Expr, value: ArrayLike<number>): number => {
  if (!isFloating(node.dtype)) return -1;
  for (let place = 0; place < value.length; place++) if (!Number.isFinite(value[place])) return place;
  return -1;
};

/**
 * The first node that is not finite when `f` is run on the arguments, an argument included; none if all are finite.
 *
 * @throws what `f` throws while its graph is built.
 *
 * @example
 * import { diagnose, log, square, tensor, type Expr } from "@chainrule/core";
 * import { toUndefined } from "fp-ts/lib/Option.js";
 * const found = toUndefined(diagnose((x: Expr) => square(log(x)))(tensor([1, 0])));
 * assert.equal(found?.message, "log, f32[2], gave -Infinity at [1]");
 */
export const diagnose =
  <Args extends readonly unknown[], R>(f: (...args: Args) => R) =>
  (...args: Arguments<Args>): O.Option<NonFinite> => {
    const values = args.flatMap((arg, index) => readArgument(arg, `arg${index}`).values);
    const { inputs, result } = call(f, args);
    const outputs = outputsOf(result);

    const found: NonFinite[] = [];
    const observe = (node: Expr, value: ArrayLike<number>): void => {
      const place = found.length > 0 ? -1 : placeOf(node, value);
      if (place >= 0) found.push(describe(node, place, value[place] ?? Number.NaN));
    };
    const buffers = values.map(Tensor.bufferOf);
    inputs.forEach((node, index) => {
      observe(node, buffers[index] ?? []);
    });
    interpret(real, inputs, outputs)(buffers, observe);
    return O.fromNullable(found[0]);
  };
