import type { Expr } from "../expr/expr.js";
import { topological } from "../expr/topological.js";
import type { Kernel } from "../kernel/kernel.js";
import type { Buffer, Elementary } from "../number-system/elementary.js";
import { at } from "../shape/shape.js";

/** One node to compute: from which slots to which, and which slots are not needed afterwards. */
interface Step<A> {
  readonly kernel: Kernel<A>;
  readonly args: readonly number[];
  readonly result: number;
  readonly dead: readonly number[];
}

/** Called with each node and its value as soon as it is computed. */
export type Observe<A> = (node: Expr, value: ArrayLike<A>) => void;

/**
 * The meaning of a graph: the values of `outputs` as a function of the values of `inputs`, in any number system.
 *
 * This is the specification that every backend is tested against. Whatever depends on the graph alone is worked out once; the returned
 * function then runs each node's kernel in order, and drops each value after its last use.
 *
 * @throws RangeError, when run, if an input that the outputs need was given no value.
 *
 * @example
 * import { dual, input, interpret, real, square } from "@chainrule/core";
 * const x = input([1]);
 * const K = dual(real);
 * const [y] = interpret(K, [x], [square(x)])([[{ value: 3, tangent: 1 }]]);
 * assert.deepEqual(y?.[0], { value: 9, tangent: 6 });
 */
export const interpret = <A>(
  K: Elementary<A>,
  inputs: readonly Expr[],
  outputs: readonly Expr[],
): ((values: readonly Buffer<A>[], observe?: Observe<A>) => readonly ArrayLike<A>[]) => {
  const order = topological([...inputs, ...outputs]);
  const slots = new Map(order.map((node, slot) => [node, slot]));
  const slotOf = (node: Expr): number => slots.get(node) ?? -1;

  const given = new Set(inputs);
  const kept = new Set(outputs.map(slotOf));
  const lastUse = new Map<number, number>();
  order.forEach((node, position) => {
    for (const arg of node.args) lastUse.set(slotOf(arg), position);
  });
  const steps = order.flatMap((node, position): readonly Step<A>[] => {
    if (given.has(node)) return [];
    const args = node.args.map(slotOf);
    const dead = args.filter((slot) => lastUse.get(slot) === position && !kept.has(slot));
    return [{ kernel: node.op.kernel(K, node), args, result: position, dead }];
  });
  const inputSlots = inputs.map(slotOf);
  const outputSlots = outputs.map(slotOf);

  return (values, observe) => {
    const memory = new Array<Buffer<A> | undefined>(order.length);
    // Steps run in topological order, so what they read was written.
    const read = (slot: number): Buffer<A> => memory[slot] ?? [];
    inputSlots.forEach((slot, index) => {
      memory[slot] = at(values, index);
    });
    for (const { kernel, args, result, dead } of steps) {
      const value = kernel(...args.map(read));
      memory[result] = value;
      observe?.(at(order, result), value);
      for (const slot of dead) memory[slot] = undefined;
    }
    return outputSlots.map(read);
  };
};
