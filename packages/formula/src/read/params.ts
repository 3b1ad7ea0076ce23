import type { Expr } from "@chainrule/core";

// What operations keep as data has no type on a general node; these say which it is, and fail where a core that changed says otherwise.

const wrong = ({ op }: Expr, name: string): TypeError => new TypeError(`${op.name} has no such parameter: ${name}`);

/** A parameter that is a number. */
export const numberParam = (node: Expr, name: string): number => {
  const { [name]: value } = node.params;
  if (typeof value !== "number") throw wrong(node, name);
  return value;
};

/** A parameter that is a list of numbers. */
export const listParam = (node: Expr, name: string): readonly number[] => {
  const { [name]: value } = node.params;
  if (!Array.isArray(value)) throw wrong(node, name);
  return value.filter((item) => typeof item === "number");
};

/** A parameter that is a list of pairs of numbers. */
export const pairsParam = (node: Expr, name: string): readonly (readonly [number, number])[] => {
  const { [name]: value } = node.params;
  if (!Array.isArray(value)) throw wrong(node, name);
  return value.map((item) => {
    const [first, second] = Array.isArray(item) ? item : [];
    if (typeof first !== "number" || typeof second !== "number") throw wrong(node, name);
    return [first, second];
  });
};
