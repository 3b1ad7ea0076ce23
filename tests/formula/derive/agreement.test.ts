import { programs, type Rounded, rounded, type Specimen } from "@chainrule/check";
import { type Expr, input, isFloating, log1p, slice, softplus, sum, tensor } from "@chainrule/core";
import { type Derivation, type DeriveOptions, derive, type Step } from "@chainrule/formula";
import { test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { evaluate } from "../../../packages/formula/src/term/evaluate.js";
import type { Variable } from "../../../packages/formula/src/term/term.js";
import { differenceOf } from "../../../verification/formulas/agreement.js";
import { exact, executedBy, lossOf, weightsOf } from "../../../verification/formulas/executed.js";
import { noticing } from "../../../verification/formulas/undecided.js";

type Given = ReadonlyMap<Expr, readonly Rounded[]>;

const keyOf = ({ kind, name }: Variable): string => `${kind} ${name}`;

/** The first step whose term, given the terms of those before it, has not the executed value. */
const faultIn = (
  derivation: Derivation,
  loss: Expr,
  given: Given,
  K: ReturnType<typeof rounded>,
): string | undefined => {
  const steps = derivation.steps.toArray();
  const executed = executedBy(K, steps, loss, given);
  const known = new Map<string, readonly Rounded[]>();
  for (const { variable, node } of derivation.inputs) known.set(keyOf(variable), given.get(node) ?? []);
  for (const [name, value] of derivation.constants) known.set(`value ${name}`, exact(value.toArray()));
  const signOf = ({ kind, variable }: Step): number =>
    derivation.delta === "descent" && kind === "adjoint" && variable.name.startsWith("z") ? -1 : 1;
  for (const [place, step] of steps.entries()) {
    const { variable, term, indices } = step;
    const found = evaluate(K, term, indices, { valuesOf: (of) => known.get(keyOf(of)) ?? [] });
    const sign = K.fromNumber(signOf(step));
    const expected = executed[place]?.map((value) => K.mul(sign, value));
    const difference = expected && differenceOf(found, expected);
    if (difference !== undefined) return `${keyOf(variable)}: ${JSON.stringify(difference)}`;
    known.set(keyOf(variable), found);
  }
  return undefined;
};

const expectSame = (program: Specimen, options: DeriveOptions): void => {
  const { loss, weights } = lossOf(program);
  const point = program.inputs.map((node, place) => [node, exact(program.point[place]?.toArray() ?? [])] as const);
  const given = new Map([...point, [weights, exact(weightsOf(weights))]]);
  let isUndecided = false;
  const K = noticing(rounded(Number.EPSILON), () => {
    isUndecided = true;
  });
  const derivation = derive(loss, { wrt: program.inputs.filter(({ dtype }) => isFloating(dtype)), ...options });
  const fault = faultIn(derivation, loss, given, K);
  if (!isUndecided) expect(fault).toBeUndefined();
};

/** A program at a point where what is not selected has no logarithm. */
const selecting: Specimen = ((): Specimen => {
  const x = input([3], { dtype: "f64", name: "x" });
  return {
    inputs: [x],
    output: sum(softplus(log1p(slice(x, [0], [2])))),
    point: [tensor([0.5, 1, -2], { dtype: "f64" })],
  };
})();

test("what is not selected need not have a value", () => {
  expectSame(selecting, {});
});

describe("every term of the derivation of a random program has the executed value", () => {
  test.prop([programs({ maxOps: 10 })], { numRuns: 150 })("each derivative in terms of those above it", (program) => {
    expectSame(program, {});
  });

  test.prop([programs({ maxOps: 10 })], { numRuns: 50 })("in terms of values alone", (program) => {
    expectSame(program, { form: "substituted" });
  });

  test.prop([programs({ maxOps: 20 })], { numRuns: 50 })("with δ the direction of descent", (program) => {
    expectSame(program, { delta: "descent", adjoints: "all" });
  });
});
