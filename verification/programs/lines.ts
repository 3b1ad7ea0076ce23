import type { ProgramsReport } from "@chainrule/check";
import type { Colors } from "picocolors/types.js";
import { indented } from "../terminal/indented.js";

/** What is printed in the end. */
export interface Result extends ProgramsReport {
  readonly seed: number;
  readonly seconds: number;
}

const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(2)} %`;

/** A result in words. */
export const resultLines = (result: Result, { bold, green, red }: Colors): string => {
  const { seed, seconds, programs, operations, derivatives, discarded, kinks, oracles, disagreements } = result;
  const agreed = disagreements.length === 0 ? green : red;
  return [
    ...disagreements.flatMap(({ index, order, opinions, source }) => [
      red(
        `program ${index} of seed ${seed}: the ${order === 1 ? "first" : "second"} derivative; the smallest part that shows it is`,
      ),
      indented(source),
      indented(opinions),
      "",
    ]),
    `${programs} programs of seed ${seed}, ${(operations / programs).toFixed(1)} operations each on average, in ${seconds.toFixed(1)} s`,
    bold(agreed(`${disagreements.length} disagreements`)),
    `discarded ${discarded} of ${derivatives} derivatives (${percent(discarded, derivatives)}): at a pole or the edge of a domain`,
    `at a kink ${kinks} (${percent(kinks, derivatives)}): the convention alone was compared`,
    ...oracles.map(
      ({ oracle, comparisons, worst }) =>
        `  ${oracle.padEnd(20)}${String(comparisons).padStart(8)} comparisons, the worst at ${worst.toPrecision(2)} of what is allowed`,
    ),
    "",
  ].join("\n");
};
