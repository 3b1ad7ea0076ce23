import type { Backend } from "@chainrule/core";
import { backendOracle } from "./backend.js";
import { complexStep } from "./complex-step.js";
import { differences } from "./differences.js";
import { forward } from "./forward.js";
import { linearity } from "./linearity.js";
import type { Oracle } from "./oracle.js";
import { primeFieldOracle } from "./prime-field.js";

/** All oracles, the most precise first: of several that disagree, the first is named. */
export const oraclesWith = (backends: readonly Backend[]): readonly Oracle[] => [
  forward,
  complexStep,
  differences,
  primeFieldOracle,
  linearity,
  ...backends.map(backendOracle),
];
