// The graph of a loss cut at its intermediates: each is a short graph of its own, and the derivative of one is in terms of those of others.

import {
  type Expr,
  fullLike,
  input,
  isFloating,
  isOp,
  type OpName,
  pullback,
  rebuild,
  topological,
} from "@chainrule/core";
import type { Variable } from "../term/term.js";
import type { Intermediate, Named } from "./intermediates.js";
import { unnamed } from "./unnamed.js";

/** An intermediate, what it is in terms of others, and the nodes that stand for it and for its adjoint in the graphs of others. */
export interface Segment {
  readonly value: Intermediate;
  readonly definition: Expr;
  readonly placeholder: Expr;
  readonly adjoint: Expr;
}

/** Every named value with its own short graph, in topological order; the last is the loss. */
export const segmentsOf = (loss: Expr, { values, of }: Named): readonly Segment[] => {
  const placeholders = new Map(
    values.map((value) => {
      const { shape, dtype } = value.node;
      return [value, input(shape, { dtype, name: value.variable.name })] as const;
    }),
  );
  const rebuilt = new Map<Expr, Expr>();
  for (const node of topological([loss])) {
    const args = node.args.map((arg) => {
      const value = of.get(arg);
      const other = value === of.get(node) ? undefined : value;
      return (other === undefined ? undefined : placeholders.get(other)) ?? rebuilt.get(arg) ?? arg;
    });
    rebuilt.set(node, args.length === 0 ? node : rebuild(node, args));
  }
  return values.flatMap((value): readonly Segment[] => {
    const placeholder = placeholders.get(value);
    const definition = rebuilt.get(value.node);
    if (placeholder === undefined || definition === undefined) return [];
    const { shape, dtype } = value.node;
    return [{ value, placeholder, definition, adjoint: input(shape, { dtype: isFloating(dtype) ? dtype : "f64" }) }];
  });
};

/** The arguments through which derivatives flow. */
const differentiableArgs = (node: Expr): readonly Expr[] => {
  if (!isFloating(node.dtype) || isOp(node, "stopGradient")) return [];
  return isOp(node, "customGradient") ? node.args.slice(1) : node.args;
};

/** The nodes through which a derivative by one of some nodes flows to the definitions. */
export const reachedFrom = (from: readonly Expr[], definitions: readonly Expr[]): readonly Expr[] => {
  const reached = new Set(from);
  for (const node of topological(definitions))
    if (differentiableArgs(node).some((arg) => reached.has(arg))) reached.add(node);
  return [...reached];
};

/** The segments that a derivative by one of the nodes passes through on its way from the loss, which is the last. */
export const onTheWay = (segments: readonly Segment[], wrt: readonly Expr[]): readonly Segment[] => {
  const reaches = (from: readonly Expr[], { definition }: Segment): boolean =>
    reachedFrom(from, [definition]).includes(definition);
  const moving = [...wrt];
  const depending = segments.slice(0, -1).filter((segment) => {
    const isMoving =
      isFloating(segment.definition.dtype) && (moving.includes(segment.value.node) || reaches(moving, segment));
    if (isMoving) moving.push(segment.placeholder);
    return isMoving;
  });
  const live = segments.slice(-1);
  for (const segment of depending.toReversed())
    if (live.some((other) => reaches([segment.placeholder], other))) live.unshift(segment);
  return live;
};

/** The derivatives of the loss, the last segment, by nodes, each in terms of the adjoints of the segments that use it. */
export const derivatives = (segments: readonly Segment[], wrt: readonly Expr[]): readonly Expr[] => {
  const loss = segments.at(-1);
  // In this order the contributions of intermediates come first, from the last to the first, and that of the loss itself at the end.
  const outputs = [...segments.slice(-1), ...segments.slice(0, -1)];
  return pullback(
    outputs.map(({ definition }) => definition),
    wrt,
    outputs.map((segment) => (segment === loss ? fullLike(segment.definition, 1) : segment.adjoint)),
  );
};

/** The variable that each node stands for, in the graphs of segments and in their derivatives. */
export const variablesOf = (
  { of, leaves }: Named,
  segments: readonly Segment[],
): ((node: Expr) => Variable | undefined) => {
  const variables = new Map<Expr, Variable>();
  for (const [node, leaf] of of) if (leaves.includes(leaf)) variables.set(node, leaf.variable);
  for (const { value, placeholder, adjoint } of segments) {
    variables.set(placeholder, value.variable);
    variables.set(adjoint, { ...value.variable, kind: "adjoint", isOneHot: false });
  }
  return (node) => variables.get(node);
};

/** Operations whose derivative is told in terms of their result: `σ′ = y (1 − y)`. */
const tellingResults: readonly OpName[] = ["exp", "expm1", "pow", "reciprocal", "sigmoid", "sqrt", "tanh"];

/** The same, where the result of such an operation is a variable as well if it is what defines one; but for the loss. */
export const withResults = (
  variableOf: (node: Expr) => Variable | undefined,
  segments: readonly Segment[],
): ((node: Expr) => Variable | undefined) => {
  const results = new Map(
    segments.slice(0, -1).map(({ value, definition }) => [unnamed(definition), value.variable] as const),
  );
  const isTold = (node: Expr): boolean => tellingResults.some((name) => isOp(node, name));
  return (node) => variableOf(node) ?? (isTold(node) ? results.get(node) : undefined);
};
