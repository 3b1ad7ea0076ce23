import { topological } from "@chainrule/core";
import { operationsOf, type Specimen } from "../specimen/specimen.js";
import { lengthOf } from "./length.js";
import { numbersOf } from "./numbers.js";

/** Something natural to count in a specimen. */
export type Measure = (specimen: Specimen) => number;

/** How many nodes compute something. */
const operations: Measure = (specimen) => operationsOf(specimen).length;

/** The sizes of the axes of all nodes: shorter ones and fewer ones make it smaller. */
const extent: Measure = ({ output }) =>
  topological([output]).reduce((total, { shape }) => shape.reduce((sum, size) => sum + size, total), 0);

const variables: Measure = ({ inputs }) => inputs.length;

/** How much there is to read in the numbers. */
const digits: Measure = (specimen) => numbersOf(specimen).reduce((total, { value }) => total + lengthOf(value), 0);

/** What counts first comes first; each is a natural number, so that nothing becomes simpler for ever. */
export const measures = { operations, extent, variables, digits } as const satisfies Readonly<Record<string, Measure>>;

/** Whether other specimens are simpler, in lexicographic order of the measures, than this. */
export const simplerThan = (origin: Specimen): ((other: Specimen) => boolean) => {
  // The later measures cost more and seldom decide, hence they are taken when they are asked for.
  const known: number[] = [];
  return (other) => {
    for (const [index, measure] of Object.values(measures).entries()) {
      const ofOrigin = known[index] ?? measure(origin);
      known[index] = ofOrigin;
      const ofOther = measure(other);
      if (ofOther !== ofOrigin) return ofOther < ofOrigin;
    }
    return false;
  };
};
