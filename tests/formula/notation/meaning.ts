import { indexAt, type Shape, sizeOf } from "@chainrule/core";
import type { Equation, Formula } from "../../../packages/formula/src/notation/formula.js";
import { realOf } from "../../../packages/formula/src/term/rational.js";
import type { Reduction, Relation, Variable } from "../../../packages/formula/src/term/term.js";

/** A tensor of any rank, in row-major order. */
export interface Value {
  readonly shape: Shape;
  readonly data: readonly number[];
}

/** The numbers of variables, and where letters stand. */
export interface Environment {
  readonly valueOf: (variable: Variable) => Value;
  readonly letters: ReadonlyMap<string, number>;
}

const scalar = (value: number): Value => ({ shape: [], data: [value] });

const offsetOf = (shape: Shape, at: readonly number[]): number =>
  shape.reduce((sum, size, axis) => sum * size + (size === 1 ? 0 : (at[axis] ?? 0)), 0);

const stretchedShape = (shapes: readonly Shape[]): Shape => {
  const rank = Math.max(0, ...shapes.map(({ length }) => length));
  return Array.from({ length: rank }, (_, axis) => {
    const sizes = new Set(shapes.map((shape) => shape[axis + shape.length - rank] ?? 1).filter((size) => size !== 1));
    if (sizes.size > 1) throw new RangeError(`shapes do not fit: ${shapes.map((shape) => `[${shape}]`).join(" ")}`);
    const [size = 1] = sizes;
    return size;
  });
};

/** The values of a tensor stretched, from the last axis, to a shape. */
export const stretchTo = ({ shape, data }: Value, to: Shape): readonly number[] => {
  if (stretchedShape([shape, to]).length !== to.length && sizeOf(shape) > sizeOf(to))
    throw new RangeError(`[${shape}] does not fit [${to}]`);
  return Array.from({ length: sizeOf(to) }, (_, place) => {
    const at = indexAt(to, place);
    const own = shape.map((_size, axis) => at[axis + to.length - shape.length] ?? 0);
    return data[offsetOf(shape, own)] ?? Number.NaN;
  });
};

const elementwise = (f: (...args: readonly number[]) => number, values: readonly Value[]): Value => {
  const shape = stretchedShape(values.map((value) => value.shape));
  const columns = values.map((value) => stretchTo(value, shape));
  return {
    shape,
    data: Array.from({ length: sizeOf(shape) }, (_, place) =>
      f(...columns.map((column) => column[place] ?? Number.NaN)),
    ),
  };
};

/** The transpose of the last two axes; of a vector, a row. */
const transpose = ({ shape, data }: Value): Value => {
  const matrix = shape.length === 1 ? [...shape, 1] : shape;
  const [rows = 1, columns = 1] = matrix.slice(-2);
  const to = [...matrix.slice(0, -2), columns, rows];
  const place = (at: readonly number[]): number =>
    offsetOf(matrix, [...at.slice(0, -2), at.at(-1) ?? 0, at.at(-2) ?? 0]);
  return { shape: to, data: Array.from({ length: sizeOf(to) }, (_, p) => data[place(indexAt(to, p))] ?? Number.NaN) };
};

/** The product of matrices, of the last two axes; a vector is a column, and one on the right makes a vector, or after a row a number. */
const multiply = (left: Value, right: Value): Value => {
  const a = left.shape.length === 1 ? [...left.shape, 1] : left.shape;
  const b = right.shape.length === 1 ? [...right.shape, 1] : right.shape;
  const [rows = 1, inner = 1] = a.slice(-2);
  const [inner2 = 1, columns = 1] = b.slice(-2);
  const isNumber = ({ shape }: Value): boolean => shape.length === 0 || (inner !== inner2 && sizeOf(shape) === 1);
  if (isNumber(left) || isNumber(right)) return elementwise((x = 0, y = 0) => x * y, [left, right]);
  if (inner !== inner2 || `${a.slice(0, -2)}` !== `${b.slice(0, -2)}`)
    throw new RangeError(`no product of [${a}] and [${b}]`);
  const to = [...a.slice(0, -2), rows, columns];
  const data = Array.from({ length: sizeOf(to) }, (_, place) => {
    const at = indexAt(to, place);
    const [row = 0, column = 0] = at.slice(-2);
    return Array.from({ length: inner }, (_, k) => {
      const x = left.data[offsetOf(a, [...at.slice(0, -2), row, k])] ?? Number.NaN;
      return x * (right.data[offsetOf(b, [...at.slice(0, -2), k, column])] ?? Number.NaN);
    }).reduce((sum, value) => sum + value, 0);
  });
  if (right.shape.length > 1) return { shape: to, data };
  return { shape: to.length === 2 && rows === 1 ? [] : to.slice(0, -1), data };
};

