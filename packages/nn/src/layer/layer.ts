import {
  type Concrete,
  type Expr,
  lift,
  mapLeaves,
  type Operands,
  type Random,
  type Shape,
  ShapeError,
  showShape,
  type Value,
} from "@chainrule/core";

/** A batch of samples, one a row: `[batch, features]`. */
export type Rows<Features extends number = number> = Expr<readonly [number, Features]>;

/** Whether two sizes are equal, or one of them is not known. */
export type Agrees<A extends number, B extends number> = number extends A | B ? true : A extends B ? true : false;

/** `unknown` when a value of shape `S` is rows of `In` features, or may be, and otherwise a message that no argument can satisfy. */
export type Accepts<S extends Shape, In extends number> = number extends S["length"]
  ? unknown
  : S extends readonly [number, infer Features extends number]
    ? Agrees<Features, In> extends true
      ? unknown
      : `this layer takes ${In} features, these rows have ${Features}`
    : "a layer takes rows of features: [batch, features]";

/**
 * Data and a pure function: how many features go in and come out, how parameters begin, and what becomes of a batch of rows.
 * `Parameters` is a tree of expressions; `init` draws the tensors for which they stand.
 */
export interface Layer<Parameters, In extends number = number, Out extends number = number> {
  /** What errors call it, as one would write it: `dense(784, 300)`. */
  readonly name: string;
  readonly inputs: In;
  readonly outputs: Out;
  /** The first parameters, as a function of a random sequence. */
  readonly init: Random<Concrete<Parameters>>;
  /**
   * Shapes: `[batch, inputs] → [batch, outputs]`.
   *
   * @throws ShapeError when `x` has not this shape.
   */
  readonly apply: <S extends Shape>(
    parameters: Parameters | Operands<Parameters>,
    x: Value<S> & Accepts<S, In>,
  ) => Expr<readonly [S[0], Out]>;
}

/** A layer of which only the sizes are known. */
export interface AnyLayer {
  readonly name: string;
  readonly inputs: number;
  readonly outputs: number;
  readonly init: Random<object>;
  readonly apply: (parameters: never, x: never) => Rows;
}

/**
 * The tree of parameters that a layer takes; `object` where the layer is not known.
 *
 * @example
 * import { dense, type ParametersOf } from "@chainrule/nn";
 * const model = dense(2, 3);
 * const biasOf = (parameters: ParametersOf<typeof model>) => parameters.bias; // Expr<readonly [3]>
 * assert.equal(typeof biasOf, "function");
 */
export type ParametersOf<L extends AnyLayer> =
  L extends Layer<infer Parameters, number, number> ? ([Parameters] extends [never] ? object : Parameters) : never;

/** What makes a layer. */
export interface LayerRules<Parameters, In extends number, Out extends number> {
  readonly name: string;
  readonly inputs: In;
  readonly outputs: Out;
  readonly init: Random<Concrete<Parameters>>;
  readonly apply: (parameters: Parameters, x: Rows<In>) => Rows<Out>;
}

const checkRows = (what: string, shape: Shape, features: number): void => {
  if (shape.length !== 2 || shape[1] !== features)
    throw new ShapeError(`${what} [batch, ${features}], got ${showShape(shape)}`);
};

/**
 * A layer from its sizes, its first parameters, and a function of parameters and rows; what goes in and comes out is checked.
 *
 * @example
 * import { evaluate, mul, ones, tensor, type Expr, lift } from "@chainrule/core";
 * import { layer } from "@chainrule/nn";
 * // A learned factor for each of two features.
 * const scale = layer({
 *   name: "scale",
 *   inputs: 2,
 *   outputs: 2,
 *   init: (random) => [ones([2]), random],
 *   apply: (factors: Expr<readonly [2]>, x) => mul(x, factors),
 * });
 * const factors = tensor([3, 4]);
 * assert.deepEqual(evaluate(scale.apply(lift(factors), tensor([[1, 2]]))).toNested(), [[3, 8]]);
 */
export const layer = <Parameters, const In extends number, const Out extends number>({
  apply,
  ...rules
}: LayerRules<Parameters, In, Out>): Layer<Parameters, In, Out> => ({
  ...rules,
  apply: <S extends Shape>(parameters: Parameters | Operands<Parameters>, x: Value<S>): Expr<readonly [S[0], Out]> => {
    checkRows(`${rules.name}: needs rows`, x.shape, rules.inputs);
    // Safe: operands become the nodes for which they stand, and the shape was checked just now.
    const y = apply(mapLeaves(parameters, (leaf) => lift(leaf)) as Parameters, lift(x) as Expr as Rows<In>);
    checkRows(`${rules.name}: must give rows`, y.shape, rules.outputs);
    // Safe: a layer keeps the number of rows, and the features were checked.
    return y as Expr as Expr<readonly [S[0], Out]>;
  },
});
