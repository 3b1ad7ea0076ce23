import { programs, type Specimen } from "@chainrule/check";
import {
  type Expr,
  epsilonOf,
  evaluate as execute,
  isOp,
  type OpName,
  ops,
  Tensor,
  topological,
} from "@chainrule/core";
import { uniform } from "@chainrule/core/backend";
import { test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { type Rounded, rounded } from "../../../packages/check/src/numeric/rounded.js";
import { indicesOf, positionsOf, reading } from "../../../packages/formula/src/read/read.js";
import { evaluate } from "../../../packages/formula/src/term/evaluate.js";
import type { Variable } from "../../../packages/formula/src/term/term.js";

const leavesOf = (output: Expr): readonly Expr[] =>
  topological([output]).filter(
    (node) => isOp(node, "input") || (isOp(node, "constant") && uniform(node) === undefined),
  );

/** The values of an expression as its index notation has them, each with a bound on its rounding error. */
const readValues = (output: Expr, tensorOf: (leaf: Expr) => Tensor) => {
  const leaves = leavesOf(output);
  const names = new Map(leaves.map((leaf, i) => [leaf, `x${i}`] as const));
  const values = new Map([...names].map(([leaf, name]) => [name, tensorOf(leaf)] as const));
  const variableOf = (node: Expr): Variable | undefined => {
    const name = names.get(node);
    return name === undefined ? undefined : { name, kind: "value", shape: node.shape, isOneHot: false };
  };
  const indices = indicesOf(output.shape);
  const term = reading(variableOf, { firstBound: 100, pi })(output, positionsOf(indices));
  // An exact number in place of one that is stored as f32 is a rounding of that dtype away.
  const isCoarse = topological([output]).some(({ dtype }) => dtype === "f32");
  const K = rounded(epsilonOf(isCoarse ? "f32" : "f64"));
  const numbers = new Map<string, readonly Rounded[]>(
    [...values].map(([name, tensor]) => [name, tensor.toArray().map(K.fromNumber)]),
  );
  numbers.set(pi.name, [K.fromNumber(Math.PI)]);
  return evaluate(K, term, indices, { valuesOf: ({ name }) => numbers.get(name) ?? [] });
};

const pi: Variable = { name: "π", kind: "value", shape: [], isOneHot: false };

const constantOf = (leaf: Expr): Tensor => {
  const { value } = leaf.params;
  if (!(value instanceof Tensor)) throw new TypeError(`${leaf.op.name} has no value`);
  return value;
};

const names = Object.keys(ops).filter((name): name is OpName => name !== "input" && name !== "constant");

describe("the index notation of random programs has their values", () => {
  test.prop([programs({ maxOps: 6 })], { numRuns: 300 })("of all operations", (program) => {
    expectSame(program);
  });

  describe.each(names)("%s", (name) => {
    test.prop([programs({ maxOps: 3, ops: [name, "add", "reshape", "cast"] })], { numRuns: 20 })("alone", (program) => {
      expectSame(program);
    });
  });
});

/** Both compute the same function, each with the roundings that its operations make: they differ by the sum of their bounds. */
const expectSame = ({ inputs, output, point }: Specimen): void => {
  const bound = inputs.map((input, i) => [input, point[i]] as const);
  const given = new Map(bound);
  const found = readValues(output, (leaf) => given.get(leaf) ?? constantOf(leaf));
  const executed = execute(
    output,
    bound.flatMap(([input, value]) => (value === undefined ? [] : [[input, value] as const])),
  ).toArray();
  expect(found).toHaveLength(executed.length);
  found.forEach(({ value, error }, place) => {
    const actual = executed[place] ?? Number.NaN;
    if (Number.isFinite(actual)) expect(Math.abs(value - actual)).toBeLessThanOrEqual(2 * error);
    else expect(value).toBe(actual);
  });
};
