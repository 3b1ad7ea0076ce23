import { type Elementary, indexAt, type Shape, sizeOf } from "@chainrule/core";
import { realOf } from "./rational.js";
import type { FunctionName, Index, Reduction, Relation, Term, Variable } from "./term.js";

/** What variables and abstract functions mean. */
export interface Meaning<A> {
  /** The elements of a variable, in row-major order. */
  readonly valuesOf: (variable: Variable) => ArrayLike<A>;
  /** A function that is left abstract, such as `g` or `g′`. */
  readonly functionOf?: (name: string) => ((a: A) => A) | undefined;
}

const functions = <A>(K: Elementary<A>): Readonly<Record<FunctionName, (a: A, b: A) => A>> => {
  const whole = (f: (a: number, b: number) => number) => (a: A, b: A) => K.fromNumber(f(K.toNumber(a), K.toNumber(b)));
  return {
    exp: K.exp,
    log: K.log,
    sin: K.sin,
    cos: K.cos,
    tanh: K.tanh,
    sigmoid: K.sigmoid,
    softplus: K.softplus,
    erf: K.erf,
    abs: K.abs,
    sign: K.sign,
    relu: (a) => (K.less(a, K.zero) || K.same(a, K.zero) ? K.zero : a),
    maximum: K.max,
    minimum: K.min,
    sg: (a) => a,
    quotient: whole((a, b) => Math.floor(a / b)),
    remainder: whole((a, b) => a - b * Math.floor(a / b)),
    i32: whole((a) => Math.trunc(a) | 0),
    u8: whole((a) => Math.trunc(a) & 255),
  };
};

const relations = <A>(K: Elementary<A>): Readonly<Record<Relation, (a: A, b: A) => boolean>> => ({
  "=": K.same,
  "≠": (a, b) => !K.same(a, b),
  "<": K.less,
  "≤": (a, b) => K.less(a, b) || K.same(a, b),
  ">": (a, b) => K.less(b, a),
  "≥": (a, b) => K.less(b, a) || K.same(a, b),
});

/** The indices of every element of a shape, in row-major order. */
const eachPlace = (shape: Shape): readonly Shape[] =>
  Array.from({ length: sizeOf(shape) }, (_, place) => indexAt(shape, place));

const isNamed = (name: string, table: object): name is FunctionName => Object.hasOwn(table, name);

/**
 * The values of a term for all values of its free indices, in row-major order of these, in any number system.
 *
 * @throws RangeError for a position outside its axis, an index that is not among the free ones, or an abstract function without meaning.
 */
export const evaluate = <A>(
  K: Elementary<A>,
  term: Term,
  indices: readonly Index[],
  { valuesOf, functionOf }: Meaning<A>,
): readonly A[] => {
  const named = functions(K);
  const holds = relations(K);

  const place = (variable: Variable, at: readonly number[]): number =>
    at.reduce((sum, position, axis) => {
      const size = variable.shape[axis] ?? 0;
      if (!(position >= 0 && position < size))
        throw new RangeError(`${variable.name}: position ${position} is outside an axis of ${size}`);
      return sum * size + position;
    }, 0);

  const reductions: Readonly<Record<Reduction, (values: readonly A[]) => A>> = {
    sum: (values) => values.reduce(K.add, K.zero),
    max: (values) => values.reduce((a, b) => K.max(a, b)),
    min: (values) => values.reduce((a, b) => K.min(a, b)),
    argmax: (values) => K.fromNumber(values.reduce((best, a, at) => (K.less(values[best] ?? a, a) ? at : best), 0)),
  };

  const apply = (name: string, args: readonly A[]): A => {
    const [a = K.zero, b = K.zero] = args;
    const f = isNamed(name, named) ? named[name] : functionOf?.(name);
    if (f === undefined) throw new RangeError(`the function ${name} has no meaning here`);
    return f(a, b);
  };

  const value = (part: Term, env: ReadonlyMap<number, number>): A => {
    switch (part.kind) {
      case "number":
        return part.value.denominator === 1
          ? K.fromNumber(part.value.numerator)
          : K.div(K.fromNumber(part.value.numerator), K.fromNumber(part.value.denominator));
      case "index": {
        const at = env.get(part.index.id);
        if (at === undefined) throw new RangeError(`index ${part.index.id} is free`);
        return K.fromNumber(at);
      }
      case "element": {
        const at = part.at.map((position) => K.toNumber(value(position, env)));
        return valuesOf(part.of)[place(part.of, at)] ?? K.zero;
      }
      case "sum":
        return part.terms.map((inner) => value(inner, env)).reduce(K.add);
      case "product":
        return part.factors.map((inner) => value(inner, env)).reduce(K.mul);
      case "power":
        return raise(K, value(part.base, env), part.exponent, () => value(part.exponent, env));
      case "call":
        return apply(
          part.name,
          part.args.map((inner) => value(inner, env)),
        );
      case "reduce":
        return reductions[part.by](
          eachPlace(part.over.map(({ size }) => size)).map((at) => value(part.body, bind(env, part.over, at))),
        );
      case "truth":
        return holds[part.relation](value(part.left, env), value(part.right, env)) ? K.one : K.zero;
      case "choice":
        return value(K.toNumber(value(part.condition, env)) !== 0 ? part.yes : part.no, env);
    }
  };
  return eachPlace(indices.map(({ size }) => size)).map((at) => value(term, bind(new Map(), indices, at)));
};

const bind = (
  env: ReadonlyMap<number, number>,
  indices: readonly Index[],
  at: readonly number[],
): ReadonlyMap<number, number> => new Map([...env, ...indices.map(({ id }, i) => [id, at[i] ?? 0] as const)]);

/** Powers that a number system may have without `pow`: reciprocals and roots. */
const raise = <A>(K: Elementary<A>, base: A, exponent: Term, other: () => A): A => {
  const n = exponent.kind === "number" ? realOf(exponent.value) : undefined;
  if (n === -1) return K.reciprocal(base);
  if (n === 2) return K.mul(base, base);
  if (n === 0.5) return K.sqrt(base);
  if (n === -0.5) return K.reciprocal(K.sqrt(base));
  return K.pow(base, other());
};
