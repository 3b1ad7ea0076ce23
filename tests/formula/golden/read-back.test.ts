import { type Rounded, rounded } from "@chainrule/check";
import { type Expr, isOp, sizeOf, topological } from "@chainrule/core";
import { type Derivation, derive, type Step } from "@chainrule/formula";
import { describe, expect, test } from "vitest";
import { exact, executedBy } from "../../../verification/formulas/executed.js";
import { readInTurn } from "../../../verification/formulas/readings.js";
import { goldens } from "./goldens.js";

const K = rounded(Number.EPSILON);
const RATE = 0.5;

/** Labels of two classes, and numbers between −0.8 and 1 that no formula knows. */
const valuesOf = ({ shape, dtype }: Expr, from: number): readonly number[] =>
  Array.from({ length: sizeOf(shape) }, (_, place) =>
    dtype === "i32" ? (place * 7 + 1) % 2 : 0.9 * Math.sin((from + place) * 1.7 + 0.3) + 0.1,
  );

/** Every input with values, the learning rate with its own. */
const givenFor = ({ inputs }: Derivation): ReadonlyMap<Expr, readonly Rounded[]> =>
  new Map(
    inputs.map(({ variable, node }, place) => [
      node,
      exact(variable.name === "η" ? [RATE] : valuesOf(node, 100 * place)),
    ]),
  );

/** What a step defines, from what was executed: derivatives, of which some δ descend, and parameters after a step. */
const defined = (
  { kind, variable, node }: Step,
  { delta }: Derivation,
  executed: readonly Rounded[],
  given: ReadonlyMap<Expr, readonly Rounded[]>,
): readonly Rounded[] => {
  if (kind === "update")
    return executed.map((gradient, place) =>
      K.sub((node && given.get(node))?.[place] ?? K.zero, K.mul(K.fromNumber(RATE), gradient)),
    );
  const isDescending = kind === "adjoint" && delta === "descent" && variable.name.startsWith("z");
  return isDescending ? executed.map(K.neg) : executed;
};

/** Activations that are left abstract are sigmoids here. */
const functions = new Map([
  ["g", K.sigmoid],
  ["g′", (x: Rounded) => K.mul(K.sigmoid(x), K.sub(K.one, K.sigmoid(x)))],
]);

describe("every equation of a textbook derivation, printed and read back, has the executed value", () => {
  test.each(goldens)("$title", ({ loss, options }) => {
    const { E, wrt } = loss();
    const derivation = derive(E, { wrt, ...options });
    const steps = derivation.steps.toArray();
    const given = givenFor(derivation);
    const inputs = topological([E]).filter((node) => isOp(node, "input"));
    expect(inputs.every((node) => given.has(node))).toBe(true);
    const executed = executedBy(K, steps, E, given).map((values, place) => {
      const step = steps[place];
      return step === undefined || values === undefined ? undefined : defined(step, derivation, values, given);
    });
    const { fault, equations } = readInTurn(K, derivation, given, executed, (name) => functions.get(name));
    expect(fault).toBeUndefined();
    expect(equations).toHaveLength(steps.length);
  });
});
