import {
  cast,
  constant,
  customGradient,
  type Expr,
  identity,
  mul,
  named,
  square,
  stopGradient,
  tensorFrom,
} from "@chainrule/core";
import { indexed, pointwise } from "../../oracles/indexed.js";
import { arg, between, knownValues, type Sample, sampleCase, unaryCases } from "../sample.js";

const { NaN: nan, POSITIVE_INFINITY: inf } = Number;
const kind = between(-2, 2);

const rational = (f: (x: Expr) => Expr, scalar: (x: number) => number, given: number, expected = given): Sample => ({
  smoothness: "rational",
  differentiable: true,
  cases: unaryCases(f, kind, scalar),
  special: knownValues(f, [[given, expected]]),
});

const same = (x: number): number => x;
const fixed = [1.5, -2, 0.25];

export const leafSamples = {
  input: rational(identity, same, nan),
  constant: {
    smoothness: "rational",
    differentiable: true,
    cases: [
      sampleCase(
        [kind([3])],
        [3],
        (...args) => mul(arg(args, 0), constant(tensorFrom([3], fixed, { dtype: "f64" }))),
        (x) => pointwise((a = nan, b = nan) => a * b)(x ?? indexed([0], []), indexed([3], fixed)),
      ),
    ],
  },
  identity: rational(identity, same, -0),
  named: rational((x) => named("x", x), same, inf),
  stopGradient: { ...rational(stopGradient, same, nan), differentiable: false },
  // The rule is that of the function itself, so that it may be differentiated like any other.
  customGradient: rational(
    customGradient(
      (x: Expr) => square(x),
      (g, _y, x) => [mul(g, mul(2, x))],
    ),
    (x) => x * x,
    -3,
    9,
  ),
  // Rounding to f32 is a staircase to finite differences; its derivative is tested with the other conventions.
  cast: {
    ...rational((x) => cast(cast(x, "f32"), "f64"), Math.fround, 1e40, inf),
    differentiable: false,
  },
} satisfies Record<string, Sample>;
