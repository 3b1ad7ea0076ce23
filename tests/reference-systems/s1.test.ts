import {
  type Concrete,
  compile,
  constant,
  type Expr,
  evaluate,
  fullLike,
  grad,
  leavesOf,
  mul,
  neg,
  pullback,
  type Random,
  replaceLeaves,
  seed,
  sigmoid,
  square,
  sub,
  sum,
  Tensor,
  tensorFrom,
  uniform,
} from "@chainrule/core";
import { limit, loadMnist, showDataError } from "@chainrule/mnist";
import { type DenseParameters, dense, initialState, sgd, trainStep, uniformWithin } from "@chainrule/nn";
import { fc, test } from "@fast-check/vitest";
import * as E from "fp-ts/lib/Either.js";
import { zipWith } from "fp-ts/lib/ReadonlyArray.js";
import { describe, expect } from "vitest";
import { allAgree } from "../nn/rounding.js";
import { type Rows, rowsOf, signalsOf, squash, stepped, times, transposed, type Vector } from "./by-hand.js";

const f64 = { dtype: "f64" } as const;

interface Parameters {
  readonly first: DenseParameters<number, number>;
  readonly second: DenseParameters<number, number>;
}
type Matrix = Expr<readonly [number, number]>;
type Rank2 = Tensor<readonly [number, number]>;
type Values = Concrete<Parameters>;

/** One sample, as a row. */
interface Sample<M = Matrix> {
  readonly x: M;
  readonly t: M;
}

/** `E_d = ½ Σᵢ (tᵢ − yᵢ)²`, for each row of outputs. */
const errorsOf = (y: Matrix, t: Matrix): Expr<readonly [number]> => mul(0.5, sum(square(sub(t, y)), 1));

/** The error of rows of net inputs of the outputs. */
const errorsAtOutputs = (z: Matrix, t: Matrix) => errorsOf(sigmoid(z), t);

/** The published network: sigmoid in both layers, weights uniform in ±0.1, biases 0. */
const network = (inputs: number, hidden: number, outputs: number) => {
  const options = { dtype: "f64", initialiser: uniformWithin(-0.1, 0.1) } as const;
  const first = dense(inputs, hidden, options);
  const second = dense(hidden, outputs, options);
  const init: Random<Values> = (start) => {
    const [below, next] = first.init(start);
    const [above, end] = second.init(next);
    return [{ first: below, second: above }, end];
  };
  /** Net inputs and activations of both layers. */
  const pass = (p: Parameters, x: Matrix) => {
    const z1: Matrix = first.apply(p.first, x);
    const a = sigmoid(z1);
    const z2: Matrix = second.apply(p.second, a);
    return { z1, a, z2, y: sigmoid(z2) };
  };
  const error = (p: Parameters, { x, t }: Sample): Expr<readonly []> => sum(errorsOf(pass(p, x).y, t));
  /** The error of rows of net inputs of the hidden layer. */
  const errorsAtHidden = (p: Parameters["second"], z: Matrix, t: Matrix) =>
    errorsAtOutputs(second.apply(p, sigmoid(z)), t);
  return { init, pass, error, errorsAtHidden };
};

/** 0.9 for the label, 0.1 elsewhere. */
const targetFor = (label: number, outputs = 10) =>
  tensorFrom(
    [1, outputs],
    Array.from({ length: outputs }, (_, index) => (index === label ? 0.9 : 0.1)),
    f64,
  );

const nodesOf = ({ weights, bias }: Values["first"]): Parameters["first"] => ({
  weights: constant(weights),
  bias: constant(bias),
});

