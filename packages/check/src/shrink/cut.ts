import type { Expr } from "@chainrule/core";
import { above } from "../specimen/above.js";
import { operationsOf, type Specimen } from "../specimen/specimen.js";
import { bisecting } from "./bisecting.js";
import { insideOf } from "./custom.js";
import { type ValueAt, withInputs } from "./values.js";

/** The graph of an output which ends where a node is cut: that becomes an input. */
const cutWhere = (origin: Specimen, output: Expr, isCut: (node: Expr) => boolean, valueAt: ValueAt): Specimen => {
  const isEnd = (node: Expr): boolean => node !== output && isCut(node);
  return withInputs(origin, output, above(output, isEnd).filter(isEnd), valueAt);
};

/** Each operation alone, on the values that its arguments have: a fault that lies in one rule is found in one step. */
export function* isolate(origin: Specimen, valueAt: ValueAt): Iterable<Specimen> {
  const operations = new Set(operationsOf(origin));
  for (const node of operations) {
    const inside = new Set(insideOf(node));
    yield cutWhere(origin, node, (other) => operations.has(other) && !inside.has(other), valueAt);
  }
}

/**
 * What a node is computed from is left out: for one node at a time, and before that for all nodes up to a certain one. The later it is, the
 * less is left.
 */
export function* cut(origin: Specimen, valueAt: ValueAt): Iterable<Specimen> {
  const { output } = origin;
  const operations = operationsOf(origin);
  const inside = new Set(operations.flatMap(insideOf));
  const inner = operations.filter((node) => node !== output && !inside.has(node)).toReversed();
  const places = new Map(inner.map((node, place) => [node, place]));
  for (const first of bisecting([...inner.keys()]))
    yield cutWhere(origin, output, (node) => (places.get(node) ?? -1) >= first, valueAt);
  for (const node of bisecting(inner)) yield withInputs(origin, output, [node], valueAt);
}
