import type { Expr } from "../expr/expr.js";
import { topological } from "../expr/topological.js";
import { showSignature } from "../tensor/signature.js";
import { Tensor } from "../tensor/tensor.js";
import type { Graph } from "./print.js";

/** A box of a diagram, and the boxes from which arrows lead to it. */
interface Box {
  readonly id: string;
  readonly label: string;
  readonly isInput: boolean;
  readonly from: readonly string[];
}

const boxesOf = ({ inputs, outputs }: Graph): readonly Box[] => {
  const order = topological([...inputs, ...outputs]);
  const ids = new Map(order.map((node, index) => [node, `n${index}`]));
  return order.map((node) => ({
    id: ids.get(node) ?? "",
    label: [labelOf(node), showSignature(node)].join(" "),
    isInput: node.op.name === "input",
    from: node.args.map((arg) => ids.get(arg) ?? ""),
  }));
};

const labelOf = (node: Expr): string => {
  const { value } = node.params;
  const what = value instanceof Tensor && value.size === 1 ? String(value.toNumber()) : node.op.name;
  return node.name === undefined ? what : `${node.name} = ${what}`;
};

/**
 * A graph in the DOT language of Graphviz.
 *
 * @example
 * import { exp, input, toDot } from "@chainrule/core";
 * const x = input([2], { name: "x" });
 * assert.match(toDot({ inputs: [x], outputs: [exp(x)] }), /n0 -> n1;/);
 */
export const toDot = (graph: Graph): string => {
  const boxes = boxesOf(graph);
  const nodes = boxes.map(
    ({ id, label, isInput }) => `  ${id} [label=${JSON.stringify(label)}, shape=${isInput ? "ellipse" : "box"}];`,
  );
  const arrows = boxes.flatMap(({ id, from }) => from.map((source) => `  ${source} -> ${id};`));
  return ["digraph program {", ...nodes, ...arrows, "}"].join("\n");
};

/**
 * A graph as a Mermaid flowchart, as Markdown viewers draw it.
 *
 * @example
 * import { exp, input, toMermaid } from "@chainrule/core";
 * const x = input([2], { name: "x" });
 * assert.match(toMermaid({ inputs: [x], outputs: [exp(x)] }), /n0 --> n1/);
 */
export const toMermaid = (graph: Graph): string => {
  const boxes = boxesOf(graph);
  const nodes = boxes.map(
    ({ id, label, isInput }) => `  ${id}${isInput ? `(["${quoted(label)}"])` : `["${quoted(label)}"]`}`,
  );
  const arrows = boxes.flatMap(({ id, from }) => from.map((source) => `  ${source} --> ${id}`));
  return ["flowchart TD", ...nodes, ...arrows].join("\n");
};

/** Mermaid reads quotes in labels as HTML entities. */
const quoted = (label: string): string => label.replaceAll('"', "#quot;");