describe("S1, eqs. 3 to 5 on random networks: δ = −∂E/∂z", () => {
  const sizes = fc.integer({ min: 1, max: 6 });
  const rate = 0.3;

  const cases = fc.record({ inputs: sizes, hidden: sizes, outputs: sizes, from: fc.integer() }).map((drawn) => {
    const { init, ...rest } = network(drawn.inputs, drawn.hidden, drawn.outputs);
    const [begun, next] = init(seed(drawn.from));
    const [b1, third] = uniform([drawn.hidden], { low: -0.1, high: 0.1, dtype: "f64" })(next);
    const [b2, fourth] = uniform([drawn.outputs], { low: -0.1, high: 0.1, dtype: "f64" })(third);
    const [x] = uniform([1, drawn.inputs], f64)(fourth);
    const p: Values = { first: { ...begun.first, bias: b1 }, second: { ...begun.second, bias: b2 } };
    return { ...rest, p, sample: { x, t: targetFor(0, drawn.outputs) } };
  });

  /** What the text computes: activations, and δ by eqs. 3 and 4, with `w[to][from]`. */
  const written = ({ first, second }: Values, x: Vector, t: Vector) => {
    const [w1, w2] = [transposed(rowsOf(first.weights)), transposed(rowsOf(second.weights))];
    const net = (w: Rows, bias: Vector, from: Vector) => zipWith(times(w, from), bias, (sum, b) => sum + b);
    const a = squash(net(w1, first.bias.toArray(), x));
    const y = squash(net(w2, second.bias.toArray(), a));
    const outputs = signalsOf(
      zipWith(t, y, (target, output) => target - output),
      y,
    );
    const hidden = signalsOf(times(transposed(w2), outputs), a);
    return { w1, w2, a, outputs, hidden };
  };

  // Sums of at most 6 terms on the way up and down, all below 1: less than 40 roundings of numbers of the size of 1.
  const isSame = (expected: Vector) => (actual: Vector) => allAgree(actual, expected, 40, 1);

  test.prop([cases])(
    "3: δᵢ = yᵢ(1−yᵢ)(tᵢ−yᵢ) of outputs; 4: δᵢ = aᵢ(1−aᵢ) Σₖ wₖᵢδₖ of hidden nodes",
    ({ pass, p, sample }) => {
      const [x, t] = [constant(sample.x), constant(sample.t)];
      const { z1, z2, y } = pass({ first: nodesOf(p.first), second: nodesOf(p.second) }, x);
      const error = sum(errorsOf(y, t));
      const slopes = pullback([error], [z1, z2], [fullLike(error, 1)]);
      const [hidden = [], outputs = []] = evaluate(slopes.map((slope) => neg(slope))).map((delta) => delta.toArray());
      const expected = written(p, sample.x.toArray(), sample.t.toArray());
      expect(outputs).toSatisfy(isSame(expected.outputs));
      expect(hidden).toSatisfy(isSame(expected.hidden));
    },
  );

  test.prop([cases])("5: w_ji ← w_ji + η δ_j x_ji is a step of sgd, biases as weights of 1", ({ error, p, sample }) => {
    const optimiser = sgd({ learningRate: rate });
    const [{ parameters }] = compile(trainStep(error, optimiser))(initialState(p, optimiser), sample);
    const x = sample.x.toArray();
    const { w1, w2, a, outputs, hidden } = written(p, x, sample.t.toArray());
    const biasStepped = (bias: Tensor, signals: Vector) => zipWith(bias.toArray(), signals, (b, s) => b + rate * s);
    const { first, second } = parameters;
    expect(first.weights.toArray()).toSatisfy(isSame(transposed(stepped(w1, rate, hidden, x)).flat()));
    expect(first.bias.toArray()).toSatisfy(isSame(biasStepped(p.first.bias, hidden)));
    expect(second.weights.toArray()).toSatisfy(isSame(transposed(stepped(w2, rate, outputs, a)).flat()));
    expect(second.bias.toArray()).toSatisfy(isSame(biasStepped(p.second.bias, outputs)));
  });
});

