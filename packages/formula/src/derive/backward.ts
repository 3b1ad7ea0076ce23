import type { Expr } from "@chainrule/core";
import { deltaOf } from "../notation/name.js";
import { negative, type Variable } from "../term/term.js";
import type { Activation } from "./activation.js";
import type { Forward } from "./forward.js";
import { derivatives, type Segment, withResults } from "./graph.js";
import type { DeriveOptions } from "./options.js";
import { rulesTo } from "./rules.js";
import { chained, type Letters, type Said, saying, simplified, withAdjoints, withSigns, writtenSums } from "./terms.js";

/** A derivative of the loss by a value, as an equation for its adjoint. */
export interface Derivative {
  readonly variable: Variable;
  readonly node: Expr;
  readonly said: Said;
  readonly rules: readonly string[];
}

/** What is differentiated, and by what. */
export interface Problem {
  /** The segments between the parameters and the loss; the last is the loss. */
  readonly segments: readonly Segment[];
  readonly parameters: readonly { readonly node: Expr; readonly variable: Variable }[];
  readonly variableOf: (node: Expr) => Variable | undefined;
  readonly letters: Letters;
  /** The segments that are functions of others; all of them, and those that are left abstract. */
  readonly activations: ReadonlyMap<Segment, Activation>;
  readonly abstract: ReadonlyMap<Segment, Activation>;
  readonly forward: Forward;
  readonly options: DeriveOptions;
}

/** The derivatives that have equations: those by intermediates, from the loss downwards, and those by parameters. */
export interface Backward {
  readonly adjoints: readonly Derivative[];
  readonly gradients: readonly Derivative[];
}

const adjointOf = (variable: Variable): Variable => ({ ...variable, kind: "adjoint", isOneHot: false });

/** The derivatives of the loss by every intermediate on the way from the parameters, and by these. */
export const backwardOf = (problem: Problem): Backward => {
  const { segments, parameters, variableOf, letters, activations, abstract, forward, options } = problem;
  const { form = "recursive", adjoints = "folded", delta = "derivative" } = options;
  const inner = segments.slice(0, -1);
  const targets = [...inner.map(({ placeholder }) => placeholder), ...parameters.map(({ node }) => node)];
  const explicit = segments.filter((segment) => !abstract.has(segment));
  const found = new Map(derivatives(explicit, targets).map((node, place) => [targets[place], node]));
  const say = saying(withResults(variableOf, segments), letters);

  /** Adjoints that stand in others, and have no equation. */
  const inlined = new Map<string, Said>();
  const isInlined = (segment: Segment): boolean =>
    form === "substituted" || (adjoints === "folded" && activations.has(segment));

  /** Differences as the loss has them, then as derivative rules have them, such as the `1 − a` of a sigmoid. */
  const direct = new Map(targets.map((target) => [target, say(found.get(target) ?? target)]));
  const written = [...forward.written, ...[...direct.values()].flatMap(({ term }) => writtenSums(term))];
  const textbook = (said: Said): Said => {
    const first = simplified({ ...said, term: withAdjoints(said.term, inlined) }, written);
    return simplified({ ...first, term: forward.softmaxes.named(first.term) }, written);
  };
  const derivativeBy = (target: Expr): Said => {
    const through = [...abstract].filter(([, { argument }]) => argument.placeholder === target);
    return textbook(
      through.reduce(
        (said, [{ value }, { argument, derivative }]) =>
          chained(said, adjointOf(value.variable), argument.value.variable, derivative.name),
        direct.get(target) ?? say(target),
      ),
    );
  };

  const isParameter = ({ name }: Variable): boolean => parameters.some(({ variable }) => variable.name === name);
  /** Only an adjoint is a δ: a gradient by a parameter called z is a derivative. */
  const isReversed = (variable: Variable): boolean =>
    delta === "descent" && deltaOf(variable.name) !== undefined && !isParameter(variable);
  /** In terms of each δ as it is defined. */
  const signed = (said: Said, own: Variable): Said => {
    const term = withSigns(said.term, isReversed);
    return simplified({ ...said, term: isReversed(own) ? negative(term) : term }, written);
  };
  const by = (target: Expr, node: Expr, variable: Variable): Derivative & { readonly unsigned: Said } => {
    const unsigned = derivativeBy(target);
    const said = delta === "descent" ? signed(unsigned, variable) : unsigned;
    return { variable: adjointOf(variable), node, said, unsigned, rules: rulesTo(target, segments, isInlined) };
  };

  const derived = inner.toReversed().flatMap((segment): readonly Derivative[] => {
    const { variable, node } = segment.value;
    const derivative = by(segment.placeholder, node, variable);
    if (!isInlined(segment)) return [derivative];
    inlined.set(variable.name, derivative.unsigned);
    return [];
  });
  const gradients = parameters.map(({ node, variable }) => {
    const segment = inner.find(({ value }) => value.variable === variable);
    return by(segment?.placeholder ?? node, node, variable);
  });
  return { adjoints: derived.filter(({ variable }) => !isParameter(variable)), gradients };
};
