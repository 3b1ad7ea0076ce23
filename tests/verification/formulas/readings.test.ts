import { rounded } from "@chainrule/check";
import { type Expr, input, matmul, mul, named, sum, tanh } from "@chainrule/core";
import { type Derivation, derive, type Formula, type Step } from "@chainrule/formula";
import { describe, expect, test } from "vitest";
import { exact, executedBy } from "../../../verification/formulas/executed.js";
import { readInTurn } from "../../../verification/formulas/readings.js";

const x = input([2], { dtype: "f64", name: "x" });
const A = input([2, 2], { dtype: "f64", name: "A" });
const given = new Map<Expr, ReturnType<typeof exact>>([
  [x, exact([0.5, -1])],
  [A, exact([1, 2, 3, 4])],
]);
const K = rounded(Number.EPSILON);

const loss = sum(mul(x, tanh(x)));
const derivation = derive(loss, { wrt: { x } });

const read = (of: Expr, changed: Derivation) =>
  readInTurn(K, changed, given, executedBy(K, changed.steps.toArray(), of, given));

/** The derivation with another right side for the steps of a kind. */
const changed = (kind: Step["kind"], change: (right: Formula) => Formula): Derivation => ({
  ...derivation,
  steps: derivation.steps.map((step) => {
    const { left, right } = step.equation;
    return step.kind === kind ? { ...step, equation: { left, right: change(right) } } : step;
  }),
});

describe("the equations of a derivation, read in turn", () => {
  test("say what is executed", () => {
    const { equations, fault } = read(loss, derivation);
    expect(fault).toBeUndefined();
    expect(equations.map(({ text }) => text.split(" = ")[0])).toEqual(["E", "∂E/∂x"]);
  });

  test("adjoints are compared with the derivatives by their nodes", () => {
    const z = named("z", matmul(A, A));
    const { equations, fault } = read(sum(tanh(z)), derive(sum(tanh(z)), { wrt: { A } }));
    expect(fault).toBeUndefined();
    expect(equations.map(({ text }) => text.split(" = ")[0])).toEqual(["z", "a", "E", "δ", "∂E/∂A"]);
  });

  test("a wrong sign is found, in the first equation that is wrong", () => {
    const inGradient = read(
      loss,
      changed("gradient", (of) => ({ kind: "negative", of })),
    );
    expect(inGradient.fault).toMatch(/^element 0 is -.*, executed .*, where 1\.0e-9 is allowed for rounding$/);
    expect(inGradient.equations).toHaveLength(2);
    expect(
      read(
        loss,
        changed("forward", (of) => ({ kind: "negative", of })),
      ).equations,
    ).toHaveLength(1);
  });

  test("what cannot be read is told with its place", () => {
    const ofNothing = changed("gradient", () => ({ kind: "letter", letter: "q" }));
    expect(read(loss, ofNothing).fault).toBe("q is the name of nothing here\n∂E/∂x = q\n        ^");
    const misfit = changed("gradient", (of) => ({ kind: "call", name: "diag", args: [of] }));
    expect(read(loss, misfit).fault).toMatch(/^found \[2, 2\] for what is \[2\]\n∂E\/∂x = diag\(.*\)\n\^$/);
  });

  test("names that are printed alike are told apart", () => {
    const { inputs } = derivation;
    expect(read(loss, { ...derivation, inputs: [...inputs, ...inputs] }).fault).toBe("two variables are printed as x");
  });
});
