import type { Elementary } from "@chainrule/core";
import { elementwise, type Operand, operand, rowsOf, sumOf } from "./value.js";

type Numeric<A> = (...args: readonly A[]) => A;

const whole =
  <A>(K: Elementary<A>, f: (a: number, b: number) => number) =>
  (a: A, b: A = K.zero): A =>
    K.fromNumber(f(K.toNumber(a), K.toNumber(b)));

const ofOne = <A>(K: Elementary<A>): Readonly<Record<string, (a: A) => A>> => ({
  exp: K.exp,
  log: K.log,
  sin: K.sin,
  cos: K.cos,
  tanh: K.tanh,
  σ: K.sigmoid,
  sigmoid: K.sigmoid,
  sg: (a) => a,
  softplus: K.softplus,
  erf: K.erf,
  sign: K.sign,
  relu: (a) => K.max(a, K.zero),
  i32: whole(K, (a) => Math.trunc(a) | 0),
  u8: whole(K, (a) => Math.trunc(a) & 255),
});

const ofTwo = <A>(K: Elementary<A>): Readonly<Record<string, (a: A, b: A) => A>> => ({
  max: K.max,
  min: K.min,
  quotient: whole(K, (a, b) => Math.floor(a / b)),
  remainder: whole(K, (a, b) => a - b * Math.floor(a / b)),
});

/** The exponentials of numbers, divided by that of the largest, which is returned with them: none overflows. */
const exponentials = <A>(
  K: Elementary<A>,
  row: readonly A[],
): { readonly largest: A; readonly powers: readonly A[] } => {
  const largest = row.reduce((a, b) => K.max(a, b), row[0] ?? K.zero);
  return { largest, powers: row.map((x) => K.exp(K.sub(x, largest))) };
};

const ofTensor = <A>(K: Elementary<A>): Readonly<Record<string, (x: Operand<A>) => Operand<A>>> => ({
  softmax: (x) => ({
    ...x,
    data: rowsOf(x).flatMap((row) => {
      const { powers } = exponentials(K, row);
      const total = sumOf(K, powers);
      return powers.map((power) => K.div(power, total));
    }),
  }),
  logsumexp: (x) =>
    operand(
      x.shape.slice(0, -1),
      rowsOf(x).map((row) => {
        const { largest, powers } = exponentials(K, row);
        return K.add(largest, K.log(sumOf(K, powers)));
      }),
    ),
  diag: ({ shape, data }) => {
    const [size] = shape;
    if (size === undefined || shape.length > 1) throw new RangeError("diag takes a vector");
    return operand(
      [size, size],
      data.flatMap((entry, row) => data.map((_, column) => (row === column ? entry : K.zero))),
    );
  },
});

const lookUp = <F>(table: Readonly<Record<string, F>>, name: string): F | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

/**
 * A call of a function by its printed name; one that the text leaves abstract is given.
 *
 * @throws RangeError where there is none of the name, or it takes another number of arguments.
 */
export const called = <A>(
  K: Elementary<A>,
  name: string,
  args: readonly Operand<A>[],
  abstract: (name: string) => ((a: A) => A) | undefined,
): Operand<A> => {
  const [a, b] = args;
  const unary = lookUp(ofOne(K), name) ?? abstract(name);
  const [binary, whole] = [lookUp(ofTwo(K), name), lookUp(ofTensor(K), name)];
  const arity = binary === undefined ? 1 : 2;
  if (unary === undefined && binary === undefined && whole === undefined)
    throw new RangeError(`there is no function ${name}`);
  if (args.length !== arity || a === undefined)
    throw new RangeError(`${name} takes ${arity === 1 ? "one argument" : "two arguments"}, got ${args.length}`);
  if (whole !== undefined) return whole(a);
  const apply: Numeric<A> = (x = K.zero, y = K.zero) => binary?.(x, y) ?? unary?.(x) ?? K.zero;
  return b === undefined ? elementwise(apply, a) : elementwise(apply, a, b);
};
