import { type Concrete, type Expr, leavesOf, lift, replaceLeaves, ShapeError, Tensor } from "@chainrule/core";

/**
 * A pair of pure functions that turns gradients into updates: new parameters are parameters plus updates. `State` is the tree of
 * expressions that it remembers from step to step; `object` where nobody need know.
 *
 * These are methods so that an optimiser with a known state is an `Optimiser`: a state only ever meets the optimiser that made it.
 */
export interface Optimiser<State = object> {
  /** The first state, for a tree of parameters. */
  init(parameters: unknown): Concrete<State>;
  /** Updates of the form of the parameters, and the next state. */
  update<Parameters>(gradients: Parameters, state: State, parameters: Parameters): readonly [Parameters, State];
}

/** The state of an optimiser that remembers nothing. */
export type NoState = Readonly<Record<never, never>>;

/** An optimiser that sees parameters as a list of leaves, in order. */
export interface LeafRules<State> {
  readonly init: (parameters: readonly Tensor[]) => Concrete<State>;
  readonly update: (
    gradients: readonly Expr[],
    state: State,
    parameters: readonly Expr[],
  ) => readonly [readonly Expr[], State];
}

/** The tensors of a tree of parameters. */
const tensorsOf = (parameters: unknown): readonly Tensor[] =>
  leavesOf(parameters, "parameters").map(({ leaf, path }) => {
    if (leaf instanceof Tensor) return leaf;
    throw new TypeError(
      `${path}: an optimiser begins with tensors, got ${typeof leaf === "number" ? leaf : "an expression"}`,
    );
  });

/**
 * An optimiser for any tree of parameters, from rules for the list of its leaves.
 *
 * @throws ShapeError when gradients and parameters have not the same number of leaves.
 *
 * @example
 * import { evaluate, lift, mul, sign, tensor } from "@chainrule/core";
 * import { leafwise } from "@chainrule/nn";
 * // A step of fixed size against the sign of each element of the gradient.
 * const signDescent = leafwise({
 *   init: () => ({}),
 *   update: (gradients, state) => [gradients.map((g) => mul(-0.5, sign(g))), state],
 * });
 * const gradients = { w: lift(tensor([3, -4])) };
 * const [updates] = signDescent.update(gradients, {}, gradients);
 * assert.deepEqual(evaluate(updates.w).toNested(), [-0.5, 0.5]);
 */
export const leafwise = <State>({ init, update }: LeafRules<State>): Optimiser<State> => ({
  init: (parameters) => init(tensorsOf(parameters)),
  update: <Parameters>(gradients: Parameters, state: State, parameters: Parameters): readonly [Parameters, State] => {
    const [slopes, places] = [nodesOf(gradients), nodesOf(parameters)];
    if (slopes.length !== places.length)
      throw new ShapeError(`update: ${slopes.length} gradients for ${places.length} parameters`);
    const [updates, next] = update(slopes, state, places);
    // Safe: there is one update for each leaf of the gradients, in order.
    return [replaceLeaves(gradients, updates) as Parameters, next];
  },
});

/** The leaves of a tree as nodes. */
const nodesOf = (tree: unknown): readonly Expr[] => leavesOf(tree).map(({ leaf }) => lift(leaf));
