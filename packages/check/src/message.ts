import { type Comparison, disagrees } from "./oracle/oracle.js";
import type { Order } from "./problem/problem.js";
import type { Counterexample, Failure, Reproduction } from "./report.js";

const indented = (text: string): string => text.replace(/^/gm, "  ");

const showPlace = ({ args, program }: Counterexample): readonly string[] => [
  "at",
  indented(`f(${args})`),
  "where f is",
  indented(program),
];

const showReproduction = ({ seed, runs }: Reproduction): string => `to see it again: { seed: ${seed}, runs: ${runs} }`;

const column = (name: string): string => name.padEnd(14);

const showOpinion = (comparison: Comparison): string => {
  const { oracle, reverse, expected, bound } = comparison;
  if (typeof expected === "number")
    return `${column(oracle)}${expected}${Number.isFinite(bound) ? `, give or take ${bound.toPrecision(2)}` : ""}`;
  const verdict = disagrees(comparison) ? "differs" : "agrees";
  return `${column(oracle)}${verdict}: ${reverse} by reverse mode, ${expected} by forward mode, exactly`;
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
      const { order, by, comparisons, weights, counterexample, reproduction } = failure;
      const named = comparisons.find(disagrees)?.oracle;
      const reverse = comparisons.find((comparison) => typeof comparison.reverse === "number")?.reverse;
      return [
        `checkGradients: reverse mode and ${named} disagree on the ${showOrder(order)} ${showBy(by)}`,
        indented([`${column("reverse mode")}${reverse}`, ...comparisons.map(showOpinion)].join("\n")),
        ...showPlace(counterexample),
        ...(weights === undefined ? [] : [`and the sum of its result is weighted by ${weights}`]),
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
