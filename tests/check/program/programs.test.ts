import { operationsOf, programs, type Specimen } from "@chainrule/check";
import {
  type Expr,
  interpret,
  isFloating,
  isOp,
  type OpName,
  ops,
  printProgram,
  real,
  rebuild,
  sameShape,
  sizeOf,
  topological,
} from "@chainrule/core";
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { isFaulty } from "../faulty.js";

const nodesOf = ({ output }: Specimen): readonly Expr[] => topological([output]);

const show = ({ inputs, output, point }: Specimen): string =>
  [printProgram({ inputs, outputs: [output] }), ...point.map(String)].join("\n");

/** Each operation and its value at the point. */
const valuesAt = ({ inputs, output, point }: Specimen): ReadonlyMap<Expr, readonly number[]> => {
  const values = new Map<Expr, readonly number[]>();
  const run = interpret(real, inputs, [output]);
  run(
    point.map((tensor) => tensor.toTypedArray()),
    (node, value) => values.set(node, Array.from(value)),
  );
  for (const [index, node] of inputs.entries()) values.set(node, point[index]?.toArray() ?? []);
  return values;
};

/** Programs that compute whole numbers, and use them as indices where they can. */
const indexed = programs({
  maxOps: 12,
  ops: ["less", "argmax", "cast", "sumTo", "reshape", "sub", "mul", "broadcastTo", "take", "scatterAdd", "oneHot"],
});

const opNames = fc.subarray(Object.keys(ops), { minLength: 1 });

const isOpName = (name: string): name is OpName => name in ops;

describe("a random program", () => {
  test.prop([programs()])("is well-typed: each node has what its operation infers", (program) => {
    for (const node of nodesOf(program)) {
      const { shape, dtype } = rebuild(node, node.args);
      expect([shape, dtype]).toEqual([node.shape, node.dtype]);
    }
  });

  test.prop([fc.integer({ min: 1, max: 40 }), fc.integer()])(
    "has no more operations than asked for",
    (maxOps, seed) => {
      const [program] = fc.sample(programs({ maxOps }), { seed, numRuns: 1 });
      expect(program).toSatisfy((drawn: Specimen) => operationsOf(drawn).length <= maxOps);
    },
  );

  test.prop([programs()])("is finite at its point, and moderate", (program) => {
    for (const value of [...valuesAt(program).values()].flat()) expect(Math.abs(value)).toBeLessThanOrEqual(1000);
  });

  test.prop([programs()])("has a floating result that depends on a floating input", ({ inputs, output }) => {
    expect(output.dtype).toBe("f64");
    expect(inputs.some(({ dtype }) => dtype === "f64")).toBe(true);
    const reached = topological([output]);
    for (const node of inputs) expect(reached).toContain(node);
  });

  test.prop([programs()])("has a value for each input, and they are called x1, x2 …", ({ inputs, point }) => {
    expect(point.map(({ shape, dtype }) => [shape, dtype])).toEqual(inputs.map(({ shape, dtype }) => [shape, dtype]));
    expect(inputs.map(({ name }) => name)).toEqual(inputs.map((_, index) => `x${index + 1}`));
  });

  test.prop([programs({ dtype: "f32" })])("of dtype f32 holds no f64", (program) => {
    expect(program.output.dtype).toBe("f32");
    expect(nodesOf(program).filter(({ dtype }) => dtype === "f64")).toEqual([]);
  });

  test.prop([opNames, fc.integer()])("holds no operation but those asked for", (names, seed) => {
    const allowed = new Set([...names, "input", "constant"]);
    for (const program of fc.sample(programs({ ops: names.filter(isOpName) }), { seed, numRuns: 5 }))
      expect(nodesOf(program).filter(({ op }) => !allowed.has(op.name))).toEqual([]);
  });

  test.prop([fc.integer()])("is given by the seed", (seed) => {
    const drawn = (): readonly string[] => fc.sample(programs(), { seed, numRuns: 3 }).map(show);
    expect(drawn()).toEqual(drawn());
  });

  test.prop([indexed, fc.array(fc.double({ min: -4, max: 4, noNaN: true }), { minLength: 1 })], { numRuns: 200 })(
    "has its indices in range wherever the point moves",
    ({ inputs, output, point }, steps) => {
      const moved = point.map((tensor, index) => {
        const step = (place: number): number =>
          isFloating(inputs[index]?.dtype ?? "i32") ? (steps[place % steps.length] ?? 0) : 0;
        return tensor.toArray().map((value, place) => value + step(place));
      });
      expect(() => interpret(real, inputs, [output])(moved)).not.toThrow();
    },
  );

  test("says what is wrong with a size", () => {
    expect(() => programs({ maxOps: 0 })).toThrow("programs: maxOps is a whole number and at least 1, got 0");
    expect(() => programs({ maxOps: 1.5 })).toThrow(RangeError);
  });
});

