import {
  add,
  cast,
  customGradient,
  DTypeError,
  type Expr,
  epsilonOf,
  fullLike,
  GradientError,
  input,
  isFloating,
  mul,
  pullback,
  ShapeError,
  type Smoothness,
  stopGradient,
  sum,
  Tensor,
  topological,
} from "@chainrule/core";
import { partition } from "fp-ts/lib/Array.js";
import * as E from "fp-ts/lib/Either.js";
import { pipe } from "fp-ts/lib/function.js";
import { Shaped } from "../input/shaped.js";
import { leavesOfArguments } from "../input/tree.js";
import type { Slot, Trace } from "./trace.js";

/** Which derivative: the first or the second. */
export type Order = 1 | 2;

/** What is to be verified of a graph: that the graph of its gradient, as reverse mode built it, is the derivative of the graph. */
export interface Problem {
  readonly order: Order;
  /** By what is differentiated. */
  readonly variables: readonly Expr[];
  /** The variables first, then what is held fixed: other inputs, and the weights of the result's elements. */
  readonly inputs: readonly Expr[];
  /** `φ = Σ weights ⊙ f(x)`, a scalar. */
  readonly value: Expr;
  /** The placeholders of `u`, one for each variable, where the order is 2. */
  readonly direction: readonly Expr[];
  /** `∇φ`, or `∇⟨∇φ, u⟩` where the order is 2, one for each variable, from the pullback alone. */
  readonly gradient: readonly Expr[];
  /** The nodes of `value` that a derivative takes as constants. */
  readonly stopped: readonly Expr[];
  readonly smoothness: Smoothness;
  /** Whether the program is free of rounded constants, or has only such derivatives that they do not matter to exact arithmetic. */
  readonly exact: boolean;
  /** The coarsest epsilon of the program's dtypes: to how much its constants were rounded. */
  readonly epsilon: number;
  /** How far a variable may be moved: an eighth, or less in a narrow domain. */
  readonly reach: number;
}

/** `⟨a, b⟩` over all variables, in the dtype of `like`. */
const inner = (a: readonly Expr[], b: readonly Expr[], like: Expr): Expr =>
  a.reduce<Expr>(
    (total, x, index) => {
      const y = b[index];
      return y === undefined ? total : add(total, cast(sum(mul(x, y)), like.dtype));
    },
    fullLike(like, 0),
  );

const gradientOf = (value: Expr, variables: readonly Expr[]): readonly Expr[] =>
  pullback([value], variables, [fullLike(value, 1)]);

const smoothnessOf = (nodes: readonly Expr[]): Smoothness => {
  const kinds = new Set(nodes.map(({ op }) => op.smoothness));
  return kinds.has("piecewise") ? "piecewise" : kinds.has("analytic") ? "analytic" : "rational";
};

/** Half of the digits of the dtype hold 3 and 0.125, and are too few for 0.1 and 1/3: a number that fits is taken to be meant exactly. */
const isExact = (value: number, epsilon: number): boolean => {
  const digits = Math.floor(-Math.log2(epsilon) / 2);
  return value === 0 || Number.isInteger(value * 2 ** (digits - Math.floor(Math.log2(Math.abs(value)))));
};

/**
 * A rule that the user wrote may hold 1/3 where the function divides by 3: true to rounding, yet false in exact arithmetic. The rules of
 * the library's own ops repeat the constants of the function as they are.
 */
const isExactProgram = (nodes: readonly Expr[]): boolean =>
  nodes.every(({ op }) => op !== customGradient.op) ||
  nodes.every(
    ({ params: { value }, dtype }) =>
      !(value instanceof Tensor && isFloating(dtype)) ||
      value.toArray().every((element) => isExact(element, epsilonOf(dtype))),
  );

const reachOf = (inputs: readonly unknown[]): number =>
  leavesOfArguments(inputs)
    .filter((leaf) => leaf instanceof Shaped)
    .filter(({ min, max, dtype }) => max > min && (dtype === undefined || isFloating(dtype)))
    .reduce((reach, { min, max }) => Math.min(reach, (max - min) / 8), 1 / 8);

/** Why a rule could not be followed. */
export type RuleError = GradientError | ShapeError | DTypeError;

const isRuleError = (error: unknown): error is RuleError =>
  error instanceof GradientError || error instanceof ShapeError || error instanceof DTypeError;

/** The pullback's graph, or why a rule could not be followed. */
const pulled = (build: () => readonly Expr[]): E.Either<RuleError, readonly Expr[]> => {
  try {
    return E.right(build());
  } catch (error) {
    if (isRuleError(error)) return E.left(error);
    throw error;
  }
};

/** The problem of one order for a traced function; left where a rule returns what cannot be a cotangent. */
export const problemOf = ({ inputs, slots, result }: Trace, order: Order): E.Either<RuleError, Problem> => {
  const { left: fixed, right: varying } = partition(({ varies }: Slot) => varies)([...slots]);
  const variables = varying.map(({ node }) => node);
  const weights = input(result.shape, { dtype: result.dtype, name: "weights" });
  const value = sum(mul(weights, result));
  const direction = order === 1 ? [] : variables.map(({ shape, dtype }) => input(shape, { dtype }));

  const build = (): readonly Expr[] => {
    const first = gradientOf(value, variables);
    return order === 1 ? first : gradientOf(inner(first, direction, value), variables);
  };
  return pipe(
    pulled(build),
    E.map((gradient): Problem => {
      const nodes = topological([value, ...gradient]);
      return {
        order,
        variables,
        inputs: [...variables, ...fixed.map(({ node }) => node), weights],
        value,
        direction,
        gradient,
        stopped: topological([value]).filter(({ op }) => op === stopGradient.op),
        smoothness: smoothnessOf(nodes),
        exact: isExactProgram(nodes),
        epsilon: Math.max(...nodes.map(({ dtype }) => (isFloating(dtype) ? epsilonOf(dtype) : 0))),
        reach: reachOf(inputs),
      };
    }),
  );
};
