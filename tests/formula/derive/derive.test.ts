import {
  add,
  cast,
  customGradient,
  div,
  type Expr,
  exp,
  GradientError,
  identity,
  input,
  log,
  logSoftmax,
  logSumExp,
  matmul,
  mean,
  mul,
  named,
  neg,
  sigmoid,
  softmax,
  square,
  stopGradient,
  sub,
  sum,
  tanh,
  tensor,
  transpose,
  zeros,
} from "@chainrule/core";
import { type Derivation, type DeriveOptions, derive, textOfEquation, toText } from "@chainrule/formula";
import { Map as ImmutableMap, List } from "immutable";
import { describe, expect, test } from "vitest";
import { namingOf } from "../../../packages/formula/src/render/naming.js";

const vector = (name?: string, size = 3): Expr<readonly [number]> =>
  input([size], { dtype: "f64", ...(name === undefined ? {} : { name }) });

/** The equations of a derivation. */
const equations = (loss: Expr, wrt: Expr | object, options: DeriveOptions = {}): readonly string[] =>
  printed(derive(loss, { wrt, ...options }));

const printed = (derivation: Derivation): readonly string[] => {
  const naming = namingOf(derivation);
  return derivation.steps.map((step) => textOfEquation(step, naming)).toArray();
};

/** A network of two layers on columns, with names. */
const network = (g: (z: Expr) => Expr = (z) => sigmoid(z)) => {
  const column = (rows: number, name: string) => input([rows, 1], { dtype: "f64", name });
  const matrix = (rows: number, columns: number, name: string) => input([rows, columns], { dtype: "f64", name });
  const [x, y, W1, W2] = [column(3, "x"), column(2, "y"), matrix(4, 3, "W1"), matrix(2, 4, "W2")];
  const a1 = named("a1", g(named("z1", matmul(W1, x))));
  const a2 = named("a2", g(named("z2", matmul(W2, a1))));
  return { loss: mul(0.5, sum(square(sub(a2, y)))), wrt: { W1, W2 } };
};

describe("what has an equation, and its name", () => {
  test("a loss without a name is E", () => {
    const x = vector("x");
    expect(equations(sum(square(x)), x)).toEqual(["E = ‖x‖²", "∂E/∂x = 2 x"]);
  });

  test("a loss with one keeps it, in derivatives too", () => {
    const x = vector("x");
    expect(equations(named("L", sum(square(x))), x)).toEqual(["L = ‖x‖²", "∂L/∂x = 2 x"]);
  });

  test("named values, and no others", () => {
    const x = vector("x");
    const h = named("h", exp(x));
    expect(equations(sum(square(h)), x)).toEqual(["h = exp(x)", "E = ‖h‖²", "∂E/∂h = 2 h", "∂E/∂x = h ⊙ ∂E/∂h"]);
  });

  test("leaves of trees are called after their fields, weights and biases of layers after their layer", () => {
    const tree = {
      w: vector(),
      layers: List([ImmutableMap({ weights: vector() }), ImmutableMap({ weights: vector() })]),
    };
    const [first, second] = tree.layers.toArray().map((layer) => layer.get("weights") ?? tree.w);
    const loss = sum(mul(tree.w, mul(first ?? tree.w, second ?? tree.w)));
    expect(equations(loss, tree)[0]).toBe("E = Σ (w ⊙ W¹ ⊙ W²)");
  });

  test("equal names are told apart", () => {
    const [x, other] = [vector("x"), vector("x")];
    expect(equations(sum(mul(x, other)), [x])).toEqual(["E = xᵀ x₂", "∂E/∂x = x₂"]);
  });

  test("other names in place of those that nodes have", () => {
    const x = vector("x");
    expect(equations(sum(square(x)), x, { names: { x: "v^L" } })[1]).toBe("∂E/∂vᴸ = 2 vᴸ");
  });

  test("what is computed twice is one value", () => {
    const x = vector("x");
    const h = named("h", tanh(x));
    expect(equations(sum(mul(h, tanh(x))), x)[1]).toBe("E = ‖h‖²");
  });

  test("the divisor of a mean is a letter, with its value", () => {
    const x = vector("x");
    const derivation = derive(mean(square(x)), { wrt: x });
    expect(toText(derivation)).toContain("∂E/∂x = 2 x/n");
    expect(derivation.constants.get("n")?.toNumber()).toBe(3);
  });

  test("divisors of equal size are one letter, whatever their dtype", () => {
    const x = vector("x");
    const loss = add(mean(square(x)), cast(mean(cast(square(x), "f32")), "f64"));
    const derivation = derive(loss, { wrt: x });
    expect([...derivation.constants.keys()]).toEqual(["n"]);
    expect(printed(derivation)[0]).toBe("E = 2/n ‖x‖²");
  });

  test("constants without a name are letters where they are no number", () => {
    const x = vector("x");
    expect(equations(sum(mul(x, tensor([1, 2, 3], { dtype: "f64" }))), x)).toEqual(["E = xᵀ c₁", "∂E/∂x = c₁"]);
  });

  test("long formulas are cut", () => {
    const x = vector("x");
    const long = Array.from({ length: 60 }).reduce<Expr>((y) => sigmoid(add(tanh(y), x)), x);
    const steps = derive(sum(long), { wrt: x }).steps.filter(({ kind }) => kind === "forward");
    expect(
      steps
        .map(({ variable }) => variable.name)
        .slice(0, 3)
        .toArray(),
    ).toEqual(["z_1", "z_2", "z_3"]);
  });
});

