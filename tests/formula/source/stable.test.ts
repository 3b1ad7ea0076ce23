import {
  add,
  type Expr,
  input,
  log,
  logSoftmax,
  logSumExp,
  matmul,
  mul,
  named,
  neg,
  sigmoid,
  softmax,
  softplus,
  stopGradient,
  sub,
  sum,
  tensorFrom,
} from "@chainrule/core";
import { derive, toTypeScript } from "@chainrule/formula";
import { softmaxCrossEntropy } from "@chainrule/nn";
import { describe, expect, test } from "vitest";
import {
  call,
  difference,
  number,
  product,
  quotient,
  reciprocal,
  reduce,
  square,
} from "../../../packages/formula/src/term/term.js";
import { typeErrorsIn } from "../../docs/type-check.js";
import { at, index } from "./by-hand.js";
import { executed } from "./derived.js";
import { flat, gradientIn, sourceFolder } from "./run.js";
import { a, b, c, statementsOf } from "./statements.js";

const folder = sourceFolder();
const f64 = { dtype: "f64" } as const;

const [W, x, y] = [
  input([2, 3], { name: "W", ...f64 }),
  input([2, 2], { name: "x", ...f64 }),
  input([2, 3], { name: "y", ...f64 }),
];
const z = matmul(x, W);
const namedZ = named("z", z);

const crossEntropy = (a: Expr): Expr => neg(sum(add(mul(y, log(a)), mul(sub(1, y), log(sub(1, a))))));
/** The same without logarithms of 0. */
const softplusEntropy = sum(add(mul(y, softplus(neg(z))), mul(sub(1, y), softplus(z))));

/** Losses, and where these themselves are not finite for large logits the same ones written so that they are. */
const losses: readonly { readonly name: string; readonly loss: Expr; readonly finite?: Expr }[] = [
  { name: "log Σ exp", loss: sum(logSumExp(z)) },
  { name: "log Σ exp over all axes", loss: logSumExp(z, [0, 1]) },
  { name: "weighted log Σ exp", loss: sum(mul(y, logSumExp(namedZ, -1, { keepDims: true }))) },
  { name: "softmax cross-entropy of a value without a name", loss: softmaxCrossEntropy(z, y) },
  { name: "softmax cross-entropy of a named value", loss: softmaxCrossEntropy(namedZ, y) },
  { name: "log-softmax", loss: neg(sum(mul(y, logSoftmax(mul(2, namedZ))))) },
  { name: "weighted softmax", loss: sum(mul(softmax(namedZ), y)) },
  { name: "a logarithm of weighted softmax", loss: sum(log(sum(mul(add(y, 1), softmax(namedZ)), 1))) },
  {
    name: "cross-entropy of a named sigmoid",
    loss: crossEntropy(named("a", sigmoid(namedZ))),
    finite: softplusEntropy,
  },
  { name: "cross-entropy of a sigmoid", loss: crossEntropy(sigmoid(z)), finite: softplusEntropy },
  { name: "softmax through which no derivative flows", loss: sum(mul(stopGradient(softmax(namedZ)), namedZ)) },
];

const data: ReadonlyMap<Expr, readonly number[]> = new Map<Expr, readonly number[]>([
  [x, [1, 0.5, -1, -0.25]],
  [y, [1, 0, 0, 0, 1, 0]],
]);
const weights = [1, -1, 0.5, 0.25, 0.75, -1];

describe.each(losses)("$name", ({ loss, finite = loss }) => {
  test.each([1, 1000])("logits of about %d", async (scale) => {
    const values = new Map(data).set(
      W,
      weights.map((weight) => scale * weight),
    );
    const given = new Map([...values].map(([node, list]) => [node, tensorFrom(node.shape, list, f64)]));
    const expected = executed(finite, [W], given).flatMap((tensor) => tensor.toArray());
    const derivation = derive(loss, { wrt: { W } });
    const source = toTypeScript(derivation);
    const inputs = derivation.inputs.map(
      ({ node, variable }) => [variable.name, given.get(node)?.toNested() ?? 0] as const,
    );
    const gradient = await gradientIn(folder.write(source));
    const found = Object.values(gradient(Object.fromEntries(inputs))).flatMap(flat);
    expect(found).toHaveLength(expected.length);
    // Every exponent is rounded as a number as large as the logits is, and twelve such are summed.
    const tolerance = 100 * Number.EPSILON * scale;
    expected.forEach((value, place) => {
      expect(Number.isFinite(value)).toBe(true);
      const error = Math.abs((found[place] ?? Number.NaN) - value);
      expect(error, source).toBeLessThanOrEqual(tolerance * (1 + Math.abs(value)));
    });
  });
});

describe("as source", () => {
  const [i, j, k] = [index(0, 2), index(1, 3), index(1000, 3)];
  const exponential = (over: typeof j) => call("exp", at(a, i, over));

  test("softmax: the largest first", () => {
    expect(statementsOf([i, j], quotient(exponential(j), reduce("sum", [k], exponential(k))))).toBe(
      `const v = fill(2, (i) => {
  const largest = max(3, (k) => a[i][k]);
  const total = sum(3, (k) => Math.exp(a[i][k] - largest));
  return fill(3, (j) => Math.exp(a[i][j] - largest) / total);
});`,
    );
  });

  test("a mean with weights from a softmax", () => {
    const mean = quotient(
      reduce("sum", [j], product(exponential(j), at(b, j))),
      square(reduce("sum", [k], exponential(k))),
    );
    expect(statementsOf([i], mean)).toBe(
      `const v = fill(2, (i) => {
  const largest = max(3, (k) => a[i][k]);
  return sum(3, (k) => Math.exp(a[i][k] - 2 * largest) * b[k]) /
    sum(3, (k) => Math.exp(a[i][k] - largest)) ** 2;
});`,
    );
  });

  test("what is no quotient or logarithm of exponentials stays", () => {
    expect(statementsOf([], call("log", at(c)))).toBe("const v = Math.log(c);");
    expect(statementsOf([], call("exp", at(c)))).toBe("const v = Math.exp(c);");
    const inverse = reciprocal(reduce("sum", [k], call("exp", at(b, k))));
    expect(statementsOf([], inverse)).toBe("const v = 1 / sum(3, (k) => Math.exp(b[k]));");
    expect(statementsOf([], product(inverse, at(c)))).toBe("const v = c / sum(3, (k) => Math.exp(b[k]));");
    expect(statementsOf([], call("log", difference(number(1), at(c))))).toBe("const v = Math.log(1 - c);");
    expect(statementsOf([], call("log", difference(number(2), call("sigmoid", at(c)))))).toBe(
      "const v = Math.log(2 - sigmoid(c));",
    );
  });

  test("a stopped derivative is the value itself", () => {
    expect(statementsOf([], product(number(2), call("sg", difference(at(c), number(1)))))).toBe(
      "const v = 2 * (c - 1);",
    );
  });
});

test("all of these sources type-check", () => {
  expect(typeErrorsIn(folder.path, { noUncheckedIndexedAccess: false })).toBe("");
});
