import { input, mul, named, ShapeError, square, tensor, tensorFrom, topological } from "@chainrule/core";
import { derive } from "@chainrule/formula";
import { gelu } from "@chainrule/nn";
import { describe, expect, test } from "vitest";
import { type ExplainOptions, explain } from "../../../packages/formula/src/explain/explain.js";
import type { Explanation, ScalarExplanation } from "../../../packages/formula/src/explain/explanation.js";
import { explanationToText } from "../../../packages/formula/src/explain/text.js";
import type { Values } from "../../../packages/formula/src/explain/values.js";
import { networkDerivation } from "./network.js";
import { labels, s2, s3 } from "./systems.js";

const derivation = networkDerivation(2, 2, 2);

const scalars = (values: Values, options: ExplainOptions): string =>
  explanationToText({
    ...explain(derivation, values, { labels, ...options }),
    steps: explain(derivation, values).steps.clear(),
  });

const explained = ({ scalars: found }: Explanation, left: string): ScalarExplanation => {
  const scalar = found.find((each) => each.left === left);
  if (scalar === undefined) throw new Error(`${left} is not explained`);
  return scalar;
};

/** Values to the digits that a text prints. */
const rounded = (values: Iterable<number>): readonly number[] =>
  Array.from(values, (value) => Number(value.toFixed(9)));

describe("S2", () => {
  test("the chain for w5, and its next value", () => {
    expect(scalars(s2, { of: ["w5"] })).toBe(`∂E/∂w5 = ∂E/∂o1 · ∂o1/∂net_o1 · ∂net_o1/∂w5
       = −(t1 − o1) · o1 (1 − o1) · h1
       = 0.741365070 × 0.186815602 × 0.593269992 = 0.082167041

w5 ← w5 − η · ∂E/∂w5
   = 0.4 − 0.5 × 0.082167041
   = 0.4 − 0.041083520 = 0.358916480`);
  });

  test("for w1 the sum over both outputs first, and each of its derivatives before it", () => {
    // The text prints −0.019049119, from a δ rounded before: it is −0.0190491184….
    expect(scalars(s2, { of: ["∂E/∂w1"] })).toBe(`∂E/∂net_o1 = ∂E/∂o1 · ∂o1/∂net_o1
           = −(t1 − o1) · o1 (1 − o1)
           = 0.741365070 × 0.186815602 = 0.138498562

∂E/∂net_o2 = ∂E/∂o2 · ∂o2/∂net_o2
           = −(t2 − o2) · o2 (1 − o2)
           = −0.217071535 × 0.175510053 = −0.038098237

∂E/∂h1 = ∂E/∂net_o1 · ∂net_o1/∂h1 + ∂E/∂net_o2 · ∂net_o2/∂h1
       = ∂E/∂net_o1 · w5 + ∂E/∂net_o2 · w7
       = 0.138498562 × 0.4 − 0.038098237 × 0.5
       = 0.055399425 − 0.019049118 = 0.036350306

∂E/∂w1 = ∂E/∂h1 · ∂h1/∂net_h1 · ∂net_h1/∂w1
       = ∂E/∂h1 · h1 (1 − h1) · x1
       = 0.036350306 × 0.241300709 × 0.05 = 0.000438568`);
  });

  test("forward: a net, an activation, and the error with both of its terms", () => {
    expect(scalars(s2, { of: ["net_h1", "h1", { name: "E", at: [] }] })).toBe(`net_h1 = w1 x1 + w2 x2 + b1[0,0]
       = 0.15 × 0.05 + 0.2 × 0.1 + 0.35
       = 0.0075 + 0.02 + 0.35 = 0.3775

h1 = σ(net_h1)
   = σ(0.3775) = 0.593269992

E = ½ (t1 − o1)² + ½ (t2 − o2)²
  = 0.5 × (0.01 − 0.751365070)² + 0.5 × (0.99 − 0.772928465)²
  = 0.274811083 + 0.023560026 = 0.298371109`);
  });

  test("the whole: the value of each step", () => {
    const { steps } = explain(derivation, s2);
    const values = steps.map(({ step, value }) => [step.kind, step.variable.name, rounded(value.toArray())]);
    expect(values.slice(1, 7).toArray()).toEqual([
      ["forward", "a1", [0.593269992, 0.596884378]],
      ["forward", "z2", [1.105905967, 1.224921404]],
      ["forward", "a2", [0.75136507, 0.772928465]],
      ["forward", "E", [0.298371109]],
      ["adjoint", "a2", [0.74136507, -0.217071535]],
      ["adjoint", "z2", [0.138498562, -0.038098237]],
    ]);
    const next = values.filter(([kind, name]) => kind === "update" && /W/.test(String(name)));
    expect(next.toArray()).toEqual([
      ["update", "W1", [0.149780716, 0.199561432, 0.249751144, 0.299502287]],
      ["update", "W2", [0.35891648, 0.408666186, 0.51130127, 0.561370121]],
    ]);
    expect(steps.last()?.value.shape).toEqual([2, 1]);
  });

  test("a derivative that no path leads to but its own formula", () => {
    expect(scalars(s2, { of: ["∂E/∂o1"] })).toBe("∂E/∂o1 = −(t1 − o1)\n       = −(0.01 − 0.751365070) = 0.741365070");
  });

  test("as data: the factors of a product, and the addends of a sum", () => {
    const explanation = explain(derivation, s2, { of: ["w5", "w1"], labels });
    const w5 = explained(explanation, "∂E/∂w5").addends.first()?.factors;
    expect(w5?.map(({ derivative, formula }) => [derivative, formula]).toArray()).toEqual([
      ["∂E/∂o1", "−(t1 − o1)"],
      ["∂o1/∂net_o1", "o1 (1 − o1)"],
      ["∂net_o1/∂w5", "h1"],
    ]);
    expect(rounded(w5?.map(({ value }) => value) ?? [])).toEqual([0.74136507, 0.186815602, 0.593269992]);
    expect(rounded(explained(explanation, "∂E/∂h1").addends.map(({ value }) => value))).toEqual([
      0.055399425, -0.019049118,
    ]);
    expect(explanation.scalars.map(({ left }) => left).toArray()).toEqual([
      ...["∂E/∂w5", "w5", "∂E/∂net_o1", "∂E/∂net_o2", "∂E/∂h1", "∂E/∂w1", "w1"],
    ]);
  });
});

