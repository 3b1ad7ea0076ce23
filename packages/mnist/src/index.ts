export { type Checkpoint, decodeCheckpoint, encodeCheckpoint, readCheckpoint } from "./checkpoint/checkpoint.js";
export type { CheckpointError } from "./checkpoint/checkpoint-error.js";
export { showCheckpointError } from "./checkpoint/checkpoint-error.js";
export type { RunMetadata } from "./checkpoint/metadata.js";
export { decodeSafetensors, encodeSafetensors, type Safetensors } from "./checkpoint/safetensors.js";
export { type SafetensorsError, showSafetensorsError } from "./checkpoint/safetensors-error.js";
export { parametersHash } from "./checkpoint/tree.js";
export { jsonLines } from "./cli/report.js";
export { type CsvError, showCsvError } from "./data/csv-error.js";
export type { DataSet } from "./data/data-set.js";
export { encodeImages, encodeLabels } from "./data/encode.js";
export { type Examples, examplesOf, type Inputs } from "./data/examples.js";
export { type FileError, showFileError } from "./data/file-error.js";
export {
  circles,
  firstWorkedExample,
  type GeneratedOptions,
  type Generator,
  secondWorkedExample,
  spirals,
  twoMoons,
  xor,
} from "./data/generated.js";
export { type GeneratedName, type GeneratedSet, generatedSets } from "./data/generated-sets.js";
export { decodeImages, decodeLabels, decodePair, type IdxFile } from "./data/idx.js";
export { type IdxError, type IdxKind, showIdxError } from "./data/idx-error.js";
export { loadMnist, type Mnist } from "./data/load.js";
export { type DataError, type MissingFile, showDataError } from "./data/load-error.js";
export type { Images, Labels, Samples } from "./data/samples.js";
export { type DataSource, fingerprintOf, loadData } from "./data/source.js";
export {
  type Aligned,
  limit,
  type Selected,
  type Split,
  type SplitError,
  showSplitError,
  splitValidation,
  type ValidationSize,
} from "./data/split.js";
export type { GreyPicture } from "./picture/digit/grey-picture.js";
export type { NoInk } from "./picture/digit/ink.js";
export { type Digit, normaliseDigit, readDigit } from "./picture/digit.js";
export { type PictureError, showPictureError } from "./picture/digit-error.js";
export { type LossName, losses } from "./recipe/loss.js";
export { type ActivationName, activations, networkOf } from "./recipe/network.js";
export { type OptimiserName, optimisers } from "./recipe/optimiser.js";
export { findPreset, type Preset, type PresetName, presets } from "./recipe/preset.js";
export { type Recipe, recipeSchema, type Stopping } from "./recipe/recipe.js";
export type { Plan, Progress, Reporter, Result } from "./run/reporter.js";
export { type AffineRanges, randomAffine } from "./training/affine.js";
export { type Batches, batchesOf, eachBatch } from "./training/batches.js";
export {
  type Batch,
  type Classifier,
  classifierFor,
  type Indices,
  type Parameters,
  type Trained,
} from "./training/classifier.js";
export { firstFault } from "./training/divergence.js";
export { type LearningData, type Measured, measureOn } from "./training/measure.js";
export type { EpochRecord } from "./training/record.js";
export { type Best, isDone, resultOf, type TrainingState } from "./training/state.js";
export {
  type Advanced,
  type Diverged,
  type EpochEvent,
  type ProgressEvent,
  type Trainer,
  type Training,
  train,
  trainerOf,
} from "./training/train.js";
