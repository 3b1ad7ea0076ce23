import { real } from "@chainrule/core";
import { erf } from "../../../packages/wasm/src/math/error.js";
import { exact } from "../exact.js";
import { describeApproximation } from "./accuracy.js";

describeApproximation("erf", {
  of: erf,
  real: real.erf,
  exact: exact.erf,
  bound: { f32: 1.5, f64: 1.25 },
  realBound: 2,
  range: [-6, 6],
  special: [1 - 2 ** -24, 1 + 2 ** -23, 3.919, 3.93, 3.94, 5.93, 5.95, 5.96, -5.95],
  known: [
    [-0, -0],
    [6, 1],
    [-6, -1],
    [Number.POSITIVE_INFINITY, 1],
  ],
});
