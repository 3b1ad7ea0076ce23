import { leavesOf, mapLeaves, replaceLeaves } from "@chainrule/core";
import { fc, test } from "@fast-check/vitest";
import { Map as ImmutableMap, Set as ImmutableSet, is, List, Record } from "immutable";
import { describe, expect, it } from "vitest";

// Numbers, whose equality the test library sees; tensors, like expressions, are leaves by the same rule.
const leaf = fc.integer({ min: -9, max: 9 });
const key = fc.string({ minLength: 1, maxLength: 3 }).filter((name) => name !== "__proto__");
const Pair = Record<{ first: unknown; second: unknown }>({ first: 0, second: 0 });

const trees: fc.Arbitrary<unknown> = fc.letrec<{ tree: unknown; node: unknown }>((tie) => ({
  tree: fc.oneof({ maxDepth: 3, depthSize: "small" }, leaf, tie("node")),
  node: fc.oneof(
    fc.array(tie("tree"), { maxLength: 3 }),
    fc.dictionary(key, tie("tree"), { maxKeys: 3 }),
    fc.array(tie("tree"), { maxLength: 3 }).map((items) => List(items)),
    fc.dictionary(key, tie("tree"), { maxKeys: 3 }).map((fields) => ImmutableMap(fields)),
    fc.record({ first: tie("tree"), second: tie("tree") }).map((fields) => Pair(fields)),
  ),
})).tree;

const double = (value: unknown): number => 2 * Number(value);
const increment = (value: unknown): number => Number(value) + 1;

/** Equal content under the same kinds of collection. */
const same = (a: unknown, b: unknown): boolean => {
  try {
    expect(a).toEqual(b);
    return true;
  } catch {
    return false;
  }
};

describe("mapLeaves is a functor", () => {
  test.prop([trees])("identity: map x ↦ x = x", (tree) =>
    same(
      mapLeaves(tree, (x) => x),
      tree,
    ),
  );
  test.prop([trees])("composition: map f ∘ map g = map (f ∘ g)", (tree) =>
    same(
      mapLeaves(mapLeaves(tree, double), increment),
      mapLeaves(tree, (x) => increment(double(x))),
    ),
  );
  test.prop([trees])("the original is left alone", (tree) => {
    const before = leavesOf(tree);
    mapLeaves(tree, double);
    expect(leavesOf(tree)).toEqual(before);
  });
});

describe("leaves", () => {
  const values = (tree: unknown): readonly unknown[] => leavesOf(tree).map(({ leaf }) => leaf);

  test.prop([trees])("round trip: replaceLeaves(tree, leavesOf(tree)) = tree", (tree) =>
    same(replaceLeaves(tree, values(tree)), tree),
  );
  test.prop([trees])("leavesOf(replaceLeaves(tree, xs)) = xs", (tree) => {
    const others = values(tree).map((_, index) => index);
    expect(values(replaceLeaves(tree, others))).toEqual(others);
  });
  test.prop([trees])("leavesOf(map f tree) = map f (leavesOf tree)", (tree) => {
    expect(values(mapLeaves(tree, double))).toEqual(values(tree).map(double));
  });

  test("stand in the order in which they are written, under their paths", () => {
    const tree = { layers: [{ b: 1, a: 2 }, List([3])], named: ImmutableMap({ x: Pair({ first: 4, second: 5 }) }) };
    expect(leavesOf(tree)).toEqual([
      { path: "layers[0].b", leaf: 1 },
      { path: "layers[0].a", leaf: 2 },
      { path: "layers[1][0]", leaf: 3 },
      { path: "named.x.first", leaf: 4 },
      { path: "named.x.second", leaf: 5 },
    ]);
    expect(leavesOf(7, "root")).toEqual([{ path: "root", leaf: 7 }]);
  });
});

describe("form", () => {
  test("collections stay what they are, and what is built is frozen", () => {
    const tree = { list: List([1]), map: ImmutableMap({ a: 2 }), record: Pair({ first: 3, second: 4 }), array: [5] };
    const mapped = mapLeaves(tree, (x) => x);
    expect(mapped).toEqual(tree);
    expect(is((mapped as typeof tree).record, tree.record)).toBe(true);
    expect([mapped, (mapped as typeof tree).array].every(Object.isFrozen)).toBe(true);
  });

  it.each([
    ["layers[1].name is relu (string)", { layers: [1, { name: "relu" }] }],
    ["bias is undefined (undefined)", { bias: undefined }],
    ["[0] is null (object)", [null]],
    ["flags.on is true (boolean)", ImmutableMap({ flags: { on: true } }).toObject()],
    ["when is a Date", { when: new Date(0) }],
    ["set is a Set", { set: ImmutableSet([1]) }],
    ["buffer is a Float32Array", { buffer: new Float32Array(1) }],
    ["the tree is x ↦ x (function)", Object.assign((x: number) => x, { toString: () => "x ↦ x" })],
  ])("%s: refused, and the place is named", (problem, tree) => {
    const message = `${problem}; parameter trees hold tensors in plain objects, arrays, and Immutable Map, List and Record`;
    expect(() => leavesOf(tree)).toThrow(new TypeError(message));
  });
});
