import type { Nested, Tensor } from "@chainrule/core";
import { typeOf } from "./interface.js";
import { group, indented, type Layout, lastComma, seam, separated, space } from "./layout.js";

const numeral = (value: number): string => (Object.is(value, -0) ? "-0" : String(value));

const isRow = (values: readonly Nested[]): values is readonly number[] =>
  values.every((value) => typeof value === "number");

/** Nested arrays, of which rows stay on one line. */
const literalOf = (values: Nested): Layout => {
  if (typeof values === "number") return numeral(values);
  if (isRow(values)) return `[${values.map(numeral).join(", ")}]`;
  return group("[", indented(seam, separated(values.map(literalOf), [",", space])), lastComma, "]");
};

/** The definition of a constant. */
export const constantOf = (name: string, value: Tensor): Layout => {
  const type = value.shape.length === 0 ? "" : `: ${typeOf(value.shape)}`;
  return [`const ${name}${type} = `, literalOf(value.toNested()), ";"];
};
