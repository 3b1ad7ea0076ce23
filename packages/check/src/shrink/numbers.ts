import { constant, type DType, rebuild, Tensor, tensorFrom, topological } from "@chainrule/core";
import { type Build, hasArgs, mapGraph } from "../specimen/map-graph.js";
import { type Specimen, specimen } from "../specimen/specimen.js";
import { insideOf } from "./custom.js";

/** A number, and the dtype that it is of. */
export interface Numeral {
  readonly value: number;
  readonly dtype: DType;
}

/**
 * All numbers of a specimen that are no sizes: the elements of its point, then of its constants, and the values of paddings. Those within
 * the function of a `customGradient`, of which its rule makes a claim, are not among them.
 */
export const numbersOf = ({ output, point }: Specimen): readonly Numeral[] => {
  const elements = (tensor: Tensor): readonly Numeral[] =>
    tensor.toArray().map((value) => ({ value, dtype: tensor.dtype }));
  const inside = new Set(topological([output]).flatMap(insideOf));
  const held = topological([output]).flatMap((node): readonly Numeral[] => {
    const { value } = node.params;
    if (inside.has(node)) return [];
    if (value instanceof Tensor) return elements(value);
    return typeof value === "number" ? [{ value, dtype: node.dtype }] : [];
  });
  return [...point.flatMap(elements), ...held];
};

/** The specimen with other numbers; `index` counts those of `numbersOf`. What keeps its numbers is shared. */
export const mapNumbers = (
  { inputs, output, point }: Specimen,
  change: (numeral: Numeral, index: number) => number,
): Specimen => {
  let next = 0;
  const changed = (tensor: Tensor): Tensor => {
    const values = tensor.toArray();
    const after = values.map((value) => change({ value, dtype: tensor.dtype }, next++));
    return after.every((value, index) => Object.is(value, values[index]))
      ? tensor
      : tensorFrom(tensor.shape, after, { dtype: tensor.dtype });
  };
  const inside = new Set(topological([output]).flatMap(insideOf));
  const build: Build = (node, args) => {
    const { value } = inside.has(node) ? {} : node.params;
    if (value instanceof Tensor) {
      const after = changed(value);
      return after === value ? node : constant(after, node.name);
    }
    const after = typeof value === "number" ? change({ value, dtype: node.dtype }, next++) : value;
    if (after === undefined || Object.is(after, value)) return hasArgs(node, args) ? node : rebuild(node, args);
    return rebuild({ ...node, params: { ...node.params, value: after } }, args);
  };
  const moved = point.map(changed);
  return specimen(inputs, mapGraph(output, build), moved);
};
