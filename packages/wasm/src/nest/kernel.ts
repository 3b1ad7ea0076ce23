import { at } from "@chainrule/core/backend";
import { type Code, get, type Local, local, loop, op, type Statement, set, when } from "../code/code.js";
import { int, plus, times } from "../code/integer.js";
import type { Vector } from "../element/element.js";
import { type Addressing, type AddressOf, addressing } from "./address.js";
import { evaluating, type Reach } from "./evaluate.js";
import { type Element, lanesOfNest, loadsIn, type Nest } from "./nest.js";

/** What generated code depends on besides the nest. */
export interface Generation {
  readonly addressOf: AddressOf;
  /** Whether the engine may round `a · b + c` once. */
  readonly relaxed: boolean;
}

/** A nest on its way to code: its loops have counters, and one of them is walked in vectors. */
export interface Kernel extends Generation {
  readonly nest: Nest;
  /** The number of loops that are not folded. */
  readonly outputs: number;
  readonly counters: readonly Local[];
  /** The loop along which neighbours share a vector. */
  readonly axis: number;
  /** How many elements a vector stands for, and how many of them are used. */
  readonly lanes: 2 | 4;
  readonly width: number;
  /** Which units to run, and how many there are. */
  readonly range: { readonly from: Local; readonly to: Local };
  readonly units: number;
  /** Addresses by all counters, and by those of the outputs alone. */
  readonly inside: Addressing;
  readonly outside: Addressing;
  readonly evaluate: (element: Element, reach: Reach) => Vector;
}

/** The last loop of the outputs, unless more loads are contiguous along the last that is folded. */
const axisFor = ({ sizes, reduced, combining, writes }: Nest): number => {
  const [output, folded] = [sizes.length - reduced - 1, sizes.length - 1];
  if (reduced === 0 || combining === "argmax") return output;
  if (output < 0) return folded;
  const loads = writes.flatMap(({ element }) => loadsIn(element));
  const adjacent = (axis: number): number => loads.filter(({ place }) => place.strides[axis] === 1).length;
  return adjacent(folded) > adjacent(output) ? folded : output;
};

/** Lanes that may add to the same place go one by one. */
const isOneByOne = ({ writes }: Nest, axis: number): boolean =>
  writes.some(
    ({ scatter, place }) => scatter !== undefined && (scatter.place.strides[axis] !== 0 || place.strides[axis] !== 1),
  );

/** Decides how a nest without needless loops is run. */
export const kernelOf = (nest: Nest, generation: Generation): Kernel => {
  const { sizes, reduced, writes } = nest;
  const outputs = sizes.length - reduced;
  const lanes = lanesOfNest(nest);
  const axis = axisFor(nest);
  const width = isOneByOne(nest, axis) ? 1 : lanes;
  const counters = sizes.map((_, index) => local("i32", `i${index}`));
  const inside = addressing(counters, generation.addressOf);
  const isWhole = outputs === 0 || writes.some(({ scatter }) => scatter !== undefined);
  const outermost = axis === 0 ? Math.ceil(at(sizes, 0) / width) : at(sizes, 0);
  return {
    ...generation,
    nest,
    outputs,
    counters,
    axis,
    lanes,
    width,
    range: { from: local("i32", "from"), to: local("i32", "to") },
    units: isWhole ? 1 : outermost,
    inside,
    outside: addressing(counters.slice(0, outputs), generation.addressOf),
    evaluate: evaluating({ addressing: inside, axis, lanes, relaxed: generation.relaxed }),
  };
};

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

const smaller = (a: Code, b: number): Code => {
  const bound = int(b);
  return {
    type: "i32",
    instruction: "select",
    immediate: { kind: "none" },
    args: [a, bound, op("i32.lt_u", a, bound)],
  };
};

/**
 * Walks the axis: `block` vectors at a time, then one at a time, then what is left of a vector. Where the axis is the outermost loop, it
 * walks the vectors of the range.
 */
export const alongAxis = (
  kernel: Kernel,
  block: number,
  body: (vectors: number, active: number) => readonly Statement[],
): readonly Statement[] => {
  const { nest, axis, width, units, range, outputs } = kernel;
  const size = at(nest.sizes, axis);
  const counter = at(kernel.counters, axis);
  const rest = size % width;
  const whole = size - rest;
  const isSplit = axis === 0 && axis < outputs && units > 1;
  const first = isSplit ? times(get(range.from), width) : int(0);
  const end = isSplit ? smaller(times(get(range.to), width), whole) : int(whole);
  const [start, below] = [local("i32", "start"), local("i32", "below")];

  const step = block * width;
  const inBlocks = block > 1 && whole >= step;
  // The blocks end where fewer than a block is left.
  const blocksEnd = isSplit
    ? plus(get(start), op("i32.mul", op("i32.div_u", op("i32.sub", get(below), get(start)), int(step)), int(step)))
    : int(whole - (whole % step));
  const blocked = local("i32", "blocked");
  const isCertain = !isSplit && (size - rest) % step === 0;

  const bounds: readonly Statement[] = isSplit ? [set(start, first), set(below, end)] : [];
  const from = isSplit ? get(start) : int(0);
  const to = isSplit ? get(below) : int(whole);
  const walked: Statement[] = [];
  if (inBlocks) {
    walked.push(set(blocked, blocksEnd), loop(counter, { from, below: get(blocked), step }, body(block, width)));
    if (!isCertain) walked.push(loop(counter, { from: get(blocked), below: to, step: width }, body(1, width)));
  } else if (whole > 0) walked.push(loop(counter, { from, below: to, step: width }, body(1, width)));
  const last = rest === 0 ? [] : [set(counter, int(whole)), ...body(1, rest)];
  const remainder = isSplit && last.length > 0 ? [when(op("i32.eq", get(range.to), int(units)), last)] : last;
  return [...bounds, ...walked, ...remainder];
};
