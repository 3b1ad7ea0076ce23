import { type Expr, isFloating, Tensor, topological } from "@chainrule/core";
import * as E from "fp-ts/lib/Either.js";
import type { Specimen } from "../specimen/specimen.js";
import type { Call, Library, Pulled } from "./library.js";

/** Another autodiff library as far as programs are concerned: whatever its arrays are, numbers go in and come out. */
export interface Adapter {
  readonly name: string;
  readonly version: string;
  /** The operations that it cannot run, and why. */
  readonly missing: Readonly<Record<string, string>>;
  /** The operations that it runs by other means than a call of its own, and why. */
  readonly adapted: Readonly<Record<string, string>>;
  /** The value of a program and `ȳᵀ J`, a gradient for each floating input; left with the message where the library throws. */
  readonly pullback: (specimen: Specimen, cotangent: Tensor) => E.Either<string, Pulled>;
}

/** The inputs of a program that vary, or those that do not, each with its value. */
const valuesOf = ({ inputs, point }: Specimen, varying: boolean): readonly (readonly [Expr, Tensor])[] =>
  inputs.flatMap((node, index) => {
    const value = point[index];
    return value === undefined || isFloating(node.dtype) !== varying ? [] : [[node, value] as const];
  });

/** The program in the library's own calls. */
const programIn = <A>(library: Library<A>, specimen: Specimen): ((variables: readonly A[]) => A) => {
  const { constant, retain = (array) => array, release = () => {} } = library;
  const calls: Readonly<Record<string, Call<A> | string>> = library.calls;
  const varying = valuesOf(specimen, true);
  const fixed = valuesOf(specimen, false);
  const order = topological([specimen.output]);

  return (variables) => {
    const arrays = new Map<Expr, A>(fixed.map(([node, value]) => [node, constant(value)]));
    variables.forEach((array, index) => {
      const [node] = varying[index] ?? [];
      if (node !== undefined) arrays.set(node, array);
    });
    const read = (node: Expr): A => {
      const array = arrays.get(node);
      if (array === undefined) throw new TypeError(`${library.name}: ${node} has no value`);
      return retain(array);
    };
    const compute = (node: Expr): A => {
      const { value } = node.params;
      if (value instanceof Tensor) return constant(value);
      const call = calls[node.op.name];
      if (typeof call !== "function") throw new TypeError(`${library.name}: no call for ${node.op.name}: ${call}`);
      return call(node, ...node.args.map(read));
    };
    for (const node of order) if (!arrays.has(node)) arrays.set(node, compute(node));
    const result = read(specimen.output);
    for (const array of arrays.values()) release(array);
    return result;
  };
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * An adapter from a table of calls: the program is walked in order, each node the library's own call on what its arguments gave.
 *
 * @example
 * import { adapterFor, verdictOf, type Call, type Library } from "@chainrule/check/peer";
 * import { constant, evaluate, input, ops, pullback, rebuild, square, tensor, type Expr } from "@chainrule/core";
 *
 * // Chainrule itself in the part of the other library, with a square that has a derivative of its own.
 * const same: Call<Expr> = (node, ...args) => rebuild(node, args);
 * const library = (calls: Partial<Library<Expr>["calls"]>): Library<Expr> => ({
 *   name: "other", version: "1.0.0", adapted: {}, constant,
 *   calls: { ...(Object.fromEntries(Object.keys(ops).map((name) => [name, same])) as Library<Expr>["calls"]), ...calls },
 *   pullback: (f, variables, cotangent) => {
 *     const inputs = variables.map(({ shape, dtype }) => input(shape, { dtype }));
 *     const output = f(inputs);
 *     const gradients = pullback([output], inputs, [constant(cotangent)]);
 *     const [value, ...pulled] = evaluate([output, ...gradients], inputs.map((node, i) => [node, variables[i] ?? tensor(0)] as const));
 *     return { value: value?.toArray() ?? [], gradients: pulled.map((gradient) => gradient.toArray()) };
 *   },
 * });
 * const x = input([2]);
 * const program = { inputs: [x], output: square(x), point: [tensor([1, 2])] };
 * assert.equal(verdictOf(adapterFor(library({})), program).kind, "agrees");
 * assert.equal(verdictOf(adapterFor(library({ square: (_, a) => a })), program).kind, "wrong");
 */
export const adapterFor = <A>(library: Library<A>): Adapter => ({
  name: library.name,
  version: library.version,
  missing: Object.fromEntries(
    Object.entries<Call<A> | string>(library.calls).flatMap(([operation, call]) =>
      typeof call === "string" ? [[operation, call]] : [],
    ),
  ),
  adapted: library.adapted,
  pullback: (specimen, cotangent) =>
    E.tryCatch(
      () =>
        library.pullback(
          programIn(library, specimen),
          valuesOf(specimen, true).map(([, value]) => value),
          cotangent,
        ),
      messageOf,
    ),
});
