import type { Expr, OpName } from "@chainrule/core";
import { isOpName } from "@chainrule/core/backend";

/** What stands for the rule of a function that brings its own: its derivative does not follow from its equation. */
export const customGradientLaw = "y = f(x), with a rule of its own";

/**
 * The derivative rule of each operation, as an equation: for the result `y`, `ȳ` is the derivative of the loss by it. Those that only move,
 * name or choose values have none worth a line.
 */
const laws: Readonly<Record<OpName, string | undefined>> = {
  input: undefined,
  constant: undefined,
  identity: undefined,
  stopGradient: undefined,
  customGradient: customGradientLaw,
  reshape: undefined,
  transpose: "y = xᵀ: x̄ = ȳᵀ",
  broadcastTo: "y = x, repeated: x̄ = Σ ȳ over the repeats",
  sumTo: "y = Σ x: x̄ = ȳ, repeated",
  slice: "y, a block of x: x̄ = ȳ there, 0 elsewhere",
  pad: "y = x, padded: x̄ = that block of ȳ",
  concat: "y = x₁, x₂ … joined: x̄ᵢ = its block of ȳ",
  cast: undefined,
  add: "y = a + b: ā = b̄ = ȳ",
  sub: "y = a − b: ā = ȳ, b̄ = −ȳ",
  mul: "y = a b: ā = ȳ b, b̄ = ȳ a",
  div: "y = a/b: ā = ȳ/b, b̄ = −ȳ y/b",
  neg: "y = −x: x̄ = −ȳ",
  pow: "y = aᵇ: ā = ȳ b aᵇ⁻¹, b̄ = ȳ y log a",
  exp: "y = exp x: x̄ = ȳ y",
  expm1: "y = exp x − 1: x̄ = ȳ exp x",
  log: "y = log x: x̄ = ȳ/x",
  log1p: "y = log(1 + x): x̄ = ȳ/(1 + x)",
  sqrt: "y = √x: x̄ = ȳ/(2 y)",
  square: "y = x²: x̄ = 2 ȳ x",
  reciprocal: "y = 1/x: x̄ = −ȳ y²",
  sin: "y = sin x: x̄ = ȳ cos x",
  cos: "y = cos x: x̄ = −ȳ sin x",
  tanh: "y = tanh x: x̄ = ȳ (1 − y²)",
  sigmoid: "y = σ(x): x̄ = ȳ y (1 − y)",
  softplus: "y = softplus x: x̄ = ȳ σ(x)",
  erf: "y = erf x: x̄ = ȳ 2/√π exp(−x²)",
  abs: "y = |x|: x̄ = ȳ sign x",
  sign: undefined,
  relu: "y = relu x: x̄ = ȳ [x > 0]",
  maximum: "y = max(a, b): the larger takes ȳ, equal ones half each",
  minimum: "y = min(a, b): the smaller takes ȳ, equal ones half each",
  equal: undefined,
  notEqual: undefined,
  less: undefined,
  lessEqual: undefined,
  greater: undefined,
  greaterEqual: undefined,
  where: "y = a where c, else b: ā = ȳ where c, b̄ = ȳ elsewhere",
  max: "y = max x: the largest share ȳ",
  min: "y = min x: the smallest share ȳ",
  argmax: undefined,
  matmul: "Y = A B: Ā = Ȳ Bᵀ, B̄ = Aᵀ Ȳ",
  take: "y = x at places: x̄ = Σ ȳ over the places that read it",
  scatterAdd: "y = Σ x over equal places: x̄ = ȳ at its place",
  oneHot: undefined,
};

/** The rules of the operations of nodes, each once. */
export const lawsOf = (nodes: readonly Expr[]): readonly string[] => [
  ...new Set(nodes.flatMap(({ op }) => (isOpName(op.name) ? (laws[op.name] ?? []) : []))),
];
