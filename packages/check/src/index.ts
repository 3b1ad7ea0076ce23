export type { ShapeOptions } from "./arbitrary/axes.js";
export { type BroadcastPair, broadcastPairs } from "./arbitrary/broadcast-pairs.js";
export { type NumberOptions, numbers } from "./arbitrary/numbers.js";
export { shapes } from "./arbitrary/shapes.js";
export { type TensorOptions, tensors } from "./arbitrary/tensors.js";
export { type Drawn, trees } from "./arbitrary/trees.js";
export { checkGradients, gradientReport } from "./check.js";
export {
  type ProgramDisagreement,
  type ProgramOutcome,
  type ProgramsOptions,
  type ProgramsReport,
  programOutcomes,
  programsReport,
} from "./check-programs.js";
export type { Jury } from "./examination.js";
export type { Input, Inputs, InputTree } from "./input/inputs.js";
export { type Shaped, type ShapedOptions, shaped } from "./input/shaped.js";
export { GradientCheckError, showFailure } from "./message.js";
export { type Rounded, rounded } from "./numeric/rounded.js";
export type { CheckOptions } from "./options.js";
export type { Comparison, OracleName } from "./oracle/oracle.js";
export type { Order } from "./problem/problem.js";
export { type ProgramOptions, programs } from "./program/programs.js";
export type { Agreement, Counterexample, Failure, Report, Reproduction } from "./report.js";
export { reduce } from "./shrink/reduce.js";
export { showSource } from "./source/source.js";
export { operationsOf, type Specimen, specimen } from "./specimen/specimen.js";
export type { Verdict } from "./specimen/verdict.js";
