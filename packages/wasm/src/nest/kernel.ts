import { at } from "@chainrule/core/backend";
import { type Local, local } from "../code/code.js";
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
    evaluate: evaluating({
      addressing: inside,
      axis,
      rows: reduced > 0 && axis < outputs ? sizes.length - 1 : outputs - 1,
      lanes,
      relaxed: generation.relaxed,
    }),
  };
};
