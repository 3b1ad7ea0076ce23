import type { Specimen } from "@chainrule/check";
import * as E from "fp-ts/lib/Either.js";
import * as O from "fp-ts/lib/Option.js";
import { disagreement, type Scrutiny, verdictsOn } from "../../packages/check/src/specimen/verdict.js";

/** Whether some oracle disagrees, or a gradient cannot even be built. */
export const isFaulty = (specimen: Specimen, scrutiny: Scrutiny): boolean =>
  E.isLeft(verdictsOn(specimen, scrutiny)) || O.isSome(disagreement(specimen, scrutiny));
