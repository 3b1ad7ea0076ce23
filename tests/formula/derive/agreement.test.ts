import { programs, type Specimen } from "@chainrule/check";
import {
  arange,
  cast,
  type Expr,
  epsilonOf,
  evaluate as execute,
  fullLike,
  isFloating,
  mul,
  pullback,
  reshape,
  sum,
  type Tensor,
  topological,
} from "@chainrule/core";
import { type Derivation, type DeriveOptions, derive } from "@chainrule/formula";
import { test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { type Rounded, rounded } from "../../../packages/check/src/numeric/rounded.js";
import { evaluate } from "../../../packages/formula/src/term/evaluate.js";
import type { Variable } from "../../../packages/formula/src/term/term.js";

/** A scalar that depends on every element of the output in another way. */
const lossOf = ({ output }: Specimen): Expr => {
  const values = isFloating(output.dtype) ? output : cast(output, "f64");
  const weights = reshape(
    arange(
      values.shape.reduce((size, axis) => size * axis, 1),
      { dtype: values.dtype },
    ),
    values.shape,
  );
  return sum(mul(values, mul(0.1, weights)));
};

const keyOf = ({ kind, name }: Variable): string => `${kind} ${name}`;

/** The values of all steps, each from the equations before it. */
const valuesOf = (
  derivation: Derivation,
  tensorOf: (node: Expr) => Tensor | undefined,
  epsilon: number,
): ReadonlyMap<string, readonly Rounded[]> => {
  const K = rounded(epsilon);
  const images = (tensor: Tensor | undefined): readonly Rounded[] => (tensor?.toArray() ?? []).map(K.fromNumber);
  const known = new Map<string, readonly Rounded[]>();
  for (const { variable, node } of derivation.inputs) known.set(keyOf(variable), images(tensorOf(node)));
  for (const [name, value] of derivation.constants) known.set(`value ${name}`, images(value));
  for (const { variable, term, indices } of derivation.steps)
    known.set(keyOf(variable), evaluate(K, term, indices, { valuesOf: (of) => known.get(keyOf(of)) ?? [] }));
  return known;
};

const expectSame = (program: Specimen, options: DeriveOptions): void => {
  const loss = lossOf(program);
  const given = program.inputs.flatMap((node, place) => {
    const value = program.point[place];
    return value === undefined ? [] : [[node, value] as const];
  });
  const wrt = given.map(([node]) => node).filter(({ dtype }) => isFloating(dtype));
  const executed = execute(pullback([loss], wrt, [fullLike(loss, 1)]), given);
  const isCoarse = topological([loss]).some(({ dtype }) => dtype === "f32");
  const derivation = derive(loss, { wrt, ...options });
  const values = valuesOf(derivation, (node) => new Map(given).get(node), epsilonOf(isCoarse ? "f32" : "f64"));
  const gradients = derivation.steps.filter(({ kind }) => kind === "gradient");
  expect(gradients.size).toBe(wrt.length);
  gradients.forEach(({ variable }, place) => {
    const expected = executed[place]?.toArray() ?? [];
    const found = values.get(keyOf(variable)) ?? [];
    expect(found).toHaveLength(expected.length);
    found.forEach(({ value, error }, element) => {
      const exact = expected[element] ?? Number.NaN;
      if (!Number.isFinite(exact)) return;
      // Both round: the formula by at most its error bound, the program by about as much.
      expect(Math.abs(value - exact), `${variable.name}[${element}]: ${value} for ${exact}`).toBeLessThanOrEqual(
        2 * error + 1e-12,
      );
    });
  });
};

describe("the derivation of random programs", () => {
  test.prop([programs({ maxOps: 10 })], { numRuns: 300 })("has the executed gradients", (program) => {
    expectSame(program, {});
  });
});
