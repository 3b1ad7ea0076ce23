import {
  glorotNormal,
  glorotUniform,
  heNormal,
  heUniform,
  type Initialiser,
  normalFanIn,
  uniformFanIn,
  uniformWithin,
} from "@chainrule/nn";
import { namesOf } from "./names.js";
import { workedExamples } from "./worked-example.js";

/** How the weights of a layer begin; biases begin at 0. */
export const initialisers = {
  "glorot-uniform": glorotUniform,
  "glorot-normal": glorotNormal,
  "he-uniform": heUniform,
  "he-normal": heNormal,
  "normal-fan-in": normalFanIn,
  "uniform-fan-in": uniformFanIn,
  "uniform-0.1": uniformWithin(-0.1, 0.1),
} as const satisfies Readonly<Record<string, Initialiser>>;

export const initialiserNames = namesOf({ ...initialisers, ...workedExamples });

/** An initialiser, or a worked example whose parameters are given. */
export type InitialiserName = (typeof initialiserNames)[number];
