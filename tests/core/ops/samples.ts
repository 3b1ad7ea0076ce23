import {
  dot,
  logSoftmax,
  logSumExp,
  mean,
  named,
  norm,
  type OpName,
  ops,
  outer,
  softmax,
  sum,
  variance,
} from "@chainrule/core";
import type { Sample } from "./sample.js";
import { elementwiseSamples } from "./samples/elementwise.js";
import { leafSamples } from "./samples/leaf.js";
import { movementSamples } from "./samples/movement.js";
import { reductionSamples } from "./samples/reduction.js";

/** The functions that are made of operations and have no rule of their own. */
export const composites = { dot, logSoftmax, logSumExp, mean, named, norm, outer, softmax, sum, variance } as const;

export type CompositeName = keyof typeof composites;

/** What is known of every operation and composite: one that is forgotten is a compile error here. */
export const samples = {
  ...leafSamples,
  ...movementSamples,
  ...elementwiseSamples,
  ...reductionSamples,
} satisfies Record<OpName | CompositeName, Sample>;

/** The samples by name, for tests that go through all of them. */
export const everySample: readonly (readonly [name: string, sample: Sample])[] = Object.entries(samples);

/** Whether a name is that of an operation, which has a rule of its own. */
export const isOpName = (name: string): name is OpName => Object.hasOwn(ops, name);
