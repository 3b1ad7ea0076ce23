export type { AbstractFunction, Derivation, Step, StepKind } from "./derive/derivation.js";
export { type Derive, derive } from "./derive/derive.js";
export type { Inputs } from "./derive/function.js";
export type { DeriveOptions } from "./derive/options.js";
export type { Parameters } from "./derive/parameters.js";
export { type ExplainOptions, explain } from "./explain/explain.js";
export type {
  Addend,
  Explanation,
  Factor,
  PublishedElement,
  Result,
  ScalarExplanation,
  StepExplanation,
} from "./explain/explanation.js";
export type { ElementPlace, NestedLabels } from "./explain/label.js";
export { explanationToText } from "./explain/text.js";
export type { Values } from "./explain/values.js";
export type { Equation, Formula } from "./notation/formula.js";
export { latexOf, latexOfEquation, toLatex } from "./render/latex.js";
export { toMarkdown } from "./render/markdown.js";
export { type Naming, namingOf } from "./render/naming.js";
export type { RenderOptions } from "./render/options.js";
export { textOf, textOfEquation, toText } from "./render/text.js";
export { type SourceOptions, toTypeScript } from "./source/typescript.js";
export type { Rational } from "./term/rational.js";
export type { Index, Reduction, Relation, Term, Variable } from "./term/term.js";
