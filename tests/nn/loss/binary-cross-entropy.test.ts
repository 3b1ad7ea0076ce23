import { type Expr, evaluate, grad, sigmoid, tensor, tensorFrom } from "@chainrule/core";
import { binaryCrossEntropy, binaryCrossEntropyWithLogits } from "@chainrule/nn";
import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { agrees, allAgree, sumOf } from "../rounding.js";

const columns = 2;
const samples = fc.array(
  fc.record({ logit: fc.double({ min: -8, max: 8, noNaN: true }), target: fc.double({ min: 0, max: 1, noNaN: true }) }),
  { minLength: 1, maxLength: 4 },
);

/** Each sample twice, so that there are components to sum over. */
const f64 = (values: readonly number[]) =>
  tensorFrom(
    [values.length, columns],
    values.flatMap((value) => [value, value]),
    { dtype: "f64" },
  );
const sigma = (z: number): number => 1 / (1 + Math.exp(-z));

/** `σ` cancels nothing, but `1 − p` loses up to `e^8` of its relative precision, which the logarithm turns into an absolute error. */
const lost = Math.exp(8);

describe("from probabilities", () => {
  test.prop([samples])("−1/m Σ (t log p + (1 − t) log(1 − p)), summed over components", (all) => {
    const p = all.map(({ logit }) => sigma(logit));
    const t = all.map(({ target }) => target);
    const terms = p.map((value, index) => {
      const target = t[index] ?? 0;
      return -(target * Math.log(value) + (1 - target) * Math.log1p(-value));
    });
    const expected = (columns * sumOf(terms)) / all.length;
    return agrees(evaluate(binaryCrossEntropy(f64(p), f64(t))).toNumber(), expected, 32, 2 * 4 * 8);
  });

  test.prop([samples])("is the loss from logits, after a sigmoid", (all) => {
    const [z, t] = [f64(all.map(({ logit }) => logit)), f64(all.map(({ target }) => target))];
    const [ours, stable] = evaluate([binaryCrossEntropy(sigmoid(z), t), binaryCrossEntropyWithLogits(z, t)] as const);
    return agrees(ours.toNumber(), stable.toNumber(), 16 + lost, 1);
  });

  test("is not clipped at 0 and 1", () => {
    const e = binaryCrossEntropy(tensor([[0]]), tensor([[1]]));
    expect(evaluate(e).toNumber()).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("from logits", () => {
  test.prop([samples])("∂E/∂z = (σ(z) − t)/m", (all) => {
    const t = f64(all.map(({ target }) => target));
    const gradient = evaluate(grad((z: Expr) => binaryCrossEntropyWithLogits(z, t))(f64(all.map((s) => s.logit))));
    const expected = all.flatMap(({ logit, target }) => {
      const slope = (sigma(logit) - target) / all.length;
      return [slope, slope];
    });
    return allAgree(gradient.toArray(), expected, 8);
  });

  it.each([
    [1000, 1, 0, 0],
    [1000, 0, 1000, 1],
    [-1000, 1, 1000, -1],
    [-1000, 0, 0, 0],
  ])("is finite at %d for target %d, and so is its gradient", (logit, target, expected, slope) => {
    const t = tensorFrom([1, 1], [target]);
    const z = tensorFrom([1, 1], [logit]);
    expect(evaluate(binaryCrossEntropyWithLogits(z, t)).toNumber()).toBe(expected);
    expect(evaluate(grad((x: Expr) => binaryCrossEntropyWithLogits(x, t))(z)).toArray()).toEqual([slope]);
  });
});
