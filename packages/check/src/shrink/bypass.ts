import { type Expr, rebuild, sameShape } from "@chainrule/core";
import { hasArgs, mapGraph } from "../specimen/map-graph.js";
import { operationsOf, type Specimen, specimen } from "../specimen/specimen.js";
import { halvings } from "./bisecting.js";
import { insideOf } from "./custom.js";

/** The arguments, by their numbers, that can stand where the node does. */
const substitutesOf = (node: Expr): readonly number[] =>
  [...node.args.keys()].filter((index) => {
    const arg = node.args[index];
    return arg?.dtype === node.dtype && sameShape(arg.shape, node.shape) && node.args.indexOf(arg) === index;
  });

/** The specimen in which nodes gave way to the arguments with these numbers. */
const bypassed = ({ inputs, output, point }: Specimen, chosen: ReadonlyMap<Expr, number>): Specimen => {
  const result = mapGraph(output, (node, args) => {
    const stands = args[chosen.get(node) ?? args.length];
    if (stands !== undefined) return stands;
    return hasArgs(node, args) ? node : rebuild(node, args);
  });
  return specimen(inputs, result, point);
};

/** Nodes are replaced by one of their arguments: half of all nodes that can be, a quarter, and so on, and then each by each. */
export function* bypass(origin: Specimen): Iterable<Specimen> {
  const operations = operationsOf(origin);
  const inside = new Set(operations.flatMap(insideOf));
  const candidates = operations.flatMap((node) => {
    if (inside.has(node)) return [];
    const [first, ...others] = substitutesOf(node);
    return first === undefined ? [] : [{ node, first, others }];
  });
  for (const { start, end } of halvings(candidates.length))
    yield bypassed(origin, new Map(candidates.slice(start, end).map(({ node, first }) => [node, first])));
  for (const { node, others } of candidates)
    for (const other of others) yield bypassed(origin, new Map([[node, other]]));
}
