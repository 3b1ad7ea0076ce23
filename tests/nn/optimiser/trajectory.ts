import { add, type Expr, scan, tensorFrom } from "@chainrule/core";
import { applyUpdates, type Optimiser } from "@chainrule/nn";
import { fc } from "@fast-check/vitest";
import { moderate } from "../rounding.js";

/** The parameter after each step that an optimiser takes from `start` with the given gradients, in f64. */
export const trajectory = (optimiser: Optimiser, start: number, gradients: readonly number[]): readonly number[] => {
  const parameter = tensorFrom([1], [start], { dtype: "f64" });
  const walk = scan((state: { readonly w: Expr<readonly [1]>; readonly memory: object }, g: Expr<readonly [1]>) => {
    const [updates, memory] = optimiser.update(g, state.memory, state.w);
    const w = applyUpdates(state.w, updates);
    return [{ w, memory }, add(w, 0)] as const;
  });
  const slopes = tensorFrom([gradients.length, 1], gradients, { dtype: "f64" });
  return walk({ w: parameter, memory: optimiser.init(parameter) }, slopes)[1].toArray();
};

/** A rule as one would write it for one number: the next parameter and memory, from the gradient, the step (from 1 on) and what was. */
export type Recurrence<Memory> = (w: number, g: number, memory: Memory, step: number) => readonly [number, Memory];

/** The parameter after each step of a recurrence. */
export const unrolled = <Memory>(
  recurrence: Recurrence<Memory>,
  memory: Memory,
  start: number,
  gradients: readonly number[],
): readonly number[] => {
  const first: { readonly w: number; readonly memory: Memory; readonly seen: readonly number[] } = {
    w: start,
    memory,
    seen: [],
  };
  return gradients.reduce((state, g, index) => {
    const [w, next] = recurrence(state.w, g, state.memory, index + 1);
    return { w, memory: next, seen: [...state.seen, w] };
  }, first).seen;
};

/** A start and several gradients. */
export const walks = fc.tuple(moderate(), fc.array(moderate(), { minLength: 1, maxLength: 8 }));
