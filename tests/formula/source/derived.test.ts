import { programs } from "@chainrule/check";
import {
  arange,
  cast,
  type Expr,
  isFloating,
  mul,
  reshape,
  seed,
  sizeOf,
  sum,
  tensorFrom,
  uniform,
} from "@chainrule/core";
import { type Derivation, derive, toTypeScript } from "@chainrule/formula";
import { test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { typeErrorsIn } from "../../docs/type-check.js";
import { goldens } from "../golden/goldens.js";
import { epsilonIn, executed, type Given, stepValues } from "./derived.js";
import { flat, gradientIn, inputNames, sourceFolder } from "./run.js";

const folder = sourceFolder();

/** Checks that the source of a derivation computes the executed value and gradients. */
const expectExecuted = async (loss: Expr, wrt: readonly Expr[], derivation: Derivation, given: Given) => {
  const source = toTypeScript(derivation);
  const names = inputNames(source);
  expect(names).toHaveLength(derivation.inputs.length);
  const values = derivation.inputs.map(({ node }, place) => [names[place], given.get(node)?.toNested()] as const);
  const gradient = await gradientIn(folder.write(source));
  const found = Object.values(gradient(Object.fromEntries(values))).map(flat);

  const bounds = stepValues(derivation, given, epsilonIn(loss));
  const results = derivation.steps
    .toArray()
    .filter(({ kind, variable }) => (kind === "forward" ? variable.name === derivation.loss.name : kind !== "adjoint"));
  expect(found).toHaveLength(results.length);
  const expected = executed(loss, wrt, given).map((tensor) => tensor.toArray());
  results.forEach((step, place) => {
    const bounded = bounds.get(step) ?? [];
    // An update is no part of the program.
    const values = expected[place] ?? bounded.map(({ value }) => value);
    expect(found[place]).toHaveLength(values.length);
    values.forEach((value, element) => {
      if (!Number.isFinite(value)) return;
      const actual = found[place]?.[element] ?? Number.NaN;
      // Source and program round, each by about the error bound of the formula; 1e-12 is for what underflows in it.
      const tolerance = 2 * (bounded[element]?.error ?? 0) + 1e-12;
      const message = `${step.variable.name}[${element}]: ${actual} for ${value}\n${source}`;
      expect(Math.abs(actual - value), message).toBeLessThanOrEqual(tolerance);
    });
  });
};

describe.each(goldens)("$title", ({ loss, options }) => {
  test("the source of the derivation computes the executed gradients", async () => {
    const { E, wrt } = loss();
    const derivation = derive(E, { wrt, ...options });
    const between = { low: 0.1, high: 0.9, dtype: "f64" as const };
    const given: Given = new Map(
      derivation.inputs.map(({ node }, place) => {
        const [values] = uniform(node.shape, between)(seed(place));
        const data = values.toArray().map((value) => (isFloating(node.dtype) ? value : Math.round(value)));
        return [node, tensorFrom(node.shape, data, { dtype: node.dtype })];
      }),
    );
    await expectExecuted(E, Object.values(wrt), derivation, given);
  });
});

test.prop([programs({ maxOps: 8 })], { numRuns: 60 })(
  "the source of the derivation of a random program computes the executed gradients",
  async ({ inputs, output, point }) => {
    const values = isFloating(output.dtype) ? output : cast(output, "f64");
    const weights = reshape(arange(sizeOf(values.shape), { dtype: values.dtype }), values.shape);
    const loss = sum(mul(values, mul(0.1, weights)));
    const given: Given = new Map(
      inputs.flatMap((node, place) => {
        const value = point[place];
        return value === undefined ? [] : [[node, value] as const];
      }),
    );
    const wrt = inputs.filter(({ dtype }) => isFloating(dtype));
    await expectExecuted(loss, wrt, derive(loss, { wrt }), given);
  },
);

test("all of these sources type-check", () => {
  expect(typeErrorsIn(folder.path, { noUncheckedIndexedAccess: false })).toBe("");
});
