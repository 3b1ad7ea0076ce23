import type { Expr } from "@chainrule/core";
import type { Term, Variable } from "../term/term.js";
import type { Activation } from "./activation.js";
import type { Segment } from "./graph.js";
import { type Softmaxes, softmaxes } from "./softmaxes.js";
import { applied, type Letters, type Said, saying, simplified, writtenSums } from "./terms.js";

/** A value of the graph in terms of those before it. */
export interface Value {
  readonly variable: Variable;
  readonly node: Expr | undefined;
  readonly said: Said;
}

/** The forward equations, and what derivatives take over from them. */
export interface Forward {
  readonly values: readonly Value[];
  /** Differences, the way round in which they were written. */
  readonly written: readonly Term[];
  readonly softmaxes: Softmaxes;
}

/** The forward equations of segments, some activations left abstract, and each softmax a value of its own. */
export const forwardOf = (
  segments: readonly Segment[],
  variableOf: (node: Expr) => Variable | undefined,
  free: (wanted: string) => string,
  abstract: ReadonlyMap<Segment, Activation>,
  letters: Letters,
): Forward => {
  const say = saying(variableOf, letters);
  const raw = segments.map(({ definition }) => say(definition));
  const written = raw.flatMap(({ term }) => writtenSums(term));
  const table = softmaxes();
  const values = segments.flatMap((segment, place): readonly Value[] => {
    const { variable, node } = segment.value;
    const said = raw[place];
    if (said === undefined) return [];
    const activation = abstract.get(segment);
    if (activation !== undefined) {
      const { argument, value } = activation;
      const term = applied(value.name, argument.value.variable, said.indices);
      return [{ variable, node, said: { ...said, term } }];
    }
    const textbook = simplified(said, written);
    if (table.note(variable, textbook)) return [{ variable, node, said: textbook }];
    const before: Value[] = [];
    const term = table.named(textbook.term, ({ shape, said: softmax }) => {
      const p: Variable = { name: free("p"), kind: "value", shape, isOneHot: false };
      before.push({ variable: p, node: undefined, said: softmax });
      return p;
    });
    return [...before, { variable, node, said: simplified({ ...textbook, term }, written) }];
  });
  return { values, written, softmaxes: table };
};
