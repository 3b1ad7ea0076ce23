import {
  add,
  broadcastTo,
  cast,
  concat,
  constant,
  cos,
  customGradient,
  type Expr,
  evaluate,
  exp,
  full,
  fullLike,
  input,
  isExpr,
  mul,
  named,
  neg,
  pullback,
  rebuild,
  reshape,
  sin,
  square,
  sum,
  type Tensor,
  tensor,
  tensorFrom,
  topological,
} from "@chainrule/core";
import { fc, test } from "@fast-check/vitest";
import { afterAll, describe, expect } from "vitest";
import { programs } from "../../../packages/check/src/program/programs.js";
import { showFunction } from "../../../packages/check/src/source/function.js";
import { importsOf } from "../../../packages/check/src/source/names.js";
import { type Specimen, specimen } from "../../../packages/check/src/specimen/specimen.js";
import { tensorOf } from "../../core/ops/sample.js";
import { everySample } from "../../core/ops/samples.js";
import { entries, expressions } from "../../properties/expressions.js";
import { modulesIn } from "./modules.js";

const modules = modulesIn("function");
afterAll(modules.remove);

const isFunction = (value: unknown): value is (...args: readonly Expr[]) => unknown => typeof value === "function";

/** The same program from its text: the text is written as a module, its types are erased, and its function is called. */
const pasted = async ({ inputs, output, point }: Specimen): Promise<Specimen> => {
  const text = showFunction(inputs, output);
  const imports = importsOf(text).map((name) => (name === "Expr" ? "type Expr" : name));
  const { f } = await modules.run(
    `import { ${imports.join(", ")} } from "@chainrule/core";\nexport const f = ${text};`,
  );
  if (!isFunction(f)) throw new TypeError("the text is not a function");
  const fresh = inputs.map(({ shape, dtype, name }) =>
    input(shape, { dtype, ...(name === undefined ? {} : { name }) }),
  );
  const rebuilt = f(...fresh);
  if (!isExpr(rebuilt)) throw new TypeError("the function does not give an expression");
  return { inputs: fresh, output: rebuilt, point };
};

/** What the operations are, in any order: constants may be written more than once. */
const operations = ({ output }: Specimen): readonly string[] =>
  topological([output])
    .filter(({ op }) => op.name !== "constant" && op.name !== "input")
    .map(({ op, dtype, shape, name, params: { rule: _, ...params } }) =>
      JSON.stringify([op.name, dtype, shape, name, params]),
    )
    .sort();

const evaluated = ({ inputs, output, point }: Specimen): Tensor =>
  evaluate(
    output,
    inputs.flatMap((node, index) => {
      const value = point[index];
      return value === undefined ? [] : [[node, value] as const];
    }),
  );

/** Bit for bit but for the payload of NaN: `toEqual` tells 0 from −0. */
const expectSameValue = (made: Specimen, original: Specimen): void => {
  const [expected, actual] = [evaluated(original), evaluated(made)];
  expect([actual.dtype, actual.shape, actual.toArray()]).toEqual([expected.dtype, expected.shape, expected.toArray()]);
};

const expectSame = async (original: Specimen): Promise<void> => {
  const made = await pasted(original);
  expect(operations(made)).toEqual(operations(original));
  expectSameValue(made, original);
};