const isOnes = (formula: Formula): boolean =>
  formula.kind === "ones" || (formula.kind === "transpose" && formula.of.kind === "ones");

/** Side by side: from the left, ones being as long as their neighbour asks. */
const chain = (factors: readonly Formula[], env: Environment): Value => {
  const known = factors.map((factor) => (isOnes(factor) ? undefined : meaningOf(factor, env)));
  const values = factors.map((factor, place): Value => {
    const value = known[place];
    if (value !== undefined) return value;
    const isColumn = factor.kind === "ones";
    const size = isColumn
      ? known[place - 1]?.shape.at(-1)
      : (known[place + 1]?.shape.at(-2) ?? known[place + 1]?.shape[0]);
    const data = Array.from({ length: size ?? 1 }, () => 1);
    return isColumn ? { shape: [data.length], data } : { shape: [1, data.length], data };
  });
  return values.reduce(multiply);
};

const functions: Readonly<Record<string, (a: number, b: number) => number>> = {
  exp: Math.exp,
  log: Math.log,
  tanh: Math.tanh,
  sin: Math.sin,
  cos: Math.cos,
  sqrt: Math.sqrt,
  abs: Math.abs,
  sign: Math.sign,
  sigmoid: (a) => 1 / (1 + Math.exp(-a)),
  relu: (a) => Math.max(a, 0),
  maximum: Math.max,
  minimum: Math.min,
  "g′": (a) => a + 3,
};

const relations: Readonly<Record<Relation, (a: number, b: number) => boolean>> = {
  "=": (a, b) => a === b,
  "≠": (a, b) => a !== b,
  "<": (a, b) => a < b,
  "≤": (a, b) => a <= b,
  ">": (a, b) => a > b,
  "≥": (a, b) => a >= b,
};

const logSumExp = (values: readonly number[]): number => Math.log(values.reduce((sum, x) => sum + Math.exp(x), 0));

const call = (name: string, args: readonly Value[]): Value => {
  const [first = scalar(0)] = args;
  const { shape, data } = first;
  const length = shape.at(-1) ?? 1;
  if (name === "diag") {
    if (shape.length !== 1) throw new RangeError("diag of no vector");
    return {
      shape: [length, length],
      data: data.flatMap((x, row) => data.map((_, column) => (row === column ? x : 0))),
    };
  }
  if (name === "softmax") {
    const row = (place: number): readonly number[] =>
      data.slice(place - (place % length), place - (place % length) + length);
    return { shape, data: data.map((x, place) => Math.exp(x - logSumExp(row(place)))) };
  }
  const f = functions[name];
  if (f === undefined) throw new RangeError(`${name} is no function`);
  return elementwise((a = 0, b = 0) => f(a, b), args);
};

const isInfinite = (formula: Formula): boolean =>
  formula.kind === "negative"
    ? isInfinite(formula.of)
    : formula.kind === "number" && realOf(formula.value) === Number.POSITIVE_INFINITY;

/**
 * How far a letter runs: as the axes at which it stands, and what it is said to be less than, allow. A factor that is 0 elsewhere says so in
 * a sum, cases that are infinite elsewhere in a maximum or minimum.
 */
const sizeOfLetter = (formula: Formula, letter: string, by: Reduction): number => {
  if (by !== "sum" && formula.kind === "cases" && isInfinite(formula.no))
    return Math.min(sizeOfLetter(formula.condition, letter, "sum"), sizeOfLetter(formula.yes, letter, by));
  const isIt = (part: Formula): boolean => part.kind === "letter" && part.letter === letter;
  const sizes =
    formula.kind === "symbol"
      ? formula.of.shape.filter((_, axis) => formula.subscripts.slice(axis, axis + 1).some(isIt))
      : by === "sum" &&
          formula.kind === "truth" &&
          formula.relation === "<" &&
          isIt(formula.left) &&
          formula.right.kind === "number"
        ? [realOf(formula.right.value)]
        : [];
  return Math.min(...sizes, ...partsOf(formula).map((part) => sizeOfLetter(part, letter, by)));
};

const partsOf = (formula: Formula): readonly Formula[] =>
  Object.values(formula).flatMap((field: unknown) =>
    [field]
      .flat()
      .filter(
        (part): part is Formula => typeof part === "object" && part !== null && "kind" in part && !("shape" in part),
      ),
  );

