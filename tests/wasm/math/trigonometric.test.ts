import { cos, sin } from "../../../packages/wasm/src/math/trigonometric.js";
import { exact } from "../exact.js";
import { describeApproximation } from "./accuracy.js";

/** Multiples of `π/2` in each width, and the doubles nearest to one: 2⁻⁶⁰ from it. */
const special = [
  ...[0.25, 0.5, 1, 1.5, 2, 2.5, 3, 1000, 1e6].map((turns) => turns * Math.PI),
  6381956970095103 * 2 ** 797,
  5.319372648326541e255,
  1e22,
  2 ** 127,
];

describeApproximation("sin", {
  of: sin,
  real: Math.sin,
  exact: exact.sin,
  bound: { f32: 1.6, f64: 1 },
  realBound: 1,
  range: [-30, 30],
  special,
  known: [[-0, -0]],
});

describeApproximation("cos", {
  of: cos,
  real: Math.cos,
  exact: exact.cos,
  bound: { f32: 1.6, f64: 1 },
  realBound: 1,
  range: [-30, 30],
  special,
  known: [[0, 1]],
});
