import { type Comparison, disagrees, type OracleName } from "./oracle/oracle.js";
import type { Order } from "./problem/problem.js";
import type { Counterexample, Failure, Reproduction } from "./report.js";

const indented = (text: string): string => text.replace(/^(?=.)/gm, "  ");

const showPlace = ({ args, program }: Counterexample): readonly string[] => [
  "at",
  indented(`f(${args})`),
  "where f is",
  indented(program),
];

const showReproduction = ({ seed, runs }: Reproduction): string => `to see it again: { seed: ${seed}, runs: ${runs} }`;

const column = (name: string): string => `${name}  `.padEnd(14);

/** What was set beside what, where it is not the derivative by reverse mode beside an oracle's number. */
const sidesOf = (oracle: OracleName): readonly [string, string] | undefined => {
  if (oracle === "prime field") return ["by reverse mode", "by forward mode, exactly"];
  if (oracle === "linearity") return ["is the pullback of a sum", "the sum of the pullbacks"];
  return oracle.startsWith("backend") ? ["by the backend", "by the interpreter"] : undefined;
};

/** Whether a comparison is worth a line: that a backend agrees, or that a pullback is linear, goes without saying. */
const isTelling = (comparison: Comparison): boolean =>
  disagrees(comparison) || isPlain(comparison) || comparison.oracle === "prime field";

/** Whether the comparison is of the derivative by reverse mode with the same derivative, as a number, by another way. */
const isPlain = ({ oracle }: Comparison): boolean => sidesOf(oracle) === undefined;

const showOpinion = (comparison: Comparison): string => {
  const { oracle, reverse, expected, bound } = comparison;
  const sides = sidesOf(oracle);
  if (sides === undefined)
    return `${column(oracle)}${expected}${Number.isFinite(bound) ? `, give or take ${bound.toPrecision(2)}` : ""}`;
  const verdict = disagrees(comparison) ? "differs" : "agrees";
  return `${column(oracle)}${verdict}: ${reverse} ${sides[0]}, ${expected} ${sides[1]}`;
};

/** What reverse mode and each oracle say of a derivative, a line for each. */
export const showComparisons = (comparisons: readonly Comparison[]): string => {
  const reverse = comparisons.find(isPlain)?.reverse;
  const own = reverse === undefined ? [] : [`${column("reverse mode")}${reverse}`];
  return [...own, ...comparisons.filter(isTelling).map(showOpinion)].join("\n");
};

const showOrder = (order: Order): string => `${order === 1 ? "first" : "second"} derivative`;

const showBy = ([first, second]: readonly string[]): string => {
  if (first === undefined) return "along a random direction";
  if (second === undefined) return `by argument ${first}`;
  return first === second ? `twice by argument ${first}` : `by argument ${first} and argument ${second}`;
};

/** A failure in words. */
export const showFailure = (failure: Failure): string => {
  switch (failure.kind) {
    case "disagreement": {
      const { order, by, comparisons, weights, counterexample, culprit, reproduction } = failure;
      const named = comparisons.find(disagrees)?.oracle;
      return [
        `checkGradients: reverse mode and ${named} disagree on the ${showOrder(order)} ${showBy(by)}`,
        indented(showComparisons(comparisons)),
        ...showPlace(counterexample),
        ...(weights === undefined ? [] : [`and the sum of its result is weighted by ${weights}`]),
        ...(culprit === undefined ? [] : ["the smallest part of it that shows this", indented(culprit)]),
        showReproduction(reproduction),
      ].join("\n");
    }
    case "rule":
      return [
        `checkGradients: the ${showOrder(failure.order)} cannot be built: ${failure.reason}`,
        ...showPlace(failure.counterexample),
      ].join("\n");
    case "domain":
      return [
        `checkGradients: f is not defined in all of its domain: ${failure.reason}; keep to where it is defined, ` +
          "as in { inputs: [shaped([3], { min: 0.5, max: 4 })] }",
        ...showPlace(failure.counterexample),
        showReproduction(failure.reproduction),
      ].join("\n");
    case "discards":
      return (
        `checkGradients: ${failure.discarded} samples of ${failure.discarded + failure.compared} were at a kink, a pole or the edge of ` +
        `the domain, where no ${showOrder(failure.order)} can be compared; choose another domain\n${showReproduction(failure.reproduction)}`
      );
  }
};

/** A gradient that is wrong, or could not be checked; the message says which, where, and how to see it again. */
export class GradientCheckError extends Error {
  override readonly name = "GradientCheckError";
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(showFailure(failure));
    this.failure = failure;
  }
}
