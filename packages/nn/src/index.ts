export { identity, relu, sigmoid, softplus, tanh } from "@chainrule/core";
export type { Activation } from "./activation/activation.js";
export { gelu } from "./activation/gelu.js";
export { leakyRelu } from "./activation/leaky-relu.js";
export { type Initialiser, uniformWithin, zeroInitialiser } from "./initialiser/initialiser.js";
export { glorotNormal, glorotUniform, heNormal, heUniform, normalFanIn, uniformFanIn } from "./initialiser/scaled.js";
export { type DenseOptions, type DenseParameters, dense } from "./layer/dense.js";
export { dropout } from "./layer/dropout.js";
export {
  type Accepts,
  type AnyLayer,
  type Layer,
  type LayerRules,
  layer,
  type ParametersOf,
  type Rows,
} from "./layer/layer.js";
export { type Stage, type StageParameters, sequential } from "./layer/sequential.js";
export { type Loss, loss } from "./loss/agreement.js";
export { binaryCrossEntropy, binaryCrossEntropyWithLogits } from "./loss/binary-cross-entropy.js";
export { huber } from "./loss/huber.js";
export { softmaxCrossEntropy } from "./loss/softmax-cross-entropy.js";
export { halfSquaredError, meanSquaredError } from "./loss/squared-error.js";
export { accuracy, errorRate } from "./metric/accuracy.js";
export { confusionMatrix } from "./metric/confusion-matrix.js";
export { addDecayedWeights } from "./optimiser/add-decayed-weights.js";
export { applyUpdates } from "./optimiser/apply-updates.js";
export { chain } from "./optimiser/chain.js";
export { clipByGlobalNorm } from "./optimiser/clip-by-global-norm.js";
export { type LeafRules, leafwise, type NoState, type Optimiser } from "./optimiser/optimiser.js";
export {
  type AdamOptions,
  type AdamWOptions,
  adam,
  adamW,
  type MomentumOptions,
  momentum,
  nesterov,
  type RateOptions,
  rmsProp,
  sgd,
} from "./optimiser/optimisers.js";
export { type AdamMoments, type AdamState, scaleByAdam } from "./optimiser/scale-by-adam.js";
export { type LearningRate, type RateState, scaleByLearningRate } from "./optimiser/scale-by-learning-rate.js";
export { type RmsMoments, type RmsState, scaleByRms } from "./optimiser/scale-by-rms.js";
export { type TraceOptions, type TraceState, trace } from "./optimiser/trace.js";
export { type CosineOptions, cosineDecay, type DecayOptions, exponentialDecay, stepDecay } from "./schedule/decay.js";
export { constantRate, type Schedule, type StepCount } from "./schedule/schedule.js";
export { warmUp } from "./schedule/warm-up.js";
export { shuffledBatches } from "./training/batches.js";
export { begin, type FitOptions, fit, type Progress } from "./training/fit.js";
export { initialState, type Measured, type TrainingState, trainStep } from "./training/train-step.js";
