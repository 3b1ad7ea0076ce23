import { constant, type Expr, showSignature } from "@chainrule/core";
import * as NEA from "fp-ts/lib/NonEmptyArray.js";
import { operationsOf, type Specimen, specimen } from "../specimen/specimen.js";
import { substitute } from "../specimen/substitute.js";

const replaced = ({ inputs, output, point }: Specimen, replacements: ReadonlyMap<Expr, Expr>): Specimen =>
  specimen(inputs, substitute(output, replacements), point);

/** The arguments of customGradients, which stay apart: their rules give each a cotangent of its own. */
const claimed = (origin: Specimen): ReadonlySet<Expr> =>
  new Set(operationsOf(origin).flatMap(({ op, args }) => (op.name === "customGradient" ? args.slice(1) : [])));

/** Inputs of one shape and dtype become one: all of them, then each and the next. */
export function* merge(origin: Specimen): Iterable<Specimen> {
  const apart = claimed(origin);
  const inputs = origin.inputs.filter((node) => !apart.has(node));
  const groups = Object.values(NEA.groupBy((node: Expr) => showSignature(node))(inputs));
  for (const [first, ...rest] of groups)
    if (rest.length > 1) yield replaced(origin, new Map(rest.map((node) => [node, first])));
  for (const group of groups)
    for (const [index, node] of group.slice(1).entries()) {
      const before = group[index];
      if (before !== undefined) yield replaced(origin, new Map([[node, before]]));
    }
}

/** An input becomes a constant with its value: there is one variable less. */
export function* freeze(origin: Specimen): Iterable<Specimen> {
  for (const [index, node] of origin.inputs.entries()) {
    const value = origin.point[index];
    if (value !== undefined) yield replaced(origin, new Map([[node, constant(value, node.name)]]));
  }
}