describe("S3", () => {
  const published = {
    ...{ h1: 0.6456563062, h2: 0.6592603885, o1: 0.7987314002, o2: 0.8374488853, E: 0.3226845322 },
    ...{ "∂E/∂w5": 0.081866705, w5: 0.4590666475, "∂E/∂w1": 0.0011362635, "∂o1/∂net_o1": 0.25 },
  };
  const explanation = explain(derivation, s3, { of: ["w5", "w1"], labels, published, digits: 10 });

  test("all published numbers but that of w1 are those of the derivation", () => {
    const compared = explanation.steps.flatMap((step) => step.published);
    expect(
      compared
        .filter(({ differs }) => differs)
        .map(({ left }) => left)
        .toArray(),
    ).toEqual(["∂E/∂w1"]);
    expect(compared.size).toBe(8);
    expect(explained(explanation, "∂E/∂w5")).toMatchObject({ published: 0.081866705, differs: false });
    expect(explained(explanation, "∂E/∂w1")).toMatchObject({ published: 0.0011362635, differs: true });
    expect(explained(explanation, "∂E/∂h1")).toMatchObject({ published: undefined, differs: false });
  });

  test("in the text a difference is marked, at the step, at the chain and at a factor; agreement is not", () => {
    const lines = explanationToText(explanation).split("\n");
    expect(lines.filter((line) => line.includes("≠"))).toEqual([
      "  ∂E/∂w1 = 0.0011178739 ≠ published 0.0011362635",
      "         ∂o1/∂net_o1 = 0.1607595505 ≠ published 0.25",
      "             ∂o1/∂net_o1 = 0.1607595505 ≠ published 0.25",
      "       = 0.0488614913 × 0.2287842405 × 0.1 = 0.0011178739 ≠ published 0.0011362635",
    ]);
  });
});

