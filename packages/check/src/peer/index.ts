export { type Adapter, adapterFor } from "./adapter.js";
export type { Difference } from "./difference.js";
export { type Finding, symptomOf } from "./finding.js";
export type { Call, Called, Library, Pulled } from "./library.js";
export { type SharedProgramsOptions, sharedOperations, sharedPrograms } from "./shared-programs.js";
export { noSurvey, type Survey, surveyed, type Tallied } from "./survey.js";
export { type Fault, isAtKink, isFault, type Verdict, verdictOf } from "./verdict.js";
