import { type Random, seed, type Tensor } from "@chainrule/core";
import {
  glorotNormal,
  glorotUniform,
  heNormal,
  heUniform,
  type Initialiser,
  normalFanIn,
  uniformFanIn,
  uniformWithin,
  zeroInitialiser,
} from "@chainrule/nn";
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { sumOf } from "../rounding.js";

const [fanIn, fanOut] = [120, 80];
const count = fanIn * fanOut;
const seeds = fc.integer();
const draw = <A>(random: Random<A>, start: number): A => random(seed(start))[0];
const moment = (tensor: Tensor, order: number): number => sumOf(tensor.toArray().map((x) => x ** order)) / tensor.size;

/** Whether the mean and the variance are those of the distribution: its variance is `variance`, its kurtosis `kurtosis`. */
const hasMoments = (weights: Tensor, variance: number, kurtosis: number): boolean => {
  // Estimates from n draws deviate by √(σ²/n) and √((κ − 1) σ⁴ / n); 6 such deviations happen once in 10⁹ runs.
  const meanError = Math.sqrt(variance / count);
  const varianceError = Math.sqrt((kurtosis - 1) / count) * variance;
  return Math.abs(moment(weights, 1)) <= 6 * meanError && Math.abs(moment(weights, 2) - variance) <= 6 * varianceError;
};

const bounded: readonly (readonly [string, Initialiser, number])[] = [
  ["uniformFanIn: ±1/√fanIn", uniformFanIn, 1 / Math.sqrt(fanIn)],
  ["glorotUniform: ±√(6/(fanIn + fanOut))", glorotUniform, Math.sqrt(6 / (fanIn + fanOut))],
  ["heUniform: ±√(6/fanIn)", heUniform, Math.sqrt(6 / fanIn)],
  ["uniformWithin: its bounds", uniformWithin(-0.1, 0.1), 0.1],
];

describe.each(bounded)("%s", (_name, initialiser, bound) => {
  test.prop([seeds])("stays within its bounds and fills them", (start) => {
    const weights = draw(initialiser([fanIn, fanOut], { dtype: "f64" }), start);
    // A uniform distribution on ±b has variance b²/3 and kurtosis 9/5.
    return weights.toArray().every((w) => Math.abs(w) <= bound) && hasMoments(weights, bound ** 2 / 3, 9 / 5);
  });
});

const normals: readonly (readonly [string, Initialiser, number])[] = [
  ["normalFanIn: 1/fanIn", normalFanIn, 1 / fanIn],
  ["glorotNormal: 2/(fanIn + fanOut)", glorotNormal, 2 / (fanIn + fanOut)],
  ["heNormal: 2/fanIn", heNormal, 2 / fanIn],
];

describe.each(normals)("%s", (_name, initialiser, variance) => {
  test.prop([seeds])("has its variance", (start) =>
    hasMoments(draw(initialiser([fanIn, fanOut], { dtype: "f64" }), start), variance, 3),
  );
});

const all = [...bounded, ...normals].map(([name, initialiser]) => [name, initialiser] as const);

describe.each(all)("%s", (_name, initialiser) => {
  test.prop([seeds])("gives the same bits for the same seed, others after, and the dtype asked for", (start) => {
    const [first, next] = initialiser([3, 4])(seed(start));
    const again = draw(initialiser([3, 4]), start);
    const [second] = initialiser([3, 4])(next);
    return first.equals(again) && !first.equals(second) && first.dtype === "f32";
  });
});

test("zeroInitialiser is 0 and takes no random numbers", () => {
  const start = seed(1);
  const [weights, next] = zeroInitialiser([2], { dtype: "f64" })(start);
  expect(weights.toNested()).toEqual([0, 0]);
  expect(weights.dtype).toBe("f64");
  expect(next).toBe(start);
});

test("fans need a matrix", () => {
  expect(() => glorotUniform([3])).toThrow("glorotUniform: needs weights of shape [in, out] to know the fans, got [3]");
});
