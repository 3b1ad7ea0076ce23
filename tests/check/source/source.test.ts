import { GradientCheckError } from "@chainrule/check";
import {
  cast,
  customGradient,
  type Expr,
  evaluate,
  input,
  matmul,
  mul,
  sin,
  square,
  sum,
  tensor,
} from "@chainrule/core";
import { fc } from "@fast-check/vitest";
import { afterAll, afterEach, describe, expect, test, vi } from "vitest";
import { programs } from "../../../packages/check/src/program/programs.js";
import { showSource } from "../../../packages/check/src/source/source.js";
import { specimen } from "../../../packages/check/src/specimen/specimen.js";
import { typeErrorsIn } from "../../docs/type-check.js";
import { modulesIn } from "./modules.js";

const modules = modulesIn("source");
afterAll(modules.remove);
afterEach(() => void vi.restoreAllMocks());

const f64 = { dtype: "f64" } as const;
const x = input([1, 2], { name: "x", ...f64 });
const w = input([2, 2], { name: "w", ...f64 });
const k = input([2], { name: "k", dtype: "i32" });
const half = customGradient(
  (a: Expr) => square(a),
  (g, _y, a) => [mul(g, a)],
);

const product = specimen([x, w, k], mul(sum(matmul(mul(x, w), w), 0), cast(k, "f64")), [
  tensor([[1, 2]], f64),
  tensor(
    [
      [0.5, -0],
      [3, 4],
    ],
    f64,
  ),
  tensor([2, 1], { dtype: "i32" }),
]);
const wrong = specimen([x], half(x), [tensor([[1, 1]], f64)]);
const wrongAtTwo = specimen([x], mul(sin(x), half(x)), [tensor([[1, 2]], f64)]);

describe("a module", () => {
  test("imports what it needs, and shows the value and checks the gradients at the point", () => {
    expect(showSource(product)).toBe(`import { checkGradients, shaped } from "@chainrule/check";
import { add, cast, compile, constant, type Expr, matmul, mul, sum, tensor } from "@chainrule/core";

const f = (x: Expr, w: Expr, k: Expr) => mul(sum(matmul(mul(x, w), w), 0), cast(k, "f64"));

const point = [
  tensor([[1, 2]], { dtype: "f64" }),
  tensor([[0.5, -0], [3, 4]], { dtype: "f64" }),
  tensor([2, 1], { dtype: "i32" }),
] as const;
console.log(compile(f)(...point));

// The gradients at this point, to which 0 is added:
checkGradients(
  (d1: Expr, d2: Expr) => f(add(point[0], d1), add(point[1], d2), constant(point[2])),
  { inputs: [shaped([1, 2], { min: 0, max: 0 }), shaped([2, 2], { min: 0, max: 0 })] },
);
`);
  });

  test("draws the one number that there is where the elements of each input are equal", () => {
    expect(showSource(wrong)).toBe(`import { checkGradients, shaped } from "@chainrule/check";
import { compile, customGradient, type Expr, mul, square, tensor } from "@chainrule/core";

const f = (x: Expr) => customGradient(
  (a1: Expr) => square(a1),
  // The rule, without its types: supply what it closes over.
  (g, _y, a) => [mul(g, a)],
)(x);

const point = [tensor([[1, 1]], { dtype: "f64" })] as const;
console.log(compile(f)(...point));

// The gradients at this point:
checkGradients(f, { inputs: [shaped([1, 2], { min: 1, max: 1 })] });
`);
  });

  test("says the dtype that is not taken by default", () => {
    const z = input([], { name: "z" });
    expect(showSource(specimen([z], sin(z), [tensor(2)]))).toContain(
      'checkGradients(f, { inputs: [shaped([], { min: 2, max: 2, dtype: "f32" })] });',
    );
  });

  test("checks nothing where there is no derivative", () => {
    const points = [tensor([2, 1], { dtype: "i32" })];
    expect(showSource(specimen([k], cast(k, "f64"), points))).not.toContain("checkGradients");
    expect(showSource(specimen([x], cast(x, "i32"), [tensor([[1, 2]], f64)]))).not.toContain("checkGradients");
  });

  test("runs: it shows the value, and passes where the rules are right", async () => {
    const log = vi.spyOn(console, "log").mockReturnValue();
    await modules.run(showSource(product));
    const values = product.inputs.flatMap((node, index) => {
      const value = product.point[index];
      return value === undefined ? [] : [[node, value] as const];
    });
    expect(log.mock.calls).toEqual([[evaluate(product.output, values)]]);
  });

  test.each([
    ["one number", wrong],
    ["several", wrongAtTwo],
  ])("runs: it is rejected where a rule is wrong, at a point of %s", async (_title, culprit) => {
    vi.spyOn(console, "log").mockReturnValue();
    await expect(modules.run(showSource(culprit))).rejects.toBeInstanceOf(GradientCheckError);
  });

  test("type-checks", async () => {
    const drawn = fc.sample(programs({ maxOps: 12 }), { seed: 1, numRuns: 40 });
    for (const program of [product, wrong, wrongAtTwo, ...drawn]) modules.write(showSource(program));
    expect(typeErrorsIn(modules.folder)).toBe("");
  });
});
