import { add, input, log, matmul, mul, named, neg, relu, sigmoid, sub, sum, tensor, tensorFrom } from "@chainrule/core";
import { describe, expect, test } from "vitest";
import { derive } from "../../../packages/formula/src/derive/derive.js";
import { explain } from "../../../packages/formula/src/explain/explain.js";
import { explanationToText } from "../../../packages/formula/src/explain/text.js";

const f64 = { dtype: "f64" } as const;
const x = input([3, 2], { name: "x", ...f64 });
const y = input([3, 1], { name: "y", ...f64 });
const w = input([2, 1], { name: "w", ...f64 });
const values = {
  x: tensor(
    [
      [1, 2],
      [3, -1],
      [0.5, 0.25],
    ],
    f64,
  ),
  y: tensor([[1], [0], [1]], f64),
  w: tensor([[0.25], [0.5]], f64),
};

describe("an explanation as text", () => {
  const a = named("a", sigmoid(named("z", matmul(x, w))));
  const loss = neg(sum(add(mul(y, log(a)), mul(sub(1, y), log(sub(1, a))))));

  test("equations with their values in rows, then what was asked for", () => {
    expect(
      explanationToText(explain(derive(loss, { wrt: { w } }), values, { of: ["w[0,0]"], digits: 4 })),
    ).toBe(`z = x w
  = [1.25]
    [0.25]
    [0.25]

a = σ(z)
  = [0.7773]
    [0.5622]
    [0.5622]

E = −Σ (y ⊙ log(a) + (1 − y) ⊙ log(1 − a))
  = 1.6538

δ = a − y
  = [−0.2227]
    [0.5622]
    [−0.4378]

∂E/∂w = xᵀ δ
  = [1.2449]
    [−1.1170]

∂E/∂z[0,0] = a[0,0] − y[0,0]
           = 0.7773 − 1 = −0.2227

∂E/∂z[1,0] = a[1,0] − y[1,0]
           = 0.5622 − 0 = 0.5622

∂E/∂z[2,0] = a[2,0] − y[2,0]
           = 0.5622 − 1 = −0.4378

∂E/∂w[0,0] = ∂E/∂z[0,0] · ∂z[0,0]/∂w[0,0] + ∂E/∂z[1,0] · ∂z[1,0]/∂w[0,0] + ∂E/∂z[2,0] · ∂z[2,0]/∂w[0,0]
           = ∂E/∂z[0,0] · x[0,0] + ∂E/∂z[1,0] · x[1,0] + ∂E/∂z[2,0] · x[2,0]
           = −0.2227 × 1 + 0.5622 × 3 − 0.4378 × 0.5
           = −0.2227 + 1.6865 − 0.2189 = 1.2449`);
  });

  test("a bias of a batch takes the sum of its derivatives; negative numbers stand in parentheses", () => {
    const b = input([1], { name: "b", ...f64 });
    const biased = sum(sigmoid(named("z", add(matmul(x, w), b))));
    const derivation = derive(biased, { wrt: { w, b } });
    const { y: _, ...given } = values;
    const explanation = explain(derivation, { ...given, b: tensor([0], f64) }, { of: ["b[0]", "w[1,0]"], digits: 4 });
    const bias = explanation.scalars.find(({ left }) => left === "∂E/∂b[0]");
    expect(bias?.formula).toBe("∂E/∂z[0,0] + ∂E/∂z[1,0] + ∂E/∂z[2,0]");
    expect(bias?.chain).toBe(undefined);
    expect(explanationToText(explanation)).toContain("\n  = [0.6654]\n");
    expect(explanationToText(explanation)).toContain("0.1731 × 2 + 0.2461 × (−1) + 0.2461 × 0.25");
  });

  test("functions left abstract have their values", () => {
    const derivation = derive(loss, { wrt: { w }, activation: "abstract", names: { sigmoid: "g" } });
    const expected =
      explain(derive(loss, { wrt: { w } }), values)
        .steps.last()
        ?.value.toArray() ?? [];
    const { steps, scalars } = explain(derivation, values, { of: ["a[1,0]"] });
    // Divided by a (1 − a), then multiplied by it.
    steps
      .last()
      ?.value.toArray()
      .forEach((value, at) => {
        expect(value).toBeCloseTo(expected[at] ?? Number.NaN, 14);
      });
    expect(scalars.first()?.formula).toBe("g(z[1,0])");
  });

  test("the loss has the name that it has in the derivation", () => {
    const cost = derive(named("C", loss), { wrt: { w } });
    const text = explanationToText(explain(cost, values, { of: ["w[0,0]"] }));
    expect(text).toContain("\n∂C/∂w = ");
    expect(text).toContain("\n∂C/∂w[0,0] = ");
    expect(text).not.toContain("E");
  });

  test("of a large value only the shape is shown", () => {
    const wide = input([20], { name: "x", ...f64 });
    const derivation = derive(sum(relu(named("z", mul(2, wide)))), { wrt: { x: wide } });
    const text = explanationToText(explain(derivation, { x: tensorFrom([20], Array(20).fill(1), f64) }));
    expect(text).toContain("20 numbers [20]");
  });
});