describe("the text makes the program again", () => {
  for (const [name, { cases }] of everySample) {
    test.prop(
      [fc.constantFrom(...cases).chain((sample) => fc.tuple(fc.constant(sample), ...sample.domains.map(tensorOf)))],
      {
        numRuns: 10,
      },
    )(name, async ([{ of }, ...point]) => {
      const inputs = point.map(({ shape, dtype }) => input(shape, { dtype }));
      await expectSame(specimen(inputs, of(...inputs), point));
    });
  }

  test.prop([expressions, entries, entries], { numRuns: 50 })(
    "of random expressions",
    async ({ inputs, output }, a, b) => {
      const point = [a, b].map((values) => tensorFrom([2, 2], values, { dtype: "f64" }));
      await expectSame(specimen(inputs, output, point));
    },
  );

  test.prop([programs({ maxOps: 12 })], { numRuns: 100 })("of random programs", expectSame);

  test.prop([expressions, entries, entries], { numRuns: 20 })("of gradients", async ({ inputs, output }, a, b) => {
    const point = [a, b].map((values) => tensorFrom([2, 2], values, { dtype: "f64" }));
    const [gradient = output] = pullback([output], [inputs[0]], [fullLike(output, 1)]);
    await expectSame(specimen(inputs, gradient, point));
  });

  test("of many operations on one another", async () => {
    const x = input([], { name: "x", dtype: "f64" });
    let [y, z]: readonly [Expr, Expr] = [x, x];
    for (let i = 0; i < 20_000; i++) [y, z] = [sin(y), i % 100 === 0 ? add(y, z) : z];
    await expectSame(
      specimen([x], concat([sum(y), z].map((part) => reshape(part, [1]))), [tensor(1, { dtype: "f64" })]),
    );
  });
});

const x = input([2], { name: "x", dtype: "f64" });
const y = input([2], { name: "y", dtype: "f64" });
const rule = (g: Expr): readonly [Expr] => [g];

describe("names", () => {
  test("are given to what is used twice, and to what is long", () => {
    expect(showFunction([x], mul(sin(x), neg(sin(x))))).toBe("(x: Expr) => mul(sin(x), neg(sin(x)))");
    const s = sin(x);
    expect(showFunction([x], mul(s, neg(s)))).toBe(`(x: Expr) => {
  const h1 = sin(x);
  return mul(h1, neg(h1));
}`);
    const long = Array.from({ length: 12 }).reduce<Expr>((inner) => square(inner), x);
    expect(showFunction([x], sin(long))).toBe(`(x: Expr) => {
  const h1 = square(square(square(square(square(square(square(square(square(x)))))))));
  return sin(square(square(square(h1))));
}`);
  });

  test("that the user gave are kept, and spoken by the variables", () => {
    const z = named("z", mul(x, y));
    expect(showFunction([x, y], sin(z))).toBe(`(x: Expr, y: Expr) => {
  const z = named("z", mul(x, y));
  return sin(z);
}`);
    const wide = rebuild(broadcastTo(sum(y), [2]), [sum(y)], "wide");
    expect(showFunction([x, y], add(x, wide))).toBe(`(x: Expr, y: Expr) => {
  const wide = broadcastTo(sum(y), [2]);
  return add(x, wide);
}`);
    expect(showFunction([x, y], z)).toBe('(x: Expr, y: Expr) => named("z", mul(x, y))');
  });

  test("are identifiers, each its own, and no words of the language or the library", () => {
    const called = (name: string): Expr => input([2], { dtype: "f64", name });
    const inputs = ["p.layers[0].w", "sum", "new", "f", "x", "x", "2", "δ²", "→"].map(called);
    const text = showFunction(inputs, concat(inputs));
    expect(text.slice(0, text.indexOf(" =>"))).toBe(
      "(p_layers_0_w: Expr, sum1: Expr, new1: Expr, f1: Expr, x: Expr, x1: Expr, _2: Expr, δ: Expr, x2: Expr)",
    );
  });

  test("of parameters that are not used begin with _", () => {
    expect(showFunction([x, y], sin(y))).toBe("(_x: Expr, y: Expr) => sin(y)");
  });
});

