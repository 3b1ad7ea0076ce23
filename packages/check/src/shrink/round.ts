import type { Specimen } from "../specimen/specimen.js";
import { halvings } from "./bisecting.js";
import { mapNumbers, numbersOf } from "./numbers.js";
import { simplerNumbers } from "./simpler-numbers.js";

/** No more parts than this: a tensor that long is not read number by number, and each part costs as much as all. */
const PARTS = 128;

/** Numbers become simpler: all of them, then a half at a time, and so on to each one alone. */
export function* round(origin: Specimen): Iterable<Specimen> {
  const numbers = numbersOf(origin);
  for (const { start, end } of halvings(numbers.length)) {
    if (end - start < Math.floor(numbers.length / PARTS)) return;
    for (const simpler of simplerNumbers)
      if (numbers.slice(start, end).some((numeral) => !Object.is(simpler(numeral), numeral.value)))
        yield mapNumbers(origin, (numeral, index) =>
          index >= start && index < end ? simpler(numeral) : numeral.value,
        );
  }
}
