// The loops around what is done for a vector or some.

import { at } from "@chainrule/core/backend";
import { type Code, get, local, loop, op, type Statement, select, set, when } from "../code/code.js";
import { int, minus, plus, times } from "../code/integer.js";
import type { Kernel } from "./kernel.js";

/** The bounds of an output loop: those of the range for the outermost, all of it for others. */
const boundsOf = ({ nest, range, units }: Kernel, index: number): { readonly from: Code; readonly below: Code } =>
  index === 0 && units > 1
    ? { from: get(range.from), below: get(range.to) }
    : { from: int(0), below: int(at(nest.sizes, index)) };

/** Loops `first … last − 1` around a body. */
export const around = (
  kernel: Kernel,
  first: number,
  last: number,
  body: readonly Statement[],
): readonly Statement[] => {
  let nested = body;
  for (let index = last - 1; index >= first; index--)
    nested = [loop(at(kernel.counters, index), { ...boundsOf(kernel, index), step: 1 }, nested)];
  return nested;
};

/** Where the last whole block ends that begins at `from`. */
const blocksEnd = (from: Code, below: Code, step: number): Code =>
  plus(from, op("i32.mul", op("i32.div_u", minus(below, from), int(step)), int(step)));

/** Walks an output loop `block` rounds at a time, then one at a time. */
export const inBlocks = (
  kernel: Kernel,
  index: number,
  block: number,
  body: (rounds: number) => readonly Statement[],
): readonly Statement[] => {
  const counter = at(kernel.counters, index);
  const { from, below } = boundsOf(kernel, index);
  const blocked = local("i32", "blocked");
  return [
    set(blocked, blocksEnd(from, below, block)),
    loop(counter, { from, below: get(blocked), step: block }, body(block)),
    loop(counter, { from: get(blocked), below, step: 1 }, body(1)),
  ];
};

/** What is done for some neighbouring vectors: so many elements of each are active. */
type Body = (actives: readonly number[]) => readonly Statement[];

/** How the axis is walked. */
interface Walk {
  /** How many vectors are taken at a time. */
  readonly block: number;
  /** Whether what is left after the last block is taken at once, and not vector by vector. */
  readonly joinsRest: boolean;
}

const repeated = (count: number, value: number): readonly number[] => new Array<number>(count).fill(value);

/** Walks the vectors of the range, where the axis is the outermost loop. */
const alongRange = (
  { nest, axis, width, units, range, counters }: Kernel,
  { block }: Walk,
  body: Body,
): readonly Statement[] => {
  const size = at(nest.sizes, axis);
  const counter = at(counters, axis);
  const rest = size % width;
  const whole = int(size - rest);
  const [start, below, blocked] = [local("i32", "start"), local("i32", "below"), local("i32", "blocked")];
  const end = times(get(range.to), width);
  return [
    set(start, times(get(range.from), width)),
    set(below, select(op("i32.lt_u", end, whole), end, whole)),
    set(blocked, blocksEnd(get(start), get(below), block * width)),
    loop(counter, { from: get(start), below: get(blocked), step: block * width }, body(repeated(block, width))),
    ...(block === 1 ? [] : [loop(counter, { from: get(blocked), below: get(below), step: width }, body([width]))]),
    ...(rest === 0 ? [] : [when(op("i32.eq", get(range.to), int(units)), [set(counter, whole), ...body([rest])])]),
  ];
};

/** Walks the axis in blocks of vectors, then what is left of a block, then what is left of a vector. */
export const alongAxis = (kernel: Kernel, walk: Walk, body: Body): readonly Statement[] => {
  const { nest, axis, width, units, outputs, counters } = kernel;
  if (axis === 0 && axis < outputs && units > 1) return alongRange(kernel, walk, body);
  const counter = at(counters, axis);
  const size = at(nest.sizes, axis);
  const step = walk.block * width;
  const blocked = size - (size % step);
  const rest = size % width;
  const whole = size - rest;

  const blocks = [loop(counter, { from: int(0), below: int(blocked), step }, body(repeated(walk.block, width)))];
  const singles = [loop(counter, { from: int(blocked), below: int(whole), step: width }, body([width]))];
  const tail = [set(counter, int(whole)), ...body([rest])];
  const left = [...repeated((whole - blocked) / width, width), ...(rest === 0 ? [] : [rest])];
  return [
    ...(blocked === 0 ? [] : blocks),
    ...(walk.joinsRest && left.length > 0 ? [set(counter, int(blocked)), ...body(left)] : []),
    ...(walk.joinsRest || whole === blocked ? [] : singles),
    ...(walk.joinsRest || rest === 0 ? [] : tail),
  ];
};
