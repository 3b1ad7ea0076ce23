import { activations } from "./activations.js";
import { attention } from "./attention.js";
import { columns } from "./columns.js";
import type { Golden } from "./golden.js";
import { matrixCalculus } from "./matrix-calculus.js";
import { networks } from "./networks.js";
import { normalisation } from "./normalisation.js";
import { probabilistic } from "./probabilistic.js";
import { regression } from "./regression.js";
import { robust } from "./robust.js";

export const goldens: readonly Golden[] = [
  ...regression,
  ...networks,
  ...columns,
  ...matrixCalculus,
  ...normalisation,
  ...attention,
  ...robust,
  ...activations,
  ...probabilistic,
];
