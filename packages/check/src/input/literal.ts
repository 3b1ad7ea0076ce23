import { type Nested, showShape, Tensor } from "@chainrule/core";
import { Shaped } from "./shaped.js";
import { type InputLeaf, showTree } from "./tree.js";

/** Tensors with more elements are not written out. */
const LARGEST = 64;

const showNested = (values: Nested): string =>
  typeof values === "number" ? String(values) : `[${values.map(showNested).join(", ")}]`;

/** `tensor([[1, 2]], { dtype: "f64" })`: what makes the tensor when it is pasted. */
export const showTensor = (tensor: Tensor): string => {
  const { dtype, shape, size } = tensor;
  if (size > LARGEST) return `tensor(/* ${size} values */)`;
  const options = dtype === "f32" ? "" : `{ dtype: "${dtype}" }`;
  const call = (name: string, ...args: readonly string[]): string =>
    `${name}(${[...args, ...(options === "" ? [] : [options])].join(", ")})`;
  return size === 0 ? call("zeros", showShape(shape)) : call("tensor", showNested(tensor.toNested()));
};

const showLeaf = (leaf: InputLeaf): string => {
  if (leaf instanceof Tensor) return showTensor(leaf);
  return leaf instanceof Shaped ? `shaped(${showShape(leaf.shape)})` : String(leaf);
};

/** Arguments as source text, to be pasted between the parentheses of a call. */
export const showArguments = (args: readonly unknown[]): string =>
  args.map((arg) => showTree(arg, showLeaf)).join(", ");
