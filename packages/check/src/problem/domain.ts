import { type Buffer, type Expr, interpret, isFloating, type Tensor } from "@chainrule/core";
import * as E from "fp-ts/lib/Either.js";
import * as O from "fp-ts/lib/Option.js";
import { wideReal } from "../numeric/wide-real.js";
import { elementOf } from "./element.js";
import type { Trace } from "./trace.js";

const firstNaN = (values: Buffer<number>): number => {
  for (let place = 0; place < values.length; place++) if (Number.isNaN(values[place])) return place;
  return -1;
};

/** The value of the result, or the message where an index is out of range. */
const computed = (run: () => readonly Buffer<number>[]): E.Either<string, Buffer<number>> => {
  try {
    return E.right(run()[0] ?? []);
  } catch (error) {
    if (error instanceof RangeError) return E.left(error.message);
    throw error;
  }
};

/**
 * Where a function is not defined: the operation that first gave NaN, and what it was given, if the result has a NaN in it at the
 * arguments, or an index that is out of range.
 */
export const undefinedIn = ({ slots, result }: Trace): ((tensors: readonly Tensor[]) => O.Option<string>) => {
  const inputs = slots.map(({ node }) => node);
  const run = interpret(wideReal, inputs, [result]);

  const showOperand = (operand: Expr, values: Buffer<number> | undefined, place: number): string => {
    const slot = slots.find(({ node }) => node === operand);
    const value = String(values?.[place]);
    return slot === undefined ? value : `argument ${elementOf(slot, place)} = ${value}`;
  };

  return (tensors) => {
    const points = tensors.map((tensor) => tensor.toArray());
    const values = new Map<Expr, Buffer<number>>(inputs.map((node, index) => [node, points[index] ?? []]));
    const outcome = computed(() => run(points, (node, value) => values.set(node, value)));
    if (E.isLeft(outcome)) return O.some(outcome.left);
    if (firstNaN(outcome.right) < 0) return O.none;
    for (const [node, value] of values) {
      const place = isFloating(node.dtype) ? firstNaN(value) : -1;
      if (place < 0) continue;
      const operands = node.args.filter((arg) => values.get(arg)?.length === value.length);
      const shown = operands.map((arg) => showOperand(arg, values.get(arg), place));
      return O.some(`${node.op.name}(${shown.join(", ")}) is NaN`);
    }
    return O.none;
  };
};
