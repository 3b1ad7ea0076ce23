import { showShape, Tensor } from "@chainrule/core";
import { Map as ImmutableMap, isRecord, List } from "immutable";
import { render } from "../source/layout.js";
import { writeTensor } from "../source/tensor.js";
import { Shaped } from "./shaped.js";
import { type InputLeaf, inputLeaves } from "./tree.js";

/** Tensors with more elements are not written out. */
const LARGEST = 64;

/** `tensor([[1, 2]], { dtype: "f64" })`: what makes the tensor when it is pasted. */
export const showTensor = (tensor: Tensor): string =>
  tensor.size > LARGEST ? `tensor(/* ${tensor.size} values */)` : render(writeTensor(tensor), Number.POSITIVE_INFINITY);

const showLeaf = (leaf: InputLeaf): string => {
  if (leaf instanceof Tensor) return showTensor(leaf);
  return leaf instanceof Shaped ? `shaped(${showShape(leaf.shape)})` : String(leaf);
};

const showProperty = (key: string): string => (/^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key));

const showFields = (fields: object): string =>
  `{ ${Object.entries(fields)
    .map(([key, value]) => `${showProperty(key)}: ${showTree(value)}`)
    .join(", ")} }`;

/** A tree of inputs as source text. */
const showTree = (tree: unknown): string => {
  if (inputLeaves.isLeaf(tree)) return showLeaf(tree);
  if (Array.isArray(tree)) return `[${tree.map(showTree).join(", ")}]`;
  if (List.isList(tree)) return `List(${showTree(tree.toArray())})`;
  if (ImmutableMap.isMap(tree))
    return `Map([${[...tree].map(([key, value]) => `[${JSON.stringify(key)}, ${showTree(value)}]`).join(", ")}])`;
  if (isRecord(tree)) return `Record(${showFields(tree.toObject())})()`;
  return showFields(Object(tree));
};

/** Arguments as source text, to be pasted between the parentheses of a call. */
export const showArguments = (args: readonly unknown[]): string => args.map(showTree).join(", ");
