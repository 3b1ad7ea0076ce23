import { assemble } from "../../../../packages/wasm/src/code/assemble.js";
import { local, set } from "../../../../packages/wasm/src/code/code.js";
import { lanesOf } from "../../../../packages/wasm/src/lanes/float.js";

const vector = local("v128", "vector");
const { constant, multiplyAdd } = lanesOf("f32", { relaxed: true, lanes: 4 });
const probe = { name: "probe", params: [], body: [set(vector, multiplyAdd(constant(0), constant(0), constant(0)))] };

/** Whether this engine has the relaxed instructions. */
export const hasRelaxed = WebAssembly.validate(assemble([probe], { pages: 1 }));

const epsilon = 2 ** -24;

/**
 * Whether sums of products are right to rounding: each of `terms` products and additions rounds by half a unit in the last place, relative
 * to sums of at most `Σ|a||b|` (Higham, *Accuracy and Stability of Numerical Algorithms*, §3.1); 1 % for the terms of second order.
 */
export const isWithin = (
  results: Float32Array,
  reals: readonly number[],
  bounds: readonly number[],
  terms: number,
): boolean =>
  results.every((result, index) => {
    const bound = 1.01 * (terms + 1) * epsilon * (bounds[index] ?? 0);
    return Math.abs(result - (reals[index] ?? Number.NaN)) <= bound;
  });
