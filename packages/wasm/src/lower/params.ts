import type { Expr, Shape } from "@chainrule/core";

/** A parameter that is a list of numbers. */
export const numbersOf = (node: Expr, name: string): readonly number[] => {
  const param = node.params[name];
  if (!Array.isArray(param) || !param.every((item) => typeof item === "number"))
    throw new TypeError(`${node.op.name} has no list of numbers called ${name}`);
  return param;
};

/** A parameter that is a number. */
export const numberOf = (node: Expr, name: string): number => {
  const param = node.params[name];
  if (typeof param !== "number") throw new TypeError(`${node.op.name} has no number called ${name}`);
  return param;
};

/** The shape that a reduction keeps. */
export const keptShape = (node: Expr): Shape => numbersOf(node, "shape");

/** The widths of a padding, before and after each axis. */
export const widthsOf = (node: Expr): readonly (readonly number[])[] => {
  const { widths } = node.params;
  if (!Array.isArray(widths)) throw new TypeError("pad has no widths");
  return widths.map((pair) => (Array.isArray(pair) ? pair.filter((width) => typeof width === "number") : []));
};
