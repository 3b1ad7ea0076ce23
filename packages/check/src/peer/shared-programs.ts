import { type OpName, ops } from "@chainrule/core";
import * as fc from "fast-check";
import { programs } from "../program/programs.js";
import type { Specimen } from "../specimen/specimen.js";
import type { Adapter } from "./adapter.js";

/** Which programs to draw. */
export interface SharedProgramsOptions {
  /** How many. */
  readonly count: number;
  /** The same seed gives the same programs. */
  readonly seed: number;
  /** The most operations in a program; default 30. */
  readonly maxOps?: number;
}

const isName = (name: string): name is OpName => name in ops;

/** The operations that all of several libraries can run. */
export const sharedOperations = (adapters: readonly Adapter[]): readonly OpName[] =>
  Object.keys(ops)
    .filter(isName)
    .filter((name) => adapters.every(({ missing }) => missing[name] === undefined));

/**
 * Random programs in `f32`, which is what most libraries compute in, of operations that all of several libraries can run.
 *
 * @example
 * import { type Adapter, sharedPrograms } from "@chainrule/check/peer";
 * import { left } from "fp-ts/lib/Either.js";
 * const other: Adapter = { name: "other", version: "1.0.0", missing: { erf: "none" }, adapted: {}, pullback: () => left("") };
 * assert.equal(sharedPrograms([other], { count: 5, seed: 1 }).length, 5);
 */
export const sharedPrograms = (
  adapters: readonly Adapter[],
  { count, seed, maxOps = 30 }: SharedProgramsOptions,
): readonly Specimen[] =>
  fc.sample(programs({ maxOps, dtype: "f32", ops: sharedOperations(adapters) }), { numRuns: count, seed });