describe("customGradient", () => {
  const comment = "// The rule, without its types: supply what it closes over.";

  test("is given a function of its arguments", () => {
    const f = customGradient(
      (a: Expr, b: Expr) => {
        const s = sin(a);
        return mul(s, add(s, b));
      },
      (g, _y, a) => [g, mul(g, a)],
    );
    expect(showFunction([x, y], neg(f(square(x), y)))).toBe(`(x: Expr, y: Expr) => {
  const h2 = customGradient(
    (a1: Expr, a2: Expr) => {
      const h1 = sin(a1);
      return mul(h1, add(h1, a2));
    },
    ${comment}
    (g, _y, a) => [g, mul(g, a)],
  )(square(x), y);
  return neg(h2);
}`);
  });

  test("has inside what is used inside alone", () => {
    const shared = exp(y);
    const f = customGradient((a: Expr) => mul(cos(y), mul(a, shared)), rule);
    expect(showFunction([x, y], add(f(x), shared))).toBe(`(x: Expr, y: Expr) => {
  const h1 = exp(y);
  const h2 = customGradient(
    (a1: Expr) => mul(cos(y), mul(a1, h1)),
    ${comment}
    (g) => [g],
  )(x);
  return add(h2, h1);
}`);
  });

  test("may stand in another, have an argument twice, or one that is not used, or a constant", () => {
    const inner = customGradient(
      (a: Expr, b: Expr) => mul(a, b),
      (g) => [g, g],
    );
    const outer = customGradient(
      (a: Expr, _b: Expr) => sin(inner(a, a)),
      (g) => [g, undefined],
    );
    expect(showFunction([x], outer(x, constant(tensor([1, 2], { dtype: "f64" }))))).toBe(`(x: Expr) => customGradient(
  (a2: Expr, _a2: Expr) => {
    const h1 = customGradient(
      (a1: Expr, _a1: Expr) => mul(a1, a1),
      ${comment}
      (g) => [g, g],
    )(a2, a2);
    return sin(h1);
  },
  ${comment}
  (g) => [g, undefined],
)(x, constant(tensor([1, 2], { dtype: "f64" })))`);
  });

  test("has parameters for constants too", () => {
    const scaled = customGradient(
      (a: Expr, b: Expr) => mul(a, b),
      (g) => [g, undefined],
    );
    expect(showFunction([x], scaled(x, constant(tensor(2, { dtype: "f64" }))))).toContain(
      "(a1: Expr, a2: Expr) => mul(a1, a2)",
    );
  });

  test("may give back its argument, or a constant", () => {
    const first = customGradient((a: Expr) => a, rule);
    const one = customGradient((_a: Expr) => constant(tensor(1)), rule);
    expect(showFunction([x], first(x))).toBe(`(x: Expr) => customGradient(
  (a1: Expr) => a1,
  ${comment}
  (g) => [g],
)(x)`);
    expect(showFunction([x], one(x))).toBe(`(x: Expr) => customGradient(
  (_a1: Expr) => constant(tensor(1)),
  ${comment}
  (g) => [g],
)(x)`);
  });

  test("hides no name that its rule closes over", () => {
    const h1 = constant(tensor([1, 2], { dtype: "f64" }));
    const scaled = customGradient(
      (a: Expr) => neg(a),
      (g, _y, x) => [mul(mul(g, h1), x)],
    );
    const s = sin(x);
    expect(showFunction([x], mul(scaled(s), s))).toContain("const h2 = sin(x);");
  });
});

test("an operation that is given other rules is called by its name", () => {
  const node = sin(x);
  const planted = rebuild({ ...node, op: { ...node.op, pull: (g) => [neg(g)] } }, node.args);
  expect(showFunction([x], square(planted))).toBe("(x: Expr) => square(sin(x))");
});

test("sums of u8 stay u8", async () => {
  const bits = input([2, 300], { dtype: "u8" });
  const counts = sum(cast(bits, "i32"), 1);
  expect(showFunction([bits], counts)).toBe('(x1: Expr) => sum(cast(x1, "i32"), 1)');
  // No function makes this one, but a graph that is changed may hold it.
  const [kept = counts] = counts.args;
  const wrapped = rebuild(kept, [bits]);
  const original = specimen([bits], wrapped, [full([2, 300], 1, { dtype: "u8" })]);
  expectSameValue(await pasted(original), original);
});

test("a constant with more values than anyone would read is left out, and the text says so", () => {
  const values = constant(
    tensorFrom(
      [5000],
      Float64Array.from({ length: 5000 }, (_, index) => index),
    ),
  );
  expect(showFunction([x], mul(sum(x), values))).toBe(`(x: Expr) => {
  const c1 = zeros([5000] /* in place of 5000 values, which are left out */, { dtype: "f64" });
  return mul(sum(x), c1);
}`);
});
