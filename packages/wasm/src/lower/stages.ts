import type { Program } from "@chainrule/core";
import { type Folding, foldInPlace } from "./fold.js";
import { lower } from "./lower.js";
import { merge } from "./merge.js";

/** All passes from a program whose first `carried` outputs become its first inputs to the stages that run it. */
export const stagesOf = (program: Program, carried: number): Folding => {
  const folding = foldInPlace(lower(program), carried);
  return { ...folding, stages: merge(folding.stages, new Set([...folding.inputs, ...folding.outputs])) };
};
