import { type Expr, fullLike, isOp, type OpName, pullback, sameShape, topological } from "@chainrule/core";
import { uniform } from "@chainrule/core/backend";
import { deltaOf } from "../notation/name.js";
import { elementwise } from "../read/elementwise.js";
import { keyOf } from "../term/key.js";
import { element, type Term, type Variable } from "../term/term.js";
import type { AbstractFunction } from "./derivation.js";
import type { Segment } from "./graph.js";
import { naming } from "./names.js";
import { type Letters, replaceElements, saying, simplified } from "./terms.js";
import { unnamed } from "./unnamed.js";

/** An activation `a = g(z)`. */
export interface Activation {
  readonly argument: Segment;
  /** What it and its derivative are where they are left abstract. */
  readonly value: AbstractFunction;
  readonly derivative: AbstractFunction;
}

const isElementwise = (node: Expr): boolean => Object.hasOwn(elementwise, node.op.name);

/** The segment `z` of which another is a function `a = g(z)`, element by element; only of what is called `z`, as textbooks have it. */
const argumentOf = ({ definition }: Segment, segments: readonly Segment[]): Segment | undefined => {
  const varying = topological([definition]).filter((node) => uniform(node) === undefined && !isOp(node, "broadcastTo"));
  const [source, ...others] = varying.filter(({ args }) => args.length === 0);
  const segment = segments.find(({ placeholder }) => placeholder === source);
  const isAlike = (node: Expr): boolean =>
    node === source || (isElementwise(node) && sameShape(node.shape, definition.shape));
  if (segment === undefined || others.length > 0 || deltaOf(segment.value.variable.name) === undefined)
    return undefined;
  if (!sameShape(segment.definition.shape, definition.shape) || !varying.every(isAlike)) return undefined;
  return unnamed(definition) === segment.placeholder ? undefined : segment;
};

/** What a function left abstract is called: by what it does where that is one operation, and otherwise `g`. */
const wantedName = ({ definition, value }: Segment, names: Readonly<Record<string, string>>): string => {
  const { op, args } = unnamed(definition);
  const isOne = args.length === 1 && args[0]?.args.length === 0;
  const letter: OpName = "sigmoid";
  if (!isOne) return names[value.variable.name] ?? "g";
  return names[op.name] ?? (op.name === letter ? "σ" : op.name);
};

/** The argument of a function, whatever its element is called elsewhere. */
const x: Variable = { name: "x", kind: "value", shape: [], isOneHot: false };

/** The functions that segments but the loss are of others; equal ones have one name. */
export const activationsOf = (
  segments: readonly Segment[],
  names: Readonly<Record<string, string>>,
  letters: Letters,
): ReadonlyMap<Segment, Activation> => {
  const named = new Map<string, string>();
  const free = naming();
  const nameFor = (segment: Segment, term: Term): string => {
    const key = keyOf(term);
    const name = named.get(key) ?? free(wantedName(segment, names));
    named.set(key, name);
    return name;
  };
  const activations = new Map<Segment, Activation>();
  // The last is the loss, which is no activation.
  for (const segment of segments.slice(0, -1)) {
    const argument = argumentOf(segment, segments);
    if (argument === undefined) continue;
    const say = saying((node) => (node === argument.placeholder ? argument.value.variable : undefined), letters);
    const termOf = (node: Expr): Term =>
      replaceElements(simplified(say(node), []).term, (of) => (of === letters.pi ? undefined : element(x, [])));
    const { definition } = segment;
    const [slope = definition] = pullback([definition], [argument.placeholder], [fullLike(definition, 1)]);
    const term = termOf(definition);
    const name = nameFor(segment, term);
    activations.set(segment, {
      argument,
      value: { name, argument: x, term },
      derivative: { name: `${name}′`, argument: x, term: termOf(slope) },
    });
  }
  return activations;
};
