export { type EpochRecord, jsonLines, type Plan, type Progress, type Reporter, type Result } from "./cli/report.js";
export { encodeImages, encodeLabels } from "./data/encode.js";
export { decodeImages, decodeLabels, decodePair, type IdxFile } from "./data/idx.js";
export { type IdxError, type IdxKind, showIdxError } from "./data/idx-error.js";
export { loadMnist, type Mnist } from "./data/load.js";
export { type DataError, type MissingFile, showDataError } from "./data/load-error.js";
export type { Images, Labels, Samples } from "./data/samples.js";
export {
  limit,
  type Split,
  type SplitError,
  showSplitError,
  splitValidation,
  type ValidationSize,
} from "./data/split.js";
export { type LossName, losses } from "./recipe/loss.js";
export { type ActivationName, activations, networkFor } from "./recipe/network.js";
export { type OptimiserName, optimisers } from "./recipe/optimiser.js";
export type { Recipe } from "./recipe/recipe.js";
export { type Batches, batchesOf, eachBatch } from "./training/batches.js";
export {
  accuracyOn,
  type Classifier,
  classifierFor,
  type Indices,
  type Parameters,
  type Trained,
} from "./training/classifier.js";
export { firstFault } from "./training/divergence.js";
export { type Diverged, type EpochEvent, type ProgressEvent, type Training, train } from "./training/train.js";
