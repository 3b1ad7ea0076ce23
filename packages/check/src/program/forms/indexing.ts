import { type Expr, oneHot, type Shape, sameShape, scatterAdd, sizeOf, take } from "@chainrule/core";
import { oneOf } from "../choice.js";
import { below } from "../elements.js";
import { anyShape } from "../shape-choice.js";
import { anything, earlier, type Form, fresh, isIndex, operand, type Source, type Suits } from "../source.js";

/** Whole numbers from 0 to below a count. */
interface Indices {
  readonly node: Expr;
  readonly count: number;
}

/** Earlier whole numbers that suit, or new ones. */
const indices = (source: Source, suits: Suits, shape: () => Shape, count: number): Indices => {
  const found = earlier(source, (value) => isIndex(value) && suits(value));
  if (found?.bounds !== undefined) return { node: found.node, count: found.bounds[1] + 1 };
  return { node: fresh(source, oneOf(source.random, ["i32", "u8"]), shape(), below(count)), count };
};

/** A value that has axes, and one of them. */
const withAxis = (source: Source): readonly [Expr, number] => {
  const x = operand(
    source,
    ({ node }) => node.shape.length > 0 && sizeOf(node.shape) > 0,
    () => anything(source),
  );
  return [x, source.random.nextInt(0, Math.max(0, x.shape.length - 1))];
};

export const picking: Form = (source) => {
  const [x, axis] = withAxis(source);
  const size = x.shape[axis] ?? 0;
  if (size === 0) return undefined;
  const picked = indices(
    source,
    ({ bounds }) => bounds !== undefined && bounds[1] < size,
    () => anyShape(source.random, source.empty).slice(0, 2),
    size,
  );
  return take(x, picked.node, axis);
};

export const scattering: Form = (source) => {
  const { random } = source;
  const [x, axis] = withAxis(source);
  const shape = x.shape.slice(axis, axis + random.nextInt(0, 2));
  const { node, count } = indices(
    source,
    (value) => sameShape(value.node.shape, shape),
    () => shape,
    random.nextInt(1, 3),
  );
  return scatterAdd(x, node, count + random.nextInt(0, 1), axis);
};

export const indicator: Form = (source) => {
  const { random, empty, dtype } = source;
  const { node, count } = indices(
    source,
    () => true,
    () => anyShape(random, empty),
    random.nextInt(1, 3),
  );
  return oneHot(node, count + random.nextInt(0, 1), { dtype });
};
