import {
  add,
  compile,
  constant,
  type Expr,
  evaluate,
  grad,
  matmul,
  mul,
  named,
  normal,
  pullback,
  type Random,
  seed,
  sigmoid,
  square,
  sub,
  sum,
  type Tensor,
  tanh,
  tensor,
  tensorFrom,
  transpose,
} from "@chainrule/core";
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

type Matrix = Expr<readonly [number, number]>;

/** An activation, and its derivative written out by hand. */
const activations = {
  sigmoid: { g: (z: Matrix): Matrix => sigmoid(z), slope: (z: Matrix): Matrix => mul(sigmoid(z), sub(1, sigmoid(z))) },
  tanh: { g: (z: Matrix): Matrix => tanh(z), slope: (z: Matrix): Matrix => sub(1, square(tanh(z))) },
};

interface Layer<M> {
  readonly w: M;
  readonly b: M;
}

/** `z^l = W^l a^(l−1) + b^l`, `a^l = g(z^l)`, on column vectors. */
const pass = (layers: readonly Layer<Matrix>[], x: Matrix, g: (z: Matrix) => Matrix) => {
  const z: Matrix[] = [];
  const a: Matrix[] = [x];
  for (const { w, b } of layers) {
    const net: Matrix = named(`z${z.length + 1}`, add(matmul(w, a.at(-1) ?? x), b));
    z.push(net);
    a.push(named(`a${a.length}`, g(net)));
  }
  return { z, a };
};

/** `E = ½‖y − a^L‖²`. */
const errorOf = (output: Matrix, y: Matrix): Expr<readonly []> => mul(0.5, sum(square(sub(y, output))));

type Values = Tensor<readonly [number, number]>;

interface Network {
  readonly layers: readonly Layer<Values>[];
  readonly x: Values;
  readonly y: Values;
}

/** Random f64 layers of the given sizes, an input and a target. */
const network =
  (sizes: readonly number[]): Random<Network> =>
  (start) => {
    let state = start;
    const draw = (rows: number, columns: number): Values => {
      const [value, next] = normal([rows, columns], { dtype: "f64" })(state);
      state = next;
      return value;
    };
    const [inputs = 1] = sizes;
    const layers = sizes.slice(1).map((rows, index) => ({ w: draw(rows, sizes[index] ?? 1), b: draw(rows, 1) }));
    return [{ layers, x: draw(inputs, 1), y: draw(sizes.at(-1) ?? 1, 1) }, state];
  };

const cases = fc.record({
  sizes: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 3, maxLength: 5 }),
  from: fc.integer(),
  activation: fc.constantFrom(...(["sigmoid", "tanh"] as const)),
});

/**
 * Derived and hand-written gradients take the same sums in another order: they differ by roundings alone, about one for each of the (at
 * most 5) terms of each of the (at most 4) layers' sums and activations, relative to the largest value on the way.
 */
const expectSame = (derived: Tensor, written: Tensor): void => {
  expect(derived.shape).toEqual(written.shape);
  const largest = Math.max(1, ...written.toArray().map(Math.abs));
  const expected = written.toArray();
  derived.toArray().forEach((value, index) => {
    expect(Math.abs(value - (expected[index] ?? Number.NaN))).toBeLessThan(100 * Number.EPSILON * largest);
  });
};

/** The graph of a network, δ for every layer as derived, and E. */
const derive = ({ layers, x, y }: Network, { g }: (typeof activations)["sigmoid"]) => {
  const parameters = layers.map(({ w, b }) => ({ w: constant(w), b: constant(b) }));
  const { z, a } = pass(parameters, constant(x), g);
  const error = errorOf(a.at(-1) ?? constant(x), constant(y));
  const one = constant(tensor(1, { dtype: "f64" }));
  const deltas = pullback([error], z, [one]);
  const gradients = pullback(
    [error],
    parameters.flatMap(({ w, b }) => [w, b]),
    [one],
  );
  return { z, a, deltas, gradients, parameters };
};

const last = <A>(items: readonly A[], fromEnd = 1): A => {
  const item = items.at(-fromEnd);
  if (item === undefined) throw new RangeError("empty");
  return item;
};

describe("S4, the textbook appendix", () => {
  test.prop([cases])("A.54: δ^L = −(y − a^L) ⊙ g′(z^L)", ({ sizes, from, activation }) => {
    const [net] = network(sizes)(seed(from));
    const { z, a, deltas } = derive(net, activations[activation]);
    const written = mul(mul(-1, sub(net.y, last(a))), activations[activation].slope(last(z)));
    const [derived, expected] = evaluate([last(deltas), written] as const);
    expectSame(derived, expected);
  });

  test.prop([cases])("A.59: δ^l = ((W^{l+1})ᵀ δ^{l+1}) ⊙ g′(z^l)", ({ sizes, from, activation }) => {
    const [net] = network(sizes)(seed(from));
    const { z, deltas, parameters } = derive(net, activations[activation]);
    for (let l = 2; l <= parameters.length; l++) {
      const sent = matmul(transpose(last(parameters, l - 1).w), last(deltas, l - 1));
      const written = mul(sent, activations[activation].slope(last(z, l)));
      const [derived, expected] = evaluate([last(deltas, l), written] as const);
      expectSame(derived, expected);
    }
  });

  test.prop([cases])("A.55 and A.61: ∇W^l E = δ^l (a^{l−1})ᵀ and ∇b^l E = δ^l", ({ sizes, from, activation }) => {
    const [net] = network(sizes)(seed(from));
    const { a, deltas, gradients } = derive(net, activations[activation]);
    for (let l = 1; l <= deltas.length; l++) {
      const delta = last(deltas, l);
      const byWeights = matmul(delta, transpose(last(a, l + 1)));
      const [w, b] = [last(gradients, 2 * l), last(gradients, 2 * l - 1)];
      const [derivedW, writtenW, derivedB, writtenB] = evaluate([w, byWeights, b, delta] as const);
      expectSame(derivedW, writtenW);
      expectSame(derivedB, writtenB);
    }
  });

  test.prop([cases])(
    "A.62 to A.66: a batch steps every parameter by the mean of its samples' gradients",
    ({ sizes, from }) => {
      const [net, next] = network(sizes)(seed(from));
      const [other] = network(sizes)(next);
      const samples = [net, { ...net, x: other.x, y: other.y }];
      const errorAt = (layers: readonly Layer<Matrix>[], x: Values, y: Values) =>
        errorOf(last(pass(layers, constant(x), activations.sigmoid.g).a), constant(y));
      const total = (layers: readonly Layer<Matrix>[]) =>
        mul(
          1 / samples.length,
          samples.map(({ x, y }) => errorAt(layers, x, y)).reduce((sum, error) => add(sum, error)),
        );
      const batch = compile(grad(total))(net.layers);
      const single = samples.map(({ x, y }) =>
        compile(grad((layers: readonly Layer<Matrix>[]) => errorAt(layers, x, y)))(net.layers),
      );
      batch.forEach(({ w }, l) => {
        const [one = [], two = []] = single.map((layers) => layers[l]?.w.toArray() ?? []);
        const mean = one.map((value, index) => (value + (two[index] ?? Number.NaN)) / 2);
        expectSame(w, tensorFrom(w.shape, mean, { dtype: "f64" }));
      });
    },
  );
});