describe("S1, its gradient check: central differences at ε = 1e-4 agree with every derivative to four significant digits", () => {
  const STEP = 1e-4;

  /**
   * How far a difference may be off by itself.
   * - Rounding: the n additions of a sum are each off by half an epsilon of a number below 1, at most, and the slopes of E along the net
   *   inputs of the outputs add up to about 1, as E does: E is off by n·E·eps, and the quotient by n·E·eps/ε.
   * - Truncation: ε²/6·|E‴|. By the net input of an output E‴ = 3σ′σ″ + (y − t)σ‴, below 0.19 since |σ′| ≤ ¼, |σ″| ≤ 0.097, |σ‴| ≤ ⅛
   *   and |y − t| ≤ 0.9; by that of a hidden node it is less, and no activation that a weight carries is above 1.
   */
  const floorOf = (error: number, additions: number): number =>
    (additions * error * Number.EPSILON) / STEP + (STEP ** 2 / 6) * 0.19;

  /** Half a unit of the fourth digit, if the first is 9; if it is less, this asks for more than four digits. */
  const RELATIVE = 0.5e-4;

  /** The share of the derivatives that are not 0, but so small that their fourth digit is lost in the error of a difference. */
  const lostShare = (derivatives: Vector, floor: number): number => {
    const moving = derivatives.filter((g) => g !== 0);
    return moving.filter((g) => RELATIVE * Math.abs(g) < floor).length / moving.length;
  };

  const expectConfirmed = (derivatives: Vector, differences: Vector, floor: number): void => {
    expect(differences).toHaveLength(derivatives.length);
    const wrong = derivatives.flatMap((g, index) => {
      const difference = differences[index] ?? Number.NaN;
      return Math.abs(g - difference) <= RELATIVE * Math.abs(g) + floor ? [] : [{ index, g, difference }];
    });
    expect(wrong).toEqual([]);
    expect(lostShare(derivatives, floor)).toBeLessThan(0.05);
  };

  /** The derivatives of a network's error by its parameters, in their order. */
  const derivativesOf = (error: ReturnType<typeof network>["error"], p: Values, sample: Sample<Rank2>): Vector =>
    tensorsOf(compile(grad(error))(p, sample)).flatMap((leaf) => leaf.toArray());

  const tensorsOf = (tree: Values): readonly Tensor[] =>
    leavesOf(tree).flatMap(({ leaf }) => (leaf instanceof Tensor ? [leaf] : []));

  test("64-20-10, each of its 1 510 parameters moved by itself, and the whole network run", () => {
    const { init, error } = network(64, 20, 10);
    const [p, next] = init(seed(1));
    const [x] = uniform([1, 64], f64)(next);
    const sample = { x, t: targetFor(3) };
    const run = compile(error);
    const errorAt = (parameters: Values) => run(parameters, sample).toNumber();

    const tensors = tensorsOf(p);
    const differences = tensors.flatMap((leaf, place) => {
      const values = leaf.toArray();
      const errorWith = (index: number, value: number): number => {
        const moved = tensorFrom(leaf.shape, values.with(index, value), f64);
        // Safe: a tensor of the same shape takes the place of one.
        return errorAt(replaceLeaves(p, tensors.with(place, moved)) as Values);
      };
      return values.map((w, index) => (errorWith(index, w + STEP) - errorWith(index, w - STEP)) / (2 * STEP));
    });
    expect(differences).toHaveLength(1510);
    expectConfirmed(derivativesOf(error, p, sample), differences, floorOf(errorAt(p), 64));
  });

  /**
   * Central differences by the weights, `[from][to]`, and by the biases in a last row, that lead to net inputs z, given the error as a
   * function of rows of net inputs. To add ε to the weight from i to j is to add ε aᵢ to zⱼ, so that weights which carry equal
   * activations have equal differences: each is computed once.
   */
  const differencesAt = (z: Vector, carried: Vector, errorsAt: (rows: Rank2) => Tensor): Rows => {
    const distinct = [...new Set([...carried, 1])];
    const byNode = z.map((zj, j) => {
      const moves = distinct.flatMap((a) => [STEP * a, -STEP * a]);
      const rows = tensorFrom(
        [moves.length, z.length],
        moves.flatMap((move) => z.with(j, zj + move)),
        f64,
      );
      const errors = errorsAt(rows).toArray();
      return new Map(
        distinct.map((a, k) => [a, ((errors[2 * k] ?? Number.NaN) - (errors[2 * k + 1] ?? Number.NaN)) / (2 * STEP)]),
      );
    });
    return [...carried, 1].map((a) => byNode.map((differences) => differences.get(a) ?? Number.NaN));
  };

  test("784-300-10, each of its 238 510 parameters, on a digit of MNIST", async () => {
    const data = await loadMnist()();
    if (E.isLeft(data)) throw new Error(showDataError(data.left));
    const { images, labels } = limit(data.right.train, 1);
    const sample = {
      x: tensorFrom(
        [1, 784],
        images.toArray().map((grey) => grey / 255),
        f64,
      ),
      t: targetFor(labels.toArray()[0] ?? 0),
    };
    const { init, pass, error, errorsAtHidden } = network(784, 300, 10);
    const [p] = init(seed(1));
    const { z1, a, z2 } = compile(pass)(p, sample.x);

    const atHidden = compile(errorsAtHidden);
    const atOutputs = compile(errorsAtOutputs);
    const differences = [
      ...differencesAt(z1.toArray(), sample.x.toArray(), (rows) => atHidden(p.second, rows, sample.t)),
      ...differencesAt(z2.toArray(), a.toArray(), (rows) => atOutputs(rows, sample.t)),
    ].flat();
    expect(differences).toHaveLength(238_510);
    // The sums of 784 are in both errors of a difference, and make none.
    expectConfirmed(derivativesOf(error, p, sample), differences, floorOf(compile(error)(p, sample).toNumber(), 300));
  });
});
