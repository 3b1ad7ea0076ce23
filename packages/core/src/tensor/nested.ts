import { ShapeError } from "../shape/errors.js";
import { at, type Shape } from "../shape/shape.js";

/** A number, or lists of lists of numbers, all of one length at each depth. */
export type Nested = number | readonly Nested[];

/** The shape of nested literals; the sizes of lists that are not literals are `number`. */
export type ShapeOfNested<V> = [V] extends [never]
  ? readonly []
  : V extends readonly (infer Item)[]
    ? V extends readonly [infer Head, ...unknown[]]
      ? readonly [V["length"], ...ShapeOfNested<Head>]
      : readonly [V["length"], ...ShapeOfNested<Item>]
    : readonly [];

/** The shape of nested lists, read off the first element at each depth. */
export const shapeOfNested = (values: Nested): Shape => {
  const shape: number[] = [];
  for (let level = values; typeof level !== "number"; level = at(level, 0)) {
    shape.push(level.length);
    if (level.length === 0) break;
  }
  return shape;
};

/**
 * The numbers of nested lists in row-major order.
 *
 * @throws ShapeError where the lists do not have the shape.
 */
export const flattenNested = (values: Nested, shape: Shape): readonly number[] => {
  const flat: number[] = [];
  const visit = (level: Nested, depth: number, path: string): void => {
    if (typeof level === "number") {
      if (depth !== shape.length) throw ragged(path, "a number", depth, shape);
      flat.push(level);
      return;
    }
    if (level.length !== shape[depth]) throw ragged(path, `${level.length} elements`, depth, shape);
    level.forEach((item, index) => {
      visit(item, depth + 1, `${path}[${index}]`);
    });
  };
  visit(values, 0, "values");
  return flat;
};

const ragged = (path: string, found: string, depth: number, shape: Shape): ShapeError => {
  const expected = depth < shape.length ? `${shape[depth]} elements` : "a number";
  return new ShapeError(`tensor: ${path} has ${found} where its neighbours have ${expected}`);
};

/** Nested lists as one would write them, `[[1, 2], [3, NaN]]`. */
export const showNested = (values: Nested): string =>
  typeof values === "number"
    ? Object.is(values, -0)
      ? "-0"
      : String(values)
    : `[${values.map(showNested).join(", ")}]`;

/** Row-major values as nested lists of the shape: the inverse of `flattenNested`. */
export const nest = (values: ArrayLike<number>, shape: Shape): Nested => {
  let next = 0;
  const build = (depth: number): Nested =>
    depth === shape.length
      ? (values[next++] ?? Number.NaN)
      : Array.from({ length: at(shape, depth) }, () => build(depth + 1));
  return build(0);
};
