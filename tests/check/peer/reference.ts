import { type Adapter, adapterFor, type Call, type Called, type Library } from "@chainrule/check/peer";
import {
  constant,
  customGradient,
  type Expr,
  evaluate,
  input,
  ops,
  pullback,
  rebuild,
  type Tensor,
} from "@chainrule/core";
import { zip } from "fp-ts/lib/ReadonlyArray.js";

type Calls = Library<Expr>["calls"];

const same: Call<Expr> = (node, ...args) => rebuild(node, args);

const isCalled = (name: string): name is Called => name !== "input" && name !== "constant";

// Safe: there is an entry for each operation but those that are not called.
const faithful = Object.fromEntries(
  Object.keys(ops)
    .filter(isCalled)
    .map((name) => [name, same]),
) as Calls;

/** Chainrule itself in the part of another library, some of whose calls may be other ones. */
export const library = (calls: Partial<Calls> = {}): Library<Expr> => ({
  name: "other",
  version: "1.0.0",
  calls: { ...faithful, ...calls },
  adapted: {},
  constant,
  pullback: (f, variables, cotangent) => {
    const inputs = variables.map(({ shape, dtype }) => input(shape, { dtype }));
    const output = f(inputs);
    const gradients = pullback([output], inputs, [constant(cotangent)]);
    const [value, ...pulled] = evaluate<readonly Expr[]>([output, ...gradients], zip(inputs, variables));
    return { value: value?.toArray() ?? [], gradients: pulled.map((gradient) => gradient.toArray()) };
  },
});

export const adapter = (calls: Partial<Calls> = {}): Adapter => adapterFor(library(calls));

/** A call with the right value and a gradient of one's own. */
export const withGradient =
  (rule: (cotangent: Expr, x: Expr) => Expr): Call<Expr> =>
  (node, ...args) => {
    const [x] = args;
    if (x === undefined) throw new TypeError(`${node.op.name}: no argument`);
    return customGradient(
      (a: Expr) => rebuild(node, [a, ...args.slice(1)]),
      (g) => [rule(g, x)],
    )(x);
  };

/** A specimen whose inputs are named after their places. */
export const program = (f: (...inputs: Expr[]) => Expr, ...point: readonly Tensor[]) => {
  const inputs = point.map(({ shape, dtype }, index) => input(shape, { dtype, name: `x${index}` }));
  return { inputs, output: f(...inputs), point };
};
