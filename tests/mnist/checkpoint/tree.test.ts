import { input, tensor } from "@chainrule/core";
import { fc, test } from "@fast-check/vitest";
import * as E from "fp-ts/lib/Either.js";
import { Map as ImmutableMap, List } from "immutable";
import { describe, expect, it } from "vitest";
import { type CheckpointError, showCheckpointError } from "../../../packages/mnist/src/checkpoint/checkpoint-error.js";
import { parametersHash, restoreTree, tensorsOf } from "../../../packages/mnist/src/checkpoint/tree.js";
import { bitsOf, tensors } from "./arbitrary.js";

const layer = (weight: number) => ({ weights: tensor([[weight, 2]]), biases: tensor([weight]) });
const form = [layer(0), layer(1)] as const;

const saved = (tree: unknown, prefix = "parameters") => ({ tensors: new Map(tensorsOf(prefix, tree)) });

const faultIn = (result: E.Either<CheckpointError, unknown>): string =>
  E.match(showCheckpointError, () => "no fault")(result);

const faultOf = (tree: unknown): string => faultIn(restoreTree(form, "parameters", saved(tree), "file"));

describe("names", () => {
  test("say where tensors stand", () => {
    expect(tensorsOf("parameters", form).map(([name]) => name)).toEqual([
      "parameters[0].weights",
      "parameters[0].biases",
      "parameters[1].weights",
      "parameters[1].biases",
    ]);
    expect(tensorsOf("step", tensor(1)).map(([name]) => name)).toEqual(["step"]);
  });

  test("belong to tensors alone", () => {
    expect(() => tensorsOf("p", { a: 1 })).toThrow("p.a: a checkpoint holds tensors, got 1");
    expect(() => tensorsOf("p", [input([])])).toThrow("p[0]: a checkpoint holds tensors, got an expression");
  });

  test("belong to one tensor each", () => {
    expect(() => tensorsOf("p", { "a.b": tensor(1), a: { b: tensor(2) } })).toThrow("p.a.b: two tensors");
  });
});

describe("a tree", () => {
  const leaf = tensors;
  const tree: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
    node: fc.oneof(
      { depthSize: "small" },
      leaf,
      fc.array(tie("node"), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom("weights", "biases", "a"), tie("node"), { noNullPrototype: true }),
      fc.array(tie("node"), { maxLength: 3 }).map((items) => List(items)),
      tie("node").map((item) => ImmutableMap({ mean: item })),
    ),
  })).node;

  test.prop([tree])("comes back as it was, to the bit", (given) => {
    const restored = restoreTree(given, "p", saved(given, "p"), "file");
    expect(E.isRight(restored)).toBe(true);
    if (E.isRight(restored)) {
      expect(restored.right).toEqual(given);
      expect(tensorsOf("p", restored.right).map(([, found]) => bitsOf(found))).toEqual(
        tensorsOf("p", given).map(([, found]) => bitsOf(found)),
      );
    }
  });

  test("has the saved values, not those of its form", () => {
    const other = [layer(7), layer(8)] as const;
    expect(restoreTree(form, "parameters", saved(other), "file")).toEqual(E.right(other));
  });

  test("is restored from under its prefix alone", () => {
    const { tensors } = saved(form);
    const among = new Map([...tensors, ["parameters2[0]", tensor(1)], ["best[0].weights", tensor(2)]] as const);
    expect(faultIn(restoreTree(form, "parameters", { tensors: among }, "file"))).toBe("no fault");
  });

  test("is not restored when a tensor is missing", () => {
    expect(faultOf([layer(0), { weights: tensor([[1, 2]]) }])).toBe(
      "file: tensor parameters[1].biases: expected f32[1], found nothing",
    );
    expect(faultIn(restoreTree(tensor(1), "step", saved(form), "file"))).toBe(
      "file: tensor step: expected f32[], found nothing",
    );
  });

  test("is not restored when there is one too many", () => {
    expect(faultOf([...form, layer(2)])).toBe("file: tensor parameters[2].weights: expected nothing, found f32[1, 2]");
    expect(faultIn(restoreTree({}, "step", saved(tensor(1), "step"), "file"))).toBe(
      "file: tensor step: expected nothing, found f32[]",
    );
    expect(faultIn(restoreTree({}, "p", saved({ a: tensor(1) }, "p"), "file"))).toBe(
      "file: tensor p.a: expected nothing, found f32[]",
    );
  });

  test("is not restored when one has another shape or dtype", () => {
    const other = (biases: unknown) => [layer(0), { weights: tensor([[1, 2]]), biases }];
    expect(faultOf(other(tensor([[1]])))).toBe("file: tensor parameters[1].biases: expected f32[1], found f32[1, 1]");
    expect(faultOf(other(tensor([1], { dtype: "f64" })))).toBe(
      "file: tensor parameters[1].biases: expected f32[1], found f64[1]",
    );
  });
});

describe("the hash of parameters", () => {
  test("is that of the file which holds them alone", () => {
    // Reckoned with Python's hashlib over the bytes of that file, put together with its struct.
    expect(parametersHash({ w: tensor([1]) })).toBe("d334f14f52f15add42e50f23da0f1195473fac857a4822af9cec895cd8aababf");
  });

  const one = { w: tensor([1, 2]), b: tensor([0]) };
  test("does not depend on the order of fields", () => {
    expect(parametersHash({ b: one.b, w: one.w })).toBe(parametersHash(one));
  });

  it.each([
    ["a name", { v: one.w, b: one.b }],
    ["a dtype", { w: one.w, b: tensor([0], { dtype: "i32" }) }],
    ["a shape", { w: tensor([[1, 2]]), b: one.b }],
    ["a value", { w: tensor([1, 3]), b: one.b }],
    ["the sign of a zero", { w: one.w, b: tensor([-0]) }],
  ])("depends on %s", (_, other) => {
    expect(parametersHash(other)).not.toBe(parametersHash(one));
  });
});