describe("where long formulas are cut", () => {
  const x = input([4, 3], { dtype: "f64", name: "x" });

  test("at the results of steps that repeat, before the last step of the loss", () => {
    const [W, U] = [input([2, 2], { dtype: "f64", name: "W" }), input([3, 2], { dtype: "f64", name: "U" })];
    const start: Expr = input([4, 2], { dtype: "f64", name: "h" });
    const last = Array.from({ length: 6 }).reduce<Expr>((h) => tanh(add(matmul(h, W), matmul(x, U))), start);
    const found = equations(sum(square(last)), { W, U });
    expect(found.slice(4, 9)).toEqual([
      "z₅ = tanh(z₄ W + x U)",
      "z₆ = tanh(z₅ W + x U)",
      "E = ‖z₆‖²",
      "δ₆ = 2 z₆",
      "δ₅ = (δ₆ ⊙ (1 − z₆²)) Wᵀ",
    ]);
  });

  test("not within a softmax, which has an adjoint of its own unless its logarithm is taken", () => {
    const scores = matmul(x, transpose(x));
    expect(equations(sum(square(matmul(softmax(scores), x))), x).slice(0, 1)).toEqual(["p = softmax(x xᵀ)"]);
    const y = input([4, 3], { dtype: "f64", name: "y" });
    expect(equations(neg(sum(mul(y, log(softmax(x))))), x)).toEqual([
      "p = softmax(x)",
      "E = −Σ (y ⊙ log(p))",
      "∂E/∂xᵢⱼ = pᵢⱼ Σₖ yᵢₖ − yᵢⱼ",
    ]);
  });
});

describe("softmax", () => {
  test("is called as it is", () => {
    const x = vector("x");
    const p = named("q", softmax(x));
    expect(equations(sum(square(p)), x)[0]).toBe("q = softmax(x)");
  });

  test("without a name it is p, and so in its logarithm", () => {
    const x = vector("x");
    const found = equations(sum(mul(logSoftmax(x), vector("c"))), x);
    expect(found.slice(0, 2)).toEqual(["p = softmax(x)", "E = log(p)ᵀ c"]);
  });

  test("in a derivative alone it has no equation", () => {
    const x = vector("x");
    expect(equations(logSumExp(x), x)).toEqual(["E = log(Σ exp(x))", "∂E/∂x = softmax(x)"]);
  });
});

describe("derivatives", () => {
  test("by an activation stand in those by its argument, unless all are wanted", () => {
    const { loss, wrt } = network();
    const adjoints = (options: DeriveOptions) =>
      derive(loss, { wrt, ...options })
        .steps.filter(({ kind }) => kind === "adjoint")
        .map(({ variable }) => variable.name)
        .toArray();
    expect(adjoints({})).toEqual(["z2", "z1"]);
    expect(adjoints({ adjoints: "all" })).toEqual(["a2", "z2", "a1", "z1"]);
    expect(adjoints({ form: "substituted" })).toEqual([]);
  });

  test("of activations left abstract; what they stand for is kept", () => {
    const { loss, wrt } = network();
    const derivation = derive(loss, { wrt, activation: "abstract", names: { sigmoid: "g" } });
    expect(printed(derivation)).toContain("δ² = (a² − y) ⊙ g′(z²)");
    expect([...derivation.functions.keys()]).toEqual(["g", "g′"]);
  });

  test("of different activations without a name of their own have different ones", () => {
    const swish = (z: Expr): Expr => mul(z, sigmoid(z));
    const cube = (z: Expr): Expr => mul(z, square(z));
    const x = vector("x");
    const a1 = named("a1", swish(named("z1", mul(2, x))));
    const a2 = named("a2", cube(named("z2", mul(3, a1))));
    expect([...derive(sum(a2), { wrt: x, activation: "abstract" }).functions.keys()]).toEqual([
      "g",
      "g′",
      "g_2",
      "g_2′",
    ]);
  });

  test("of a loss that is a function of one z are not left abstract", () => {
    const z = named("z", mul(2, input([], { dtype: "f64", name: "x" })));
    expect(equations(named("E", sigmoid(z)), z, { activation: "abstract" })).toEqual([
      "z = 2 x",
      "E = σ(z)",
      "∂E/∂z = (1 − σ(z)) σ(z)",
    ]);
  });

  test("that descend: δ = −∂E/∂z, and gradients keep their sign", () => {
    const { loss, wrt } = network();
    const found = equations(loss, wrt, { delta: "descent", learningRate: "η" });
    expect(found).toContain("δ² = −a² ⊙ (1 − a²) ⊙ (a² − y)");
    expect(found).toContain("∂E/∂W² = −δ² (a¹)ᵀ");
    expect(found).toContain("W² ← W² + η δ² (a¹)ᵀ");
  });

  test("by an intermediate", () => {
    const x = vector("x");
    const h = named("h", exp(x));
    expect(equations(sum(square(h)), h)).toEqual(["h = exp(x)", "E = ‖h‖²", "∂E/∂h = 2 h"]);
  });

  test("by what the loss does not depend on are 0", () => {
    expect(equations(sum(vector("x")), vector("w"))).toEqual(["E = Σ x", "∂E/∂w = 0"]);
  });

  test("by the loss itself are 1", () => {
    const E = input([], { dtype: "f64", name: "x" });
    expect(equations(E, E)).toEqual(["E = x", "∂E/∂x = 1"]);
  });

  test("do not pass what is stopped, and take the rules that they are given", () => {
    const x = vector("x");
    const straight = customGradient(
      (v: Expr) => square(v),
      (g) => [g],
    );
    expect(equations(sum(mul(stopGradient(x), x)), x)[1]).toBe("∂E/∂x = sg(x)");
    expect(equations(sum(straight(x)), x)).toEqual(["E = ‖x‖²", "∂E/∂x = 1"]);
  });

  test("name the rules that lead to them", () => {
    const x = vector("x");
    const [, gradient] = derive(sum(square(x)), { wrt: x }).steps.toArray();
    expect(gradient?.rules).toEqual(["y = Σ x: x̄ = ȳ, repeated", "y = x²: x̄ = 2 ȳ x"]);
  });
});

