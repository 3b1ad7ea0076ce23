import * as O from "fp-ts/lib/Option.js";
import { compared, type Oracle, roundingOf } from "./oracle.js";

/** Forward mode: the graph read in dual numbers (and dual over dual), whose rules are not those of reverse mode. Agreement to rounding. */
export const forward: Oracle = {
  name: "forward mode",
  prepare: () =>
    O.some((_place, { reverse, forward: pushed }) =>
      compared("forward mode", reverse.value, pushed.value, roundingOf(reverse, pushed)),
    ),
};
