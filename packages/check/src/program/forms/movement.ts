import { broadcastTo, concat, isFloating, pad, reshape, slice, sumTo, transpose } from "@chainrule/core";
import { oneIn, oneOf, shuffled } from "../choice.js";
import { shapeAbove, shapeBelow, shapeLike } from "../shape-choice.js";
import { anything, type Form, joined } from "../source.js";

export const arrangement: Form = (source) => {
  const x = anything(source);
  return reshape(x, shapeLike(source.random, x.shape));
};

export const permutation: Form = (source) => {
  const x = anything(source);
  return transpose(
    x,
    shuffled(
      source.random,
      x.shape.map((_, axis) => axis),
    ),
  );
};

export const repetition: Form = (source) => {
  const x = anything(source);
  return broadcastTo(x, shapeAbove(source.random, x.shape));
};

export const gathering: Form = (source) => {
  const x = anything(source);
  return sumTo(x, shapeBelow(source.random, x.shape));
};

/** Blocks are seldom empty. */
export const block: Form = ({ random, empty, ...source }) => {
  const x = anything({ random, empty, ...source });
  const sizes = x.shape.map((size) => random.nextInt(empty && oneIn(random, 8) ? 0 : Math.min(1, size), size));
  const starts = x.shape.map((size, axis) => random.nextInt(0, size - (sizes[axis] ?? 0)));
  return slice(x, starts, sizes);
};

export const margin: Form = (source) => {
  const { random } = source;
  const x = anything(source);
  const widths = x.shape.map(() => [random.nextInt(0, 1), random.nextInt(0, 1)] as const);
  return pad(x, widths, oneOf(random, isFloating(x.dtype) ? [0, 1, -1, 0.5] : [0, 1]));
};

/** Two or three parts, the first of which may come again. */
export const sequence: Form = (source) => {
  const { random } = source;
  const x = anything(source);
  const axis = random.nextInt(0, Math.max(0, x.shape.length - 1));
  const again = oneIn(random, 4) ? [x] : [];
  return joined(
    source,
    x.dtype,
    (part) => concat(shuffled(random, [x, part, ...again]), axis),
    () => x.shape.map((size, other) => (other === axis ? random.nextInt(1, 2) : size)),
  );
};
