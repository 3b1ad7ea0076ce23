import type { Colors } from "picocolors/types.js";
import { indented } from "../terminal/indented.js";
import { charactersIn, type Report } from "./report.js";

/** What is printed in the end. */
export interface Result extends Report {
  readonly seed: number;
  readonly seconds: number;
}

/** A result in words. */
export const resultLines = (result: Result, { bold, green, red }: Pick<Colors, "bold" | "green" | "red">): string => {
  const { seed, seconds, programs, operations, equations, longest, undecided, faults } = result;
  const agreed = faults.length === 0 ? green : red;
  return [
    ...faults.flatMap(({ index, source, equations: read, fault }) => [
      red(`program ${index} of seed ${seed}; the smallest that shows it is`),
      indented(source),
      indented([...read, fault].join("\n")),
      "",
    ]),
    `${programs} programs of seed ${seed}, ${(operations / programs).toFixed(1)} operations each on average, in ${seconds.toFixed(1)} s`,
    bold(agreed(`${faults.length} faults`)),
    `${equations.matrix} equations in matrix notation, ${equations.index} in index notation`,
    `undecided ${undecided} programs: a number falls so close beside an edge that rounding may decide, or 0 meets ∞`,
    `the longest formula has ${charactersIn(longest)} characters: ${longest}`,
    "",
  ].join("\n");
};
