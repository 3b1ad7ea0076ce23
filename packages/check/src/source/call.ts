import { type Expr, Tensor } from "@chainrule/core";
import { reductionOf } from "./axes.js";
import { type Constructor, constructors } from "./constructors.js";
import { call, type Doc } from "./layout.js";
import { beforeStretching } from "./stretch.js";

/** A node as a call of a public function, which makes the node and those between it and its arguments. */
export interface Call {
  readonly args: readonly Expr[];
  /** The places of the arguments that are written as numbers, which take the dtype of a neighbour. */
  readonly numbers: readonly number[];
  readonly write: (args: readonly Doc[]) => Doc;
}

const unknown: Constructor = { write: ({ op }, args) => call(op.name, ...args) };

const byName: ReadonlyMap<string, Constructor> = new Map(Object.entries(constructors));

/** By name, so that an operation which is given other rules is called as the one that it stands for. */
const constructorOf = ({ op: { name } }: Expr): Constructor => byName.get(name) ?? unknown;

/** The value of a constant which has no name. */
export const constantOf = ({ op, name, params: { value } }: Expr): Tensor | undefined =>
  op.name === "constant" && name === undefined && value instanceof Tensor ? value : undefined;

/** Those of the places that hold a scalar constant; where all do, the first is left to say the dtype. */
const numbersAt = (args: readonly Expr[], places: readonly number[]): readonly number[] => {
  const scalars = places.filter((place) => {
    const arg = args[place];
    return arg !== undefined && constantOf(arg)?.shape.length === 0;
  });
  return scalars.length === places.length ? scalars.slice(1) : scalars;
};

/** How to call for a node. `isHidden` tells of a node whether nobody but its one user would miss it. */
export const callOf = (node: Expr, isHidden: (node: Expr) => boolean): Call => {
  const reduction = node.op.name === "reshape" ? reductionOf(node, isHidden) : undefined;
  if (reduction !== undefined)
    return { args: [reduction.arg], numbers: [], write: ([arg = ""]) => reduction.write(arg) };
  const { write, stretch, numbers = [] } = constructorOf(node);
  const args = stretch === undefined ? node.args : beforeStretching(node.args, stretch, isHidden);
  return { args, numbers: numbersAt(args, numbers), write: (docs) => write(node, docs) };
};
