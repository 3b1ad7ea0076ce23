import { exp, expm1 } from "../../../packages/wasm/src/math/exponential.js";
import { exact } from "../exact.js";
import { describeApproximation } from "./accuracy.js";

describeApproximation("exp", {
  of: exp,
  real: Math.exp,
  exact: exact.exp,
  bound: { f32: 1, f64: 1 },
  realBound: 1,
  range: [-110, 90],
  // The ends of the results of each width, on both sides, and of those that are normal.
  special: [88.72, 88.73, -87.33, -87.34, -103.97, -103.98, 709.78, 709.79, -708.39, -708.4, -745.13, -745.14],
  known: [
    [0, 1],
    [-0, 1],
    [Number.NEGATIVE_INFINITY, 0],
  ],
});

describeApproximation("expm1", {
  of: expm1,
  real: Math.expm1,
  exact: exact.expm1,
  bound: { f32: 1.75, f64: 2 },
  realBound: 1,
  range: [-20, 20],
  special: [88.72, 88.73, 709.78, 709.79, -17, -18, -37, -38, -40, -745],
  known: [
    [-0, -0],
    [-40, -1],
    [-1000, -1],
    [Number.NEGATIVE_INFINITY, -1],
  ],
});
