import { log, log1p } from "../../../packages/wasm/src/math/logarithm.js";
import { exact } from "../exact.js";
import { describeApproximation } from "./accuracy.js";

describeApproximation("log", {
  of: log,
  real: Math.log,
  exact: exact.log,
  bound: { f32: 1, f64: 1 },
  realBound: 1,
  range: [0.001, 5],
  special: [1 - 2 ** -24, 1 + 2 ** -23, Math.SQRT1_2, Math.SQRT2, 2 ** -1, 2],
  known: [
    [1, 0],
    [0, Number.NEGATIVE_INFINITY],
    [-0, Number.NEGATIVE_INFINITY],
  ],
});

describeApproximation("log1p", {
  of: log1p,
  real: Math.log1p,
  exact: exact.log1p,
  bound: { f32: 1.5, f64: 1 },
  realBound: 1,
  range: [-0.999, 5],
  special: [-1 + 2 ** -24, -1 - 2 ** -23, 2 ** -23, 2 ** 24, 2 ** 25, 2 ** 53, 2 ** 127],
  known: [
    [-0, -0],
    [-1, Number.NEGATIVE_INFINITY],
  ],
});
