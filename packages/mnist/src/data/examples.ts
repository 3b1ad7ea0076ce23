import type { Tensor } from "@chainrule/core";
import { adopt, bufferOf } from "@chainrule/core/backend";
import type { Labels, Samples } from "./samples.js";

/** Rows of features `[count, features]`: grey levels (`u8`), or numbers (`f32`, `f64`). */
export type Inputs = Tensor<readonly [count: number, features: number]>;

/** Rows and the class of each: `labels[i]` belongs to row `i`. */
export interface Examples {
  readonly inputs: Inputs;
  readonly labels: Labels;
}

/**
 * Images as rows of their pixels, `[count, rows · columns]`, row by row; nothing is copied.
 *
 * @example
 * import { tensor } from "@chainrule/core";
 * import { examplesOf } from "@chainrule/mnist";
 * const images = tensor([[[0, 1], [2, 3]]], { dtype: "u8" });
 * const { inputs } = examplesOf({ images, labels: tensor([7], { dtype: "u8" }) });
 * assert.deepEqual(inputs.toNested(), [[0, 1, 2, 3]]);
 */
export const examplesOf = ({ images, labels }: Samples): Examples => {
  const [count, rows, columns] = images.shape;
  return { inputs: adopt<Inputs["shape"]>([count, rows * columns], bufferOf(images)), labels };
};