/** All values of letters, the last one running fastest. */
const places = (letters: readonly string[], of: Formula, by: Reduction): readonly ReadonlyMap<string, number>[] => {
  const sizes = letters.map((letter) => {
    const size = sizeOfLetter(of, letter, by);
    if (size === Number.POSITIVE_INFINITY) throw new RangeError(`${letter} stands at no axis`);
    return size;
  });
  return Array.from({ length: sizeOf(sizes) }, (_, place) => {
    const at = indexAt(sizes, place);
    return new Map(letters.map((letter, i) => [letter, at[i] ?? 0]));
  });
};

const reductions = {
  sum: (values: readonly number[]) => values.reduce((a, b) => a + b, 0),
  max: (values: readonly number[]) => Math.max(...values),
  min: (values: readonly number[]) => Math.min(...values),
  argmax: (values: readonly number[]) => values.indexOf(Math.max(...values)),
};

/** What a formula means, in numbers. */
export const meaningOf = (formula: Formula, env: Environment): Value => {
  const value = (part: Formula): Value => meaningOf(part, env);
  switch (formula.kind) {
    case "number":
      return scalar(realOf(formula.value));
    case "letter":
      return scalar(env.letters.get(formula.letter) ?? Number.NaN);
    case "symbol": {
      const { shape, data } = env.valueOf(formula.of);
      const at = formula.subscripts.map((subscript) => value(subscript).data[0] ?? Number.NaN);
      const rest = shape.slice(at.length);
      const start = at.reduce((sum, position, axis) => sum * (shape[axis] ?? 1) + position, 0) * sizeOf(rest);
      return { shape: rest, data: data.slice(start, start + sizeOf(rest)) };
    }
    case "ones":
      return { shape: [1], data: [1] };
    case "negative":
      return elementwise((a = 0) => -a, [value(formula.of)]);
    case "sum":
      return elementwise((...terms) => terms.reduce((a, b) => a + b, 0), formula.terms.map(value));
    case "product":
      return formula.by === "elementwise"
        ? elementwise((...factors) => factors.reduce((a, b) => a * b, 1), formula.factors.map(value))
        : chain(formula.factors, env);
    case "quotient":
      return elementwise((a = 0, b = 0) => a / b, [value(formula.numerator), value(formula.denominator)]);
    case "power":
      // Without the root.
      if (formula.base.kind === "norm" && formula.exponent.kind === "number" && realOf(formula.exponent.value) === 2)
        return scalar(value(formula.base.of).data.reduce((sum, x) => sum + x * x, 0));
      return elementwise((a = 0, b = 0) => a ** b, [value(formula.base), value(formula.exponent)]);
    case "transpose":
      return transpose(value(formula.of));
    case "call":
      return call(formula.name, formula.args.map(value));
    case "norm":
      return scalar(Math.hypot(...value(formula.of).data));
    case "reduce": {
      if (formula.letters.length === 0) return scalar(reductions[formula.by](value(formula.of).data));
      const values = places(formula.letters, formula.of, formula.by).map((letters) =>
        meaningOf(formula.of, { ...env, letters: new Map([...env.letters, ...letters]) }),
      );
      return elementwise((...all) => reductions[formula.by](all), values);
    }
    case "truth":
      return elementwise(
        (a = 0, b = 0) => Number(relations[formula.relation](a, b)),
        [value(formula.left), value(formula.right)],
      );
    case "cases":
      return elementwise(
        (c = 0, yes = 0, no = 0) => (c === 0 ? no : yes),
        [value(formula.condition), value(formula.yes), value(formula.no)],
      );
  }
};

/**
 * What an equation says of its left side, which has the given shape: in matrix notation alone on its side, a vector is a column as well;
 * in index notation, element by element.
 */
export const elementsOf = ({ left, right }: Equation, env: Environment, shape: Shape): readonly number[] => {
  const subscripts = left.kind === "symbol" ? left.subscripts : [];
  if (subscripts.length === 0) {
    const value = meaningOf(right, env);
    const isColumn = value.shape.length === 1 && value.shape[0] === shape[0] && shape.length === 2 && shape[1] === 1;
    const isVector = shape.length === 1 && value.shape.length === 2 && value.shape[0] === shape[0];
    return isColumn || isVector ? value.data : stretchTo(value, shape);
  }
  return Array.from({ length: sizeOf(shape) }, (_, place) => {
    const at = indexAt(shape, place);
    const letters = subscripts.flatMap((subscript, axis) =>
      subscript.kind === "letter" ? [[subscript.letter, at[axis] ?? 0] as const] : [],
    );
    const value = meaningOf(right, { ...env, letters: new Map(letters) });
    if (value.data.length !== 1) throw new RangeError(`[${value.shape}] is no number`);
    return value.data[0] ?? Number.NaN;
  });
};
