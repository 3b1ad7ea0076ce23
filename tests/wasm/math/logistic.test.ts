import { real } from "@chainrule/core";
import { sigmoid, softplus, tanh } from "../../../packages/wasm/src/math/logistic.js";
import { exact } from "../exact.js";
import { describeApproximation } from "./accuracy.js";

describeApproximation("tanh", {
  of: tanh,
  real: Math.tanh,
  exact: exact.tanh,
  bound: { f32: 2.6, f64: 2.6 },
  realBound: 2,
  range: [-12, 12],
  special: [9.01, 9.02, 10, 19.06, 19.07, 20, -20],
  known: [
    [-0, -0],
    [20, 1],
    [-20, -1],
    [Number.POSITIVE_INFINITY, 1],
  ],
});

describeApproximation("sigmoid", {
  of: sigmoid,
  real: real.sigmoid,
  exact: exact.sigmoid,
  bound: { f32: 2.4, f64: 2.4 },
  realBound: 2,
  range: [-50, 20],
  special: [-87.33, -87.34, -103.97, -103.98, -708.39, -708.4, -745.13, -745.14],
  known: [
    [0, 0.5],
    [40, 1],
    [Number.POSITIVE_INFINITY, 1],
    [Number.NEGATIVE_INFINITY, 0],
  ],
});

describeApproximation("softplus", {
  of: softplus,
  real: real.softplus,
  exact: exact.softplus,
  bound: { f32: 2.75, f64: 2.75 },
  realBound: 2,
  range: [-50, 20],
  special: [-87.33, -87.34, -103.97, -103.98, -708.39, -708.4, -745.13, -745.14],
  known: [
    [1000, 1000],
    [Number.NEGATIVE_INFINITY, 0],
  ],
});
