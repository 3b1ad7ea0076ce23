import { type Expr, type Param, sizeOf } from "@chainrule/core";

/** A list of numbers among the parameters of a node, as a list that its reader may write to. */
export const numbersIn = ({ params }: Expr, name: string): number[] => numbers(params[name]);

/** A list of pairs among the parameters of a node. */
export const pairsIn = ({ params }: Expr, name: string): [number, number][] => {
  const pairs = params[name];
  return isList(pairs)
    ? pairs.map((pair) => {
        const [first = 0, second = 0] = numbers(pair);
        return [first, second];
      })
    : [];
};

export const numberIn = ({ params }: Expr, name: string): number => Number(params[name]);

const isList = (param: Param | undefined): param is readonly Param[] => Array.isArray(param);

const numbers = (param: Param | undefined): number[] => (isList(param) ? param.map(Number) : []);

export const shapeOf = ({ shape }: { readonly shape: readonly number[] }): number[] => [...shape];

/** The axes over which a reduction runs: those that the result lacks on the left, and those on which it has size 1. */
export const reducedAxes = ({ args: [x], shape }: Expr): number[] => {
  const added = (x?.shape.length ?? 0) - shape.length;
  return (x?.shape ?? []).flatMap((_, axis) => (axis < added || shape[axis - added] === 1 ? [axis] : []));
};

/** How a `scatterAdd` with indices of any shape on any axis is one with a list of indices on the middle of three axes. */
export const scatterSizes = (node: Expr): readonly [outer: number, count: number, inner: number] => {
  const [x, indices] = node.args;
  const axis = numberIn(node, "axis");
  const rank = numberIn(node, "rank");
  const sizes = x?.shape ?? [];
  return [sizeOf(sizes.slice(0, axis)), sizeOf(indices?.shape ?? []), sizeOf(sizes.slice(axis + rank))];
};
