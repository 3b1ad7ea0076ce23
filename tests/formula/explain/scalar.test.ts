import { compile, grad, type Tensor, tensor, tensorFrom } from "@chainrule/core";
import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { explain } from "../../../packages/formula/src/explain/explain.js";
import { placesOf } from "../../../packages/formula/src/explain/values.js";
import { errorOf, networkDerivation } from "./network.js";

type Matrix = Tensor<readonly [number, number]>;

const size = fc.integer({ min: 1, max: 3 });
test.prop([size, size, size, fc.infiniteStream(fc.double({ min: -2, max: 2, noNaN: true }))], { numRuns: 30 })(
  "every derivative of a random network is the executed one, and the sum of the products of its factors",
  (inputs, hidden, outputs, drawn) => {
    const random = (rows: number, columns = 1): Matrix =>
      tensorFrom([rows, columns], [...drawn.take(rows * columns)], { dtype: "f64" });
    const [x, t] = [random(inputs), random(outputs)];
    const network = {
      W1: random(hidden, inputs),
      b1: random(hidden),
      W2: random(outputs, hidden),
      b2: random(outputs),
    };
    const executed = compile(grad(errorOf))(network, { x, t });
    const of = Object.entries(network).flatMap(([name, { shape }]) => placesOf(shape).map((at) => ({ name, at })));
    const { scalars, steps } = explain(
      networkDerivation(inputs, hidden, outputs),
      { x, t, η: tensor(0.1), ...network },
      { of },
    );
    const found = new Map(scalars.map((scalar) => [scalar.left, scalar]));

    // A few dozen roundings of sums of products below (2 + 2)², whose terms may cancel.
    const tolerance = 64 * 16 * Number.EPSILON;
    const isClose = (a: number | undefined, b: number): boolean => Math.abs((a ?? Number.NaN) - b) <= tolerance;
    for (const [name, gradient] of Object.entries(executed)) {
      const step = steps.find(({ step: { kind, variable } }) => kind === "gradient" && variable.name === name);
      expect(step?.value.shape).toEqual(gradient.shape);
      expect(step?.value.toArray().every((value, at) => isClose(value, gradient.toArray()[at] ?? Number.NaN))).toBe(
        true,
      );
      placesOf(gradient.shape).forEach((at, place) => {
        const scalar = found.get(`∂E/∂${name}[${at.join()}]`);
        expect(isClose(scalar?.value, gradient.toArray()[place] ?? Number.NaN)).toBe(true);
      });
    }
    for (const { value, addends } of scalars) {
      expect(
        isClose(
          addends.reduce((total, addend) => total + addend.value, 0),
          value,
        ),
      ).toBe(true);
      for (const addend of addends)
        expect(
          isClose(
            addend.factors.reduce((all, factor) => all * factor.value, 1),
            addend.value,
          ),
        ).toBe(true);
    }
  },
);