describe("of 2000 random programs", () => {
  const drawn = fc.sample(programs(), { seed: 1, numRuns: 2000 });
  const count = (holds: (program: Specimen) => boolean): number => drawn.filter(holds).length;
  const some = (holds: (node: Expr) => boolean): number => count((program) => nodesOf(program).some(holds));

  test("every operation of the record is used by some", () => {
    const used = new Set(drawn.flatMap(nodesOf).map(({ op }) => op.name));
    expect(Object.keys(ops).filter((name) => !used.has(name))).toEqual([]);
  });

  test("there are some of every size from 1 to 30", () => {
    const sizes = new Set(drawn.map((program) => operationsOf(program).length));
    for (let size = 1; size <= 30; size++) expect(sizes).toContain(size);
  });

  test("values have every rank, and sizes 0 and 1", () => {
    for (let rank = 0; rank <= 4; rank++) expect(some(({ shape }) => shape.length === rank)).toBeGreaterThan(200);
    expect(some(({ shape }) => shape.length > 4 || sizeOf(shape) > 64)).toBe(0);
    expect(some(({ shape }) => shape.includes(1))).toBeGreaterThan(1000);
    // Seldom: where nothing is computed, nothing is tested.
    const empty = some(({ shape }) => sizeOf(shape) === 0);
    expect(empty).toBeGreaterThan(10);
    expect(empty).toBeLessThan(100);
  });

  test("broadcasting is common", () => {
    expect(
      some((node) => isOp(node, "broadcastTo") && !sameShape(node.shape, node.args[0]?.shape ?? [])),
    ).toBeGreaterThan(500);
  });

  test("in most of those with ten operations or more, a value is used again", () => {
    const reused = ({ output }: Specimen): boolean => {
      const users = topological([output]).flatMap(({ args }) => [...new Set(args)]);
      return new Set(users).size < users.length;
    };
    const long = drawn.filter((program) => operationsOf(program).length >= 10);
    expect(long.filter(reused).length).toBeGreaterThan(0.75 * long.length);
  });

  test("some are at a kink: arguments of relu that are 0, or arguments of an extremum that are equal", () => {
    const atKink = (program: Specimen): boolean => {
      const values = valuesAt(program);
      const elements = (node: Expr | undefined): readonly number[] => (node && values.get(node)) ?? [];
      return nodesOf(program).some((node) => {
        const [a, b] = node.args.map(elements);
        if (isOp(node, "relu") || isOp(node, "abs")) return a?.includes(0) === true;
        if (isOp(node, "maximum") || isOp(node, "minimum")) return a?.some((x, place) => x === b?.[place]) === true;
        return false;
      });
    };
    expect(count(atKink)).toBeGreaterThan(50);
  });

  test("about one in eight holds simple numbers alone", () => {
    const isSimple = ({ point }: Specimen): boolean =>
      point.every((tensor) => tensor.toArray().every((value) => Number.isInteger(4 * value)));
    // 250 of 2000, with a standard deviation of 15; a few others, of very few numbers, are simple by chance.
    expect(count(isSimple)).toBeGreaterThan(175);
    expect(count(isSimple)).toBeLessThan(350);
  });
});

describe("custom rules in random programs", () => {
  const custom = programs({
    maxOps: 8,
    ops: ["customGradient", "square", "sin", "exp", "log", "add", "mul", "sigmoid"],
  });

  test.prop([custom.filter((program) => nodesOf(program).some((node) => isOp(node, "customGradient"))), fc.nat()])(
    "are right",
    (program, seed) => {
      expect(isFaulty(program, { orders: [1, 2], seed })).toBe(false);
    },
  );
});

describe("shrinking", () => {
  test.prop([fc.integer()], { numRuns: 10 })("leads to the one operation for which a property fails", (seed) => {
    const varies = (node: Expr): boolean =>
      topological([node]).some((leaf) => isOp(leaf, "input") && isFloating(leaf.dtype));
    const hasNoTanh = (program: Specimen): boolean =>
      !nodesOf(program).some((node) => isOp(node, "tanh") && varies(node));
    const { counterexample } = fc.check(fc.property(programs(), hasNoTanh), { seed, numRuns: 1000 });
    expect(counterexample?.map(operationsOf).map(({ length }) => length)).toEqual([1]);
  });

  test("needs nothing but the program", () => {
    const [program] = fc.sample(programs(), { seed: 1, numRuns: 1 });
    expect(programs().canShrinkWithoutContext(program)).toBe(true);
    for (const other of [undefined, null, 1, {}, { inputs: [], output: 1, point: [] }])
      expect(programs().canShrinkWithoutContext(other)).toBe(false);
  });
});

test("a counterexample is printed as source text", () => {
  const details = fc.check(fc.property(programs({ ops: ["tanh"], maxOps: 3 }), () => false));
  expect(fc.stringify(details.counterexample)).toContain("const f = (x1: Expr) =>");
});

test("the name of no operation is refused", () => {
  const names: readonly string[] = ["add", "ad"];
  // @ts-expect-error: code without types may misspell one
  expect(() => programs({ ops: names })).toThrow("programs: there is no operation ad");
});