describe("of a function", () => {
  const loss = (p: { readonly w: Expr }, x: Expr) => sum(mul(p.w, x));
  const values = [{ w: zeros([3]) }, zeros([3])] as const;

  test("is by its first argument", () => {
    expect(printed(derive(loss, { inputs: values }))).toEqual(["E = wᵀ x", "∂E/∂w = x"]);
  });

  test("arguments that are tensors are called as one wishes", () => {
    expect(printed(derive(loss, { inputs: values, inputNames: ["p", "t"] }))).toEqual(["E = wᵀ t", "∂E/∂w = t"]);
  });
});

describe("what is stopped", () => {
  const [w, x] = [vector("w"), vector("x")];
  const stopped = named("y", stopGradient(mul(w, x)));

  test("is told from what is not", () => {
    expect(equations(sum(mul(w, stopGradient(mul(w, x)))), w)).toEqual(["E = wᵀ sg(w ⊙ x)", "∂E/∂w = sg(w ⊙ x)"]);
  });

  test("has no adjoint, nor has what it alone depends on", () => {
    expect(equations(sum(mul(w, stopped)), w)).toEqual(["y = sg(w ⊙ x)", "E = wᵀ y", "∂E/∂w = y"]);
  });
});

describe("numbers are told as they were written", () => {
  const x = vector("x", 2);

  test.each([
    [div(sum(x), 3), "E = 1/3 Σ x"],
    [mul(sum(x), 2 / 3), "E = 2/3 Σ x"],
    [div(sum(x), Math.sqrt(3)), "E = (Σ x)/√3"],
    [mul(sum(x), Math.sqrt(2)), "E = √2 Σ x"],
    [mul(sum(x), 0.125), "E = 1/8 Σ x"],
    [mul(sum(x), 0.1), "E = 0.1 Σ x"],
    [mul(sum(x), Math.PI), "E = π Σ x"],
    [mul(sum(input([2], { name: "x" })), 0.1), "E = 0.1 Σ x"],
  ])("%#: %s", (loss, text) => {
    expect(equations(loss, vector("w"))[0]).toBe(text);
  });
});

describe("what cannot be derived", () => {
  const x = vector("x");

  test.each([
    ["a loss that is no scalar", () => derive(square(x), { wrt: x }), GradientError, "derive: needs a scalar, got [3]"],
    [
      "a derivative by integers",
      () => derive(sum(x), { wrt: { labels: input([3], { dtype: "u8" }) } }),
      GradientError,
      "derive: labels is u8[3]: derivatives by integers do not exist",
    ],
    [
      "a loss that is an integer",
      () => derive(sum(input([3], { dtype: "i32" })), { wrt: x }),
      GradientError,
      "derive: the loss is i32[]: derivatives of integers do not exist",
    ],
    [
      "under names that nothing has",
      () => derive(sum(x), { wrt: x, names: { sigmod: "g" } }),
      RangeError,
      "derive: names: there is no value and no function sigmod; the values are x",
    ],
    [
      "a function without all of its arguments",
      () => derive((a: Expr, b: Expr) => sum(mul(a, b)), { inputs: [zeros([3])] as never }),
      TypeError,
      "derive: the function takes 2 arguments, got 1 inputs and 0 names",
    ],
    ["a derivative by a value", () => derive(sum(x), { wrt: { w: zeros([3]) } }), TypeError, "derive: w is a value"],
  ])("%s", (_title, attempt, kind, message) => {
    expect(attempt).toThrow(kind);
    expect(attempt).toThrow(message);
  });

  test("nothing is changed by identity", () => {
    expect(equations(sum(identity(identity(x))), x)).toEqual(["E = Σ x", "∂E/∂x = 1"]);
  });
});