describe("labels", () => {
  test("elements without a label are called by their place", () => {
    const [w5] = explain(derivation, s2, { of: [{ name: "W2", at: [0, 0] }] }).scalars;
    expect(w5?.left).toBe("∂E/∂W2[0,0]");
    expect(w5?.chain).toBe("∂E/∂a2[0,0] · ∂a2[0,0]/∂z2[0,0] · ∂z2[0,0]/∂W2[0,0]");
    expect(
      explain(derivation, s2, { of: ["W2[0,0]", "W2[0, 0]"] })
        .scalars.map(({ left }) => left)
        .toArray(),
    ).toEqual(["∂E/∂W2[0,0]", "W2[0,0]"]);
  });

  test("axes of size 1 may be left out, and the whole shape may be given", () => {
    const narrow = networkDerivation(1, 2, 1);
    const one = tensor([[1]]);
    const values = { ...s2, x: one, t: one, W1: tensor([[1], [2]]), W2: tensor([[1, 2]]), b2: one };
    const left = (W1: NonNullable<ExplainOptions["labels"]>[string]) =>
      explain(narrow, values, { labels: { W1 }, of: ["v"] }).scalars.first()?.left;
    expect(left(["u", "v"])).toBe(left([["u"], ["v"]]));
    expect(() => left([["u", "v"]])).toThrow(new ShapeError("explain: the labels of W1 need shape [2, 1], got [1, 2]"));
  });

  test("a bias of the network stands on its net alone: its last factor is 1", () => {
    expect(scalars(s2, { of: ["b2[1,0]"] })).toContain("= −0.217071535 × 0.175510053 × 1 = −0.038098237");
  });
});

describe("sums over many paths", () => {
  test("are shortened, and only what is shown of them is explained before", () => {
    const wide = networkDerivation(1, 1, 12);
    const column = (size: number) => tensorFrom([size, 1], [...Array(size).keys()], { dtype: "f64" });
    const values = {
      x: column(1),
      t: column(12),
      W1: column(1),
      b1: column(1),
      W2: column(12),
      b2: column(12),
      η: tensor(0.5),
    };
    const { scalars: found } = explain(wide, values, { of: ["∂E/∂a1[0,0]"] });
    expect(found.map(({ left }) => left).toArray()).toEqual([
      ...["∂E/∂z2[0,0]", "∂E/∂z2[1,0]", "∂E/∂z2[2,0]", "∂E/∂z2[11,0]", "∂E/∂a1[0,0]"],
    ]);
    expect(found.last()?.addends.size).toBe(12);
    expect(found.last()?.formula).toBe(
      "∂E/∂z2[0,0] · W2[0,0] + ∂E/∂z2[1,0] · W2[1,0] + ∂E/∂z2[2,0] · W2[2,0] + … + ∂E/∂z2[11,0] · W2[11,0]",
    );
  });
});

describe("what does not fit is refused", () => {
  const { x: _, ...withoutX } = s2;
  const notCalled = (name: string, example: string): Error =>
    new RangeError(
      `explain: no number of the derivation is called ${name}: ask for an element, such as ${example}[0,0] or ` +
        `∂E/∂${example}[0,0], or for its label; there are z1, a1, z2, a2, E, W1, b1, W2, b2`,
    );
  test.each<readonly [string, Values, ExplainOptions, Error]>([
    ["no value", withoutX, {}, new RangeError("explain: no value for x")],
    [
      "an unknown value",
      { ...s2, W3: tensor(1) },
      {},
      new RangeError("explain: W3: no such input, there are W1, b1, W2, b2, t, x, η"),
    ],
    ["another shape", { ...s2, W1: tensor([1, 2]) }, {}, new ShapeError("explain: W1 needs shape [2, 2], got [2]")],
    ["an unknown scalar", s2, { of: ["w9"] }, notCalled("w9", "W1")],
    ["a place outside", s2, { of: [{ name: "W2", at: [0, 2] }] }, notCalled("W2[0,2]", "W2")],
    ["what is given and has no derivative", s2, { of: ["x[0,0]"] }, notCalled("x[0,0]", "W1")],
    ["a whole parameter", s2, { of: ["W2"] }, notCalled("W2", "W2")],
    ["a derivative as equations print it", s2, { of: ["∂E/∂W²₀₀"] }, notCalled("∂E/∂W²₀₀", "W1")],
    ["the derivative by a whole parameter", s2, { of: ["∂E/∂W2"] }, notCalled("∂E/∂W2", "W2")],
    [
      "unknown labels",
      s2,
      { labels: { W3: ["a"] } },
      new RangeError("explain: labels for W3, but there are W1, b1, W2, b2, t, x, η, z1, a1, z2, a2, E"),
    ],
    [
      "one label twice",
      s2,
      { labels: { a1: ["h", "o"], a2: ["o", "p"] } },
      new RangeError("explain: two elements have the label o"),
    ],
    [
      "ragged labels",
      s2,
      { labels: { W1: [["a", "b"], ["c"]] } },
      new ShapeError("explain: the labels of W1 need shape [2, 2], got [2, 2]"),
    ],
    [
      "an unknown published number",
      s2,
      { published: { "∂E/∂w1": 1 } },
      new RangeError("explain: published: no step of the derivation gives ∂E/∂w1"),
    ],
  ])("%s", (_name, values, options, error) => {
    expect(() => explain(derivation, values, options)).toThrow(error);
  });
});

