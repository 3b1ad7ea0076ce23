import type { Func } from "../code/code.js";
import { coalesce } from "./coalesce.js";
import { elementwiseBody } from "./elementwise.js";
import type { Generation, Kernel } from "./kernel.js";
import { kernelOf } from "./kernel.js";
import type { Nest } from "./nest.js";
import { positionBody } from "./position.js";
import { reductionAcross, reductionAlong } from "./reduction.js";

/** A function `(from, to)` over the units of a nest: rounds of its outermost loop, or vectors where that is the only one. */
export interface Generated {
  readonly func: Func;
  readonly units: number;
}

const bodyOf = (kernel: Kernel) => {
  if (kernel.nest.combining === undefined) return elementwiseBody(kernel);
  if (kernel.nest.combining === "argmax") return positionBody(kernel);
  return kernel.axis < kernel.outputs ? reductionAcross(kernel) : reductionAlong(kernel);
};

/** A function that runs a nest on the memory of a module. */
export const generateNest = (nest: Nest, name: string, generation: Generation): Generated => {
  const kernel = kernelOf(coalesce(nest), generation);
  return {
    func: { name, params: [kernel.range.from, kernel.range.to], body: bodyOf(kernel) },
    units: kernel.units,
  };
};
