import type { Expr } from "../expr/expr.js";
import { topological } from "../expr/topological.js";
import { isOp } from "../ops/index.js";
import { input } from "../ops/leaf.js";
import { lift } from "../ops/operand.js";
import { type Program, program } from "../program/program.js";
import { simplify } from "../program/simplify.js";
import { ShapeError } from "../shape/errors.js";
import { type Shape, showShape } from "../shape/shape.js";
import { showSignature } from "../tensor/signature.js";
import { full, Tensor } from "../tensor/tensor.js";
import { formOf, type Located, leavesOf, mapLeaves, replaceLeaves } from "../tree/tree.js";
import type { Concrete, Leaf } from "../tree/types.js";
import { type Backend, interpreter } from "./backend.js";

/** How to run. */
export interface CompileOptions {
  /** Default: the interpreter. */
  readonly backend?: Backend;
}

/** What a compiled function takes in place of trees of expressions: tensors, or numbers for scalars. */
export type Arguments<Args extends readonly unknown[]> = { readonly [I in keyof Args]: Argument<Args[I]> };
type Argument<T> = Concrete<T> | (T extends Expr<readonly []> ? number : never);

/** The value of an argument's leaf; a number is an `f32` scalar. */
const readLeaf = ({ path, leaf }: Located<Leaf>): Tensor => {
  if (leaf instanceof Tensor) return leaf;
  if (typeof leaf === "number") return full([], leaf);
  throw new TypeError(`${path}: an expression where a tensor is needed; a compiled function takes values`);
};

/** The values of an argument, and what makes two arguments run the same program: form, dtypes and the shapes that it works on. */
export const readArgument = (
  tree: unknown,
  root: string,
  shapeOf: (value: Tensor) => Shape = ({ shape }) => shape,
): { readonly values: readonly Tensor[]; readonly signature: string } => {
  const leaves = leavesOf(tree, root);
  const values = leaves.map(readLeaf);
  const signature = values.map((value) => `${value.dtype}${showShape(shapeOf(value))}`);
  return { values, signature: `${formOf(tree)};${signature.join(";")}` };
};

/** An argument with a placeholder for each leaf, named by its path. */
export const placeholdersFor = (
  tree: unknown,
  root: string,
  shapeOf: (value: Tensor) => Shape = ({ shape }) => shape,
): { readonly tree: unknown; readonly inputs: readonly Expr[] } => {
  const inputs: Expr[] = [];
  const replaced = mapLeaves(
    tree,
    (leaf, path) => {
      const value = readLeaf({ leaf, path });
      const placeholder = input(shapeOf(value), { dtype: value.dtype, name: path });
      inputs.push(placeholder);
      return placeholder;
    },
    root,
  );
  return { tree: replaced, inputs };
};

/** The leaves of a result as nodes: the outputs of a program. */
export const outputsOf = (result: unknown): readonly Expr[] => leavesOf(result, "result").map(({ leaf }) => lift(leaf));

/** Calls `f` on placeholders for the arguments. */
export const call = <Args extends readonly unknown[], R>(
  f: (...args: Args) => R,
  args: Arguments<Args>,
): { readonly inputs: readonly Expr[]; readonly result: R } => {
  const traced = args.map((arg, index) => placeholdersFor(arg, `arg${index}`));
  // Safe: placeholders stand where `Args` has expressions.
  const result = f(...(traced.map(({ tree }) => tree) as readonly unknown[] as Args));
  return { inputs: traced.flatMap(({ inputs }) => inputs), result };
};

/**
 * The program of a function for arguments of these shapes, as it was written: to print, to draw, or to `simplify`.
 *
 * @throws what `f` throws on expressions of these shapes.
 *
 * @example
 * import { grad, printProgram, simplify, square, sum, tensor, trace, type Expr } from "@chainrule/core";
 * const f = (p: { readonly w: Expr }) => sum(square(p.w));
 * const program = simplify(trace(grad(f))({ w: tensor([1, 2]) }));
 * assert.equal(printProgram(program), "(arg0.w: f32[2]) => {\n  return 2 * arg0.w\n}");
 */
export const trace =
  <Args extends readonly unknown[], R>(f: (...args: Args) => R) =>
  (...args: Arguments<Args>): Program => {
    const { inputs, result } = call(f, args);
    return program(inputs, outputsOf(result));
  };

/** Remembers what a function of a key returned for each key. */
export const remember = <A>(): ((key: string, make: () => A) => A) => {
  const known = new Map<string, A>();
  return (key, make) => {
    const value = known.get(key) ?? make();
    known.set(key, value);
    return value;
  };
};

/**
 * A function of expressions as a function of tensors: traced, simplified and handed to a backend once for each signature (shapes, dtypes
 * and form of the arguments); later calls only run it.
 *
 * @throws ShapeError, DTypeError or GradientError, on the first call with a signature, where the function itself would.
 *
 * @example
 * import { compile, grad, square, sum, tensor, type Expr } from "@chainrule/core";
 * const gradient = compile(grad((x: Expr) => sum(square(x))));
 * assert.deepEqual(gradient(tensor([1, 2])).toNested(), [2, 4]);
 */
export const compile = <Args extends readonly unknown[], R>(
  f: (...args: Args) => R,
  { backend = interpreter }: CompileOptions = {},
): ((...args: Arguments<Args>) => Concrete<R>) => {
  const cached = remember<(values: readonly Tensor[]) => unknown>();
  return (...args) => {
    const given = args.map((arg, index) => readArgument(arg, `arg${index}`));
    const run = cached(given.map(({ signature }) => signature).join("|"), () => {
      const { inputs, result } = call(f, args);
      const execute = backend.compile(simplify(program(inputs, outputsOf(result))));
      return (values) => replaceLeaves(result, execute(values));
    });
    // Safe: the results stand where `R` has expressions.
    return run(given.flatMap(({ values }) => values)) as Concrete<R>;
  };
};

/**
 * The values of a tree of expressions, given the values of the inputs on which it depends.
 *
 * @throws RangeError when it depends on an input that was given no value; ShapeError when a value does not fit its input.
 *
 * @example
 * import { add, evaluate, input, tensor } from "@chainrule/core";
 * const x = input([2]);
 * assert.deepEqual(evaluate(add(x, 1), [[x, tensor([1, 2])]]).toNested(), [2, 3]);
 */
export const evaluate = <T>(
  tree: T,
  values: readonly (readonly [Expr, Tensor])[] = [],
  { backend = interpreter }: CompileOptions = {},
): Concrete<T> => {
  for (const [{ name = "an input", shape, dtype }, value] of values)
    if (showShape(shape) !== showShape(value.shape) || dtype !== value.dtype)
      throw new ShapeError(`evaluate: ${name} is ${dtype}${showShape(shape)}, its value ${showSignature(value)}`);
  const outputs = outputsOf(tree);
  const given = new Set(values.map(([node]) => node));
  const free = topological(outputs).find((node) => isOp(node, "input") && !given.has(node));
  if (free !== undefined)
    throw new RangeError(
      `evaluate: ${free.name ?? "an input"} has no value: give it one, evaluate(expr, [[x, tensor]])`,
    );
  const run = backend.compile(
    program(
      values.map(([node]) => node),
      outputs,
    ),
  );
  // Safe: the results stand where `T` has expressions.
  return replaceLeaves(tree, run(values.map(([, value]) => value))) as Concrete<T>;
};
