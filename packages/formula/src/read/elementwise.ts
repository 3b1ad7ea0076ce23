import { isFloating } from "@chainrule/core";
import {
  call,
  choice,
  difference,
  type FunctionName,
  negative,
  one,
  power,
  product,
  quotient,
  type Relation,
  reciprocal,
  square,
  squareRoot,
  sum,
  type Term,
  truth,
} from "../term/term.js";
import type { Reader } from "./reader.js";

export const unary =
  (f: (x: Term) => Term): Reader =>
  ({ at, arg }) =>
    f(arg(at));

export const binary =
  (f: (a: Term, b: Term) => Term): Reader =>
  ({ at, arg }) =>
    f(arg(at), arg(at, 1));

const named = (name: FunctionName): Reader => unary((x) => call(name, x));
const compared = (relation: Relation): Reader => binary((a, b) => truth(relation, a, b));

/** What a cast changes of an exact number. */
const cast: Reader = ({ node: { dtype, args }, at, arg }) => {
  const from = args[0]?.dtype ?? dtype;
  if (isFloating(dtype) || from === dtype || (from === "u8" && dtype === "i32")) return arg(at);
  return call(dtype === "u8" ? "u8" : "i32", arg(at));
};

/** The operations that treat every element alike. */
export const elementwise = {
  identity: unary((x) => x),
  stopGradient: named("sg"),
  customGradient: unary((x) => x),
  cast,
  add: binary(sum),
  sub: binary(difference),
  mul: binary(product),
  div: binary(quotient),
  neg: unary(negative),
  pow: binary(power),
  exp: named("exp"),
  expm1: unary((x) => difference(call("exp", x), one)),
  log: named("log"),
  log1p: unary((x) => call("log", sum(one, x))),
  sqrt: unary(squareRoot),
  square: unary(square),
  reciprocal: unary(reciprocal),
  sin: named("sin"),
  cos: named("cos"),
  tanh: named("tanh"),
  sigmoid: named("sigmoid"),
  softplus: named("softplus"),
  erf: named("erf"),
  abs: named("abs"),
  sign: named("sign"),
  relu: named("relu"),
  maximum: binary((a, b) => call("maximum", a, b)),
  minimum: binary((a, b) => call("minimum", a, b)),
  equal: compared("="),
  notEqual: compared("≠"),
  less: compared("<"),
  lessEqual: compared("≤"),
  greater: compared(">"),
  greaterEqual: compared("≥"),
  where: ({ at, arg }) => choice(arg(at), arg(at, 1), arg(at, 2)),
} as const satisfies Readonly<Record<string, Reader>>;
