import { choices } from "./choice.js";
import { collecting } from "./collect.js";
import { deltas } from "./delta.js";
import { exponentials } from "./exponential.js";
import { fractions } from "./fraction.js";
import { functionRules } from "./functions.js";
import { integers } from "./integer.js";
import { reductions } from "./reduction.js";
import type { Rule } from "./rule.js";
import { sumsOfSums } from "./sum-of-sums.js";
import { truths } from "./truth.js";

/** Every rule, in the order in which they are tried. */
export const rules: readonly Rule[] = [
  ...collecting,
  ...integers,
  ...truths,
  ...choices,
  ...functionRules,
  ...reductions,
  ...deltas,
  ...exponentials,
  ...fractions,
  ...sumsOfSums,
];
