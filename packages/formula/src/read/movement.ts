// Movements read backwards: from the position of an element to the position from which it came.

import { type Shape, sizeOf } from "@chainrule/core";
import { call, choice, number, position, product, reduce, sum, type Term, truth, zero } from "../term/term.js";
import { listParam, numberParam, pairsParam } from "./params.js";
import type { Reader } from "./reader.js";

/** `position + offset`. */
const shifted = (at: Term, offset: number): Term => (offset === 0 ? at : sum(at, number(offset)));

/** A stretch of axes that hold the same elements on both sides of a reshape: from and up to which axis, on either side. */
interface Group {
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
}

/** The finest groups into which two shapes of one size fall. */
const groupsOf = (from: Shape, to: Shape): readonly Group[] => {
  const groups: Group[] = [];
  let [i, j] = [0, 0];
  while (i < from.length || j < to.length) {
    const start = { i, j };
    let [left, right] = [from[i++] ?? 1, to[j++] ?? 1];
    while (left !== right) {
      if (left < right) left *= from[i++] ?? 1;
      else right *= to[j++] ?? 1;
    }
    groups.push({ from: [start.i, Math.min(i, from.length)], to: [start.j, Math.min(j, to.length)] });
  }
  return groups;
};

/** Without axes of size 1, which hold no information. */
const wide = (shape: Shape): readonly number[] => shape.flatMap((size, axis) => (size === 1 ? [] : [axis]));

/** The positions before a reshape, given those after it. */
export const beforeReshape = (from: Shape, to: Shape, at: readonly Term[]): readonly Term[] => {
  if (sizeOf(from) === 0) return from.map(() => zero);
  const [fromAxes, toAxes] = [wide(from), wide(to)];
  const sizes = (shape: Shape, axes: readonly number[]): Shape => axes.map((axis) => shape[axis] ?? 1);
  const result: Term[] = from.map(() => zero);
  for (const group of groupsOf(sizes(from, fromAxes), sizes(to, toAxes))) {
    const [sources, targets] = [fromAxes.slice(...group.from), toAxes.slice(...group.to)];
    const [source = 0, target = 0] = [sources[0], targets[0]];
    if (sources.length === 1 && targets.length === 1) {
      result[source] = at[target] ?? zero;
      continue;
    }
    const place = sum(...targets.map((axis, i) => scaled(at[axis] ?? zero, sizeOf(sizes(to, targets.slice(i + 1))))));
    sources.forEach((axis, i) => {
      const stride = sizeOf(sizes(from, sources.slice(i + 1)));
      const above = stride === 1 ? place : call("quotient", place, number(stride));
      result[axis] = i === 0 ? above : call("remainder", above, number(from[axis] ?? 1));
    });
  }
  return result;
};

const scaled = (at: Term, stride: number): Term => (stride === 1 ? at : product(number(stride), at));

export const reshape: Reader = ({ node, at, arg }) => arg(beforeReshape(node.args[0]?.shape ?? [], node.shape, at));

export const transpose: Reader = ({ node, at, arg }) => {
  const axes = listParam(node, "axes");
  return arg(axes.map((_, axis) => at[axes.indexOf(axis)] ?? zero));
};

/** Axes of size 1 have the position 0, whatever is asked, so only the added axes need be dropped. */
export const broadcastTo: Reader = ({ node, at, arg }) =>
  arg(at.slice(node.shape.length - (node.args[0]?.shape.length ?? 0)));

/** A reduction to a shape that broadcasts to that of the argument. */
export const reducedTo =
  (by: "sum" | "max" | "min"): Reader =>
  ({ node, at, arg, fresh }) => {
    const from = node.args[0]?.shape ?? [];
    const added = from.length - node.shape.length;
    const isReduced = from.map((size, axis) => size !== 1 && (axis < added || node.shape[axis - added] === 1));
    const over = fresh(from.filter((_, axis) => isReduced[axis]));
    const letters = over.values();
    const inside = from.map((_, axis): Term => {
      const letter = isReduced[axis] ? letters.next().value : undefined;
      return letter === undefined ? (at[axis - added] ?? zero) : position(letter);
    });
    return reduce(by, over, arg(inside));
  };

export const slice: Reader = ({ node, at, arg }) => {
  const starts = listParam(node, "starts");
  return arg(at.map((place, axis) => shifted(place, starts[axis] ?? 0)));
};

export const pad: Reader = ({ node, at, arg }) => {
  const widths = pairsParam(node, "widths");
  const bounds = at.flatMap((place, axis) => {
    const [before, after] = widths[axis] ?? [0, 0];
    const size = node.shape[axis] ?? 0;
    return [
      ...(before > 0 ? [truth("≥", place, number(before))] : []),
      ...(after > 0 ? [truth("<", place, number(size - after))] : []),
    ];
  });
  const inside = arg(at.map((place, axis) => shifted(place, -(widths[axis]?.[0] ?? 0))));
  return bounds.length === 0 ? inside : choice(product(...bounds), inside, number(numberParam(node, "value")));
};

export const concat: Reader = ({ node, at, read }) => {
  const axis = numberParam(node, "axis");
  const place = at[axis] ?? zero;
  let start = 0;
  const parts = node.args
    .map((part) => {
      const from = start;
      start += part.shape[axis] ?? 0;
      return { end: start, value: read(part, at.with(axis, shifted(place, -from))), isEmpty: from === start };
    })
    .filter(({ isEmpty }) => !isEmpty);
  return parts
    .slice(0, -1)
    .reduceRight(
      (rest, { end, value }) => choice(truth("<", place, number(end)), value, rest),
      parts.at(-1)?.value ?? zero,
    );
};
