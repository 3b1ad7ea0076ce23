import { type Dual, dual, type Elementary, type Expr, interpret } from "@chainrule/core";

/** A value for each element of each of a list of inputs. */
export type Point<A> = readonly (readonly A[])[];

/** The graph of a scalar function. */
interface ScalarGraph {
  readonly inputs: readonly Expr[];
  readonly value: Expr;
}

/** The same point in another number system. */
export const embed = <A>(K: Elementary<A>, point: Point<number>): Point<A> =>
  point.map((values) => values.map(K.fromNumber));

/** `x + v ε`, a point that moves; inputs for which the direction holds nothing do not. */
const moving = <A>(K: Elementary<A>, point: Point<A>, direction: Point<number>): Point<Dual<A>> =>
  point.map((values, input) =>
    values.map((value, element) => ({ value, tangent: K.fromNumber(direction[input]?.[element] ?? 0) })),
  );

/**
 * `D_{u₁} … D_{uₖ} φ(x)` by forward mode in a number system: the graph read in `k` storeys of dual numbers, and no rule of reverse mode.
 */
export const derivativeIn = <A>(
  K: Elementary<A>,
  graph: ScalarGraph,
  order: number,
): ((point: Point<A>, directions: readonly Point<number>[]) => A) => {
  if (order === 0) {
    const run = interpret(K, graph.inputs, [graph.value]);
    return (point) => run(point)[0]?.[0] ?? K.zero;
  }
  const above = derivativeIn(dual(K), graph, order - 1);
  return (point, [direction = [], ...rest]) => above(moving(K, point, direction), rest).tangent;
};

/** `⟨g, v⟩` in a number system. */
export const along = <A>(
  K: Elementary<A>,
  gradient: readonly { readonly length: number; readonly [index: number]: A }[],
  direction: Point<number>,
): A =>
  direction.reduce(
    (total, elements, variable) =>
      elements.reduce((sum, element, index) => {
        const slope = gradient[variable]?.[index];
        return element === 0 || slope === undefined ? sum : K.add(sum, K.mul(slope, K.fromNumber(element)));
      }, total),
    K.zero,
  );
