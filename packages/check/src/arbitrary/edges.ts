import { epsilonOf } from "@chainrule/core";
import * as fc from "fast-check";
import type { Shaped } from "../input/shaped.js";

/** The sizes of values where things go wrong, the simplest first: 0, 1, ½, ε of the dtype, and the ends of the domain. */
export const edgesOf = ({ dtype = "f64", min, max, integers }: Shaped): readonly number[] => {
  const ends = integers ? [Math.floor(max), Math.ceil(min)] : [max, min];
  const values = [0, 1, 0.5, epsilonOf(dtype), ...ends.map(Math.abs)];
  // An end that is no `f32` may round to outside of the domain.
  const held = dtype === "f32" ? values.map(Math.fround) : values;
  const isWithin = (value: number): boolean => value >= min && value <= max;
  const sizes = held.filter((size) => (isWithin(size) || isWithin(-size)) && (!integers || Number.isInteger(size)));
  return [...new Set(sizes)];
};

/** A fraction of what is drawn is at the edges, the rest anywhere. */
export const sometimesAtEdges = <A>(fraction: number, draw: (atEdges: boolean) => fc.Arbitrary<A>): fc.Arbitrary<A> => {
  if (!(fraction >= 0 && fraction <= 1))
    throw new RangeError(`edges: a fraction lies between 0 and 1, and ${fraction} does not`);
  const weight = Math.round(1024 * fraction);
  return fc.oneof({ weight: 1024 - weight, arbitrary: draw(false) }, { weight, arbitrary: draw(true) });
};
