// Initialisers whose spread follows from the fans: how many values each output sums (fan-in), and how many outputs each input feeds
// (fan-out). Weights are `[…, in, out]`, so the last axis is the fan-out and the product of the others the fan-in.

import { normal, type Shape, ShapeError, showShape, sizeOf, uniform } from "@chainrule/core";
import type { Initialiser } from "./initialiser.js";

interface Fans {
  readonly fanIn: number;
  readonly fanOut: number;
}

const fansOf = (operation: string, shape: Shape): Fans => {
  const fanOut = shape.at(-1);
  if (fanOut === undefined || shape.length < 2)
    throw new ShapeError(`${operation}: needs weights of shape [in, out] to know the fans, got ${showShape(shape)}`);
  return { fanIn: sizeOf(shape.slice(0, -1)), fanOut };
};

/** Uniform within `± bound(fans)`. */
const scaledUniform =
  (name: string, boundOf: (fans: Fans) => number): Initialiser =>
  (shape, options) => {
    const bound = boundOf(fansOf(name, shape));
    return uniform(shape, { ...options, low: -bound, high: bound });
  };

/** Normal with mean 0 and deviation `deviation(fans)`. */
const scaledNormal =
  (name: string, deviationOf: (fans: Fans) => number): Initialiser =>
  (shape, options) =>
    normal(shape, { ...options, deviation: deviationOf(fansOf(name, shape)) });

/**
 * Uniform within `±1/√fanIn`.
 *
 * @throws ShapeError for a shape of rank below 2. So do all initialisers that depend on the fans.
 *
 * @example
 * import { seed } from "@chainrule/core";
 * import { uniformFanIn } from "@chainrule/nn";
 * const [weights] = uniformFanIn([16, 4])(seed(1));
 * assert.ok(weights.toArray().every((w) => Math.abs(w) <= 1 / 4));
 */
export const uniformFanIn = scaledUniform("uniformFanIn", ({ fanIn }) => 1 / Math.sqrt(fanIn));

/**
 * Normal with deviation `1/√fanIn`, which keeps the variance of a sum of inputs. LeCun, Bottou, Orr and Müller (1998), section 4.6.
 *
 * @throws ShapeError for a shape of rank below 2.
 *
 * @example
 * import { seed } from "@chainrule/core";
 * import { normalFanIn } from "@chainrule/nn";
 * const [weights] = normalFanIn([16, 8])(seed(1));
 * assert.deepEqual(weights.shape, [16, 8]);
 */
export const normalFanIn = scaledNormal("normalFanIn", ({ fanIn }) => 1 / Math.sqrt(fanIn));

/**
 * Uniform within `±√(6 / (fanIn + fanOut))`. Glorot and Bengio (2010), equation 16.
 *
 * @throws ShapeError for a shape of rank below 2.
 *
 * @example
 * import { seed } from "@chainrule/core";
 * import { glorotUniform } from "@chainrule/nn";
 * const [weights] = glorotUniform([16, 8])(seed(1));
 * assert.ok(weights.toArray().every((w) => Math.abs(w) <= 0.5));
 */
export const glorotUniform = scaledUniform("glorotUniform", ({ fanIn, fanOut }) => Math.sqrt(6 / (fanIn + fanOut)));

/**
 * Normal with deviation `√(2 / (fanIn + fanOut))`. Glorot and Bengio (2010), equation 12.
 *
 * @throws ShapeError for a shape of rank below 2.
 *
 * @example
 * import { seed } from "@chainrule/core";
 * import { glorotNormal } from "@chainrule/nn";
 * const [weights] = glorotNormal([16, 8])(seed(1));
 * assert.deepEqual(weights.shape, [16, 8]);
 */
export const glorotNormal = scaledNormal("glorotNormal", ({ fanIn, fanOut }) => Math.sqrt(2 / (fanIn + fanOut)));

/**
 * Uniform within `±√(6 / fanIn)`, for layers followed by relu. He, Zhang, Ren and Sun (2015), section 2.2.
 *
 * @throws ShapeError for a shape of rank below 2.
 *
 * @example
 * import { seed } from "@chainrule/core";
 * import { heUniform } from "@chainrule/nn";
 * const [weights] = heUniform([16, 8])(seed(1));
 * assert.ok(weights.toArray().every((w) => Math.abs(w) <= Math.sqrt(6 / 16)));
 */
export const heUniform = scaledUniform("heUniform", ({ fanIn }) => Math.sqrt(6 / fanIn));

/**
 * Normal with deviation `√(2 / fanIn)`, for layers followed by relu. He, Zhang, Ren and Sun (2015), equation 10.
 *
 * @throws ShapeError for a shape of rank below 2.
 *
 * @example
 * import { seed } from "@chainrule/core";
 * import { heNormal } from "@chainrule/nn";
 * const [weights] = heNormal([16, 8])(seed(1));
 * assert.deepEqual(weights.shape, [16, 8]);
 */
export const heNormal = scaledNormal("heNormal", ({ fanIn }) => Math.sqrt(2 / fanIn));