describe("values", () => {
  test("a number is a scalar", () => {
    const last = (η: Values[string]) =>
      explain(derivation, { ...s2, η })
        .steps.last()
        ?.value.toArray();
    expect(last(0.25)).toEqual(last(tensor(0.25)));
    expect(last(0.25)).not.toEqual(last(0.5));
    expect(() => explain(derivation, { ...s2, x: 1 })).toThrow(new ShapeError("explain: x needs shape [2, 1], got []"));
  });

  test.each<readonly [unknown, string]>([
    [[[0.05], [0.1]], "an array"],
    [undefined, "undefined"],
    [null, "null"],
    ["1", "a string"],
    [{ shape: [2, 1] }, "an object"],
  ])("%j is no tensor", (x, got) => {
    // Safe: what is no tensor is passed on purpose.
    const values = { ...s2, x } as Values;
    expect(() => explain(derivation, values)).toThrow(
      new TypeError(`explain: x needs a tensor of shape [2, 1], got ${got}`),
    );
  });
});

describe("products that are 0", () => {
  const [w, x] = [input([], { name: "w", dtype: "f64" }), input([], { name: "x", dtype: "f64" })];
  test("are not added", () => {
    const derivation = derive(named("E", mul(0.5, square(mul(w, x)))), { wrt: { w }, learningRate: "η" });
    const next = (values: Values) =>
      explain(derivation, values, { of: ["w"] })
        .scalars.last()
        ?.numbers.toArray();
    expect(next({ w: 0, x: 1, η: 0.5 })).toEqual(["0 − 0.5 × 0"]);
    expect(next({ w: 0.4, x: 0, η: 0.5 })).toEqual(["0.4 − 0.5 × 0"]);
    expect(next({ w: 0.4, x: 0.5, η: 0.5 })).toEqual(["0.4 − 0.5 × 0.1", "0.4 − 0.05"]);
  });
});

describe("other derivations", () => {
  const z = named("z", mul(2, input([], { dtype: "f64", name: "x" })));
  const x = topological([z]).find(({ name }) => name === "x") ?? z;
  const at = { x: tensor(0.5, { dtype: "f64" }) };

  test("chains are refused where δ is minus the derivative", () => {
    const descending = derive(named("E", square(z)), { wrt: { x }, delta: "descent" });
    expect(() => explain(descending, at, { of: ["x"] })).toThrow(/^explain: chains of derivatives need δ = ∂E\/∂z/u);
    expect(explain(descending, at).steps.last()?.value.toNumber()).toBeCloseTo(4, 12);
  });

  test("activations left abstract may need π", () => {
    const abstract = derive(named("E", named("a", gelu(z))), { wrt: { x }, activation: "abstract" });
    // Φ(1) + φ(1), twice: d/dx of gelu(2 x) at ½.
    expect(explain(abstract, at).steps.last()?.value.toNumber()).toBeCloseTo(
      2 * (0.841344746068543 + 0.241970724519143),
      12,
    );
  });
});
