import { tensor } from "@chainrule/core";
import { describe, expect, test } from "vitest";
import type { Formula } from "../../../packages/formula/src/notation/formula.js";
import { toTypeScript } from "../../../packages/formula/src/source/typescript.js";
import {
  call,
  difference,
  half,
  negative,
  number,
  product,
  quotient,
  reduce,
  square,
  sum,
} from "../../../packages/formula/src/term/term.js";
import { typeErrorsIn } from "../../docs/type-check.js";
import { adjoint, at, derivation, index, step, value } from "./by-hand.js";
import { sourceFolder } from "./run.js";

const folder = sourceFolder();

const [b, c] = [value("b", 3), value("c")];
const [i, j, k, r] = [index(0, 2), index(1, 3), index(1000, 3), index(1001, 2)];

describe("a whole source", () => {
  const [W, bias, x, y, m] = [value("W1", 2, 3), value("b1", 2), value("x", 3), value("y", 2), value("m")];
  const [z, E] = [value("z1", 2), value("E")];
  const symbol = (of: typeof z): Formula => ({ kind: "symbol", of, subscripts: [] });
  const beside = (...factors: readonly Formula[]): Formula => ({ kind: "product", by: "side by side", factors });
  const minus = (left: Formula, right: Formula): Formula => ({
    kind: "sum",
    terms: [left, { kind: "negative", of: right }],
  });
  const layer = derivation(
    [
      step("forward", z, [i], sum(reduce("sum", [k], product(at(W, i, k), at(x, k))), at(bias, i)), {
        kind: "sum",
        terms: [beside(symbol(W), symbol(x)), symbol(bias)],
      }),
      step(
        "forward",
        E,
        [],
        product(half, quotient(reduce("sum", [r], square(difference(at(y, r), at(z, r)))), at(m))),
        symbol(E),
      ),
      step("adjoint", adjoint(z), [i], negative(quotient(difference(at(y, i), at(z, i)), at(m))), {
        kind: "negative",
        of: { kind: "quotient", numerator: minus(symbol(y), symbol(z)), denominator: symbol(m) },
      }),
      step("gradient", adjoint(W), [i, j], product(at(adjoint(z), i), at(x, j)), {
        ...beside(symbol(adjoint(z)), { kind: "transpose", of: symbol(x) }),
      }),
      step("gradient", adjoint(bias), [i], at(adjoint(z), i), symbol(adjoint(z))),
    ],
    [W, bias, x, y],
    { m: tensor(32) },
  );

  test("reads as a person would write it", () => {
    expect(toTypeScript(layer)).toBe(`export interface Inputs {
  readonly W1: readonly (readonly number[])[]; // 2 × 3
  readonly b1: readonly number[]; // 2
  readonly x: readonly number[]; // 3
  readonly y: readonly number[]; // 2
}

export interface Result {
  readonly E: number;
  readonly dW1: readonly (readonly number[])[]; // 2 × 3
  readonly db1: readonly number[]; // 2
}

/** f(0), …, f(size − 1). */
const fill = <T>(size: number, f: (index: number) => T): T[] =>
  Array.from({ length: size }, (_, index) => f(index));

/** f(0) + … + f(size − 1). */
const sum = (size: number, f: (index: number) => number): number => {
  let result = 0;
  for (let index = 0; index < size; index++) result += f(index);
  return result;
};

const m = 32;

/** E = E, and its derivatives by W¹ and b¹. */
export const gradient = ({ W1, b1, x, y }: Inputs): Result => {
  // z¹ = W¹ x + b¹
  const z1 = fill(2, (i) => sum(3, (k) => W1[i][k] * x[k]) + b1[i]);
  // E = E
  const E = sum(2, (k) => (y[k] - z1[k]) ** 2) / (2 * m);

  // δ¹ = −(y − z¹)/m
  const delta1 = fill(2, (i) => -(y[i] - z1[i]) / m);

  // ∂E/∂W¹ = δ¹ xᵀ
  const dW1 = fill(2, (i) => fill(3, (j) => delta1[i] * x[j]));
  // ∂E/∂b¹ = δ¹
  const db1 = delta1;

  return { E, dW1, db1 };
};
`);
  });

  test("type-checks, with every function that a source can bring along", () => {
    const all = ["sigmoid", "softplus", "erf", "relu", "abs", "i32", "u8"] as const;
    const over = [at(b, k), call("remainder", at(b, k), number(2))];
    folder.write(toTypeScript(layer));
    folder.write(
      toTypeScript(
        derivation(
          [
            step(
              "forward",
              value("E"),
              [],
              sum(
                ...over.map((body) => reduce("max", [k], body)),
                ...over.map((body) => reduce("min", [k], body)),
                ...over.map((body) => reduce("argmax", [k], body)),
                ...all.map((name) => call(name, at(c))),
              ),
            ),
          ],
          [b, c],
        ),
      ),
    );
    expect(typeErrorsIn(folder.path, { noUncheckedIndexedAccess: false })).toBe("");
  });

  test("is called as is wished", () => {
    expect(toTypeScript(layer, { name: "backpropagate" })).toContain("export const backpropagate = (");
  });

  test.each(["", "a b", "class", "sum", "2x", "Math"])("is not called '%s'", (name) => {
    expect(() => toTypeScript(layer, { name })).toThrow(RangeError);
  });
});

test("an update takes the gradient that is there", () => {
  const [w, η, x] = [value("w", 2), value("η"), value("x", 2)];
  const gradient = product(number(2), at(x, i));
  const source = toTypeScript(
    derivation(
      [
        step("gradient", adjoint(w), [i], gradient),
        step("update", w, [i], difference(at(w, i), product(at(η), gradient))),
      ],
      [w, x, η],
    ),
  );
  expect(source).toContain("const next_w = fill(2, (i) => w[i] - η * dw[i]);");
  expect(source).toContain("return { dw, next_w };");
});

test("abstract functions and constants stand before the function, where they are used", () => {
  const [x, z] = [value("z", 3), value("z")];
  const square = { name: "g", argument: z, term: product(at(z), at(z)) };
  const slope = { name: "g′", argument: z, term: product(number(2), at(z)) };
  const source = toTypeScript(
    derivation(
      [
        step(
          "forward",
          value("E"),
          [],
          reduce("sum", [k], { kind: "call", name: "g′", args: [product(at(x, k), at(b, k))] }),
        ),
      ],
      [x],
      { b: tensor([1, -0, 0.5], { dtype: "f64" }), m: tensor(32) },
      [square, slope],
    ),
  );
  expect(source).toContain(`const b: readonly number[] = [1, -0, 0.5];
const g_prime = (z: number): number => 2 * z;

/** E = E. */`);
  expect(source).toContain("const E = sum(3, (k) => g_prime(z[k] * b[k]));");
});

test("what the results do not need is left out", () => {
  const [x, unused] = [value("x"), value("unused")];
  const steps = [step("forward", value("h"), [], at(unused)), step("forward", value("E"), [], at(x))];
  const source = toTypeScript(derivation(steps, [x, unused]));
  expect(source).toContain("  readonly unused: number;\n");
  expect(source).toContain("export const gradient = ({ x }: Inputs): Result => {\n  // E = E\n  const E = x;\n");
});
