import { complexStep } from "./complex-step.js";
import { differences } from "./differences.js";
import { forward } from "./forward.js";
import type { Oracle } from "./oracle.js";
import { primeFieldOracle } from "./prime-field.js";

/** All oracles, the most precise first: of several that disagree, the first is named. */
export const oracles: readonly Oracle[] = [forward, complexStep, differences, primeFieldOracle];
