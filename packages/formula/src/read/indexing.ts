import { position, product, reduce, type Term, truth, zero } from "../term/term.js";
import { numberParam } from "./params.js";
import type { Reader } from "./reader.js";

const rankOf = (node: { readonly shape: readonly number[] } | undefined): number => node?.shape.length ?? 0;

export const take: Reader = ({ node, at, arg }) => {
  const axis = numberParam(node, "axis");
  const rank = rankOf(node.args[1]);
  const taken = arg(at.slice(axis, axis + rank), 1);
  return arg([...at.slice(0, axis), taken, ...at.slice(axis + rank)]);
};

export const scatterAdd: Reader = ({ node, at, arg, fresh }) => {
  const axis = numberParam(node, "axis");
  const over = fresh(node.args[1]?.shape ?? []);
  const from = over.map(position);
  const isHere = truth("=", arg(from, 1), at[axis] ?? zero);
  return reduce("sum", over, product(isHere, arg([...at.slice(0, axis), ...from, ...at.slice(axis + 1)])));
};

export const oneHot: Reader = ({ at, arg }) => truth("=", arg(at.slice(0, -1)), at.at(-1) ?? zero);

export const matmul: Reader = ({ node, at, arg, fresh }) => {
  const inner = node.args[0]?.shape.at(-1) ?? 0;
  const over = inner === 1 ? [] : fresh([inner]);
  const k: Term = over[0] === undefined ? zero : position(over[0]);
  const [row = zero, column = zero] = at.slice(-2);
  const batch = at.slice(0, -2);
  return reduce("sum", over, product(arg([...batch, row, k]), arg([...batch, k, column], 1)));
};

export const argmax: Reader = ({ node, at, arg, fresh }) => {
  const axis = numberParam(node, "axis");
  const size = node.args[0]?.shape[axis] ?? 0;
  if (size === 1) return zero;
  const over = fresh([size]);
  return reduce("argmax", over, arg([...at.slice(0, axis), ...over.map(position), ...at.slice(axis)]));
};
