import type { Expr, OpName, Program } from "@chainrule/core";
import { at, isOp, ops, uniform } from "@chainrule/core/backend";
import { isElementwise } from "../element/names.js";
import type { Fusions } from "./fusion.js";
import { isMovement } from "./view.js";

/** How a value is used: element by element, so often; from memory; from memory in row-major order. */
interface Use {
  elements: number;
  isStored: boolean;
  isRowMajor: boolean;
}

/** Chains of operations longer than this are cut, so that no kernel grows without bound. */
const LONGEST_CHAIN = 48;

/** Whether a reshape only adds or drops axes of size 1. */
const isSqueeze = ({ args, shape }: Expr): boolean => {
  const long = (sizes: readonly number[]) => sizes.filter((size) => size !== 1).join();
  return long(at(args, 0).shape) === long(shape);
};

const isLeaf = (node: Expr): boolean => isOp(node, "input") || isOp(node, "constant");

const isAny = (node: Expr, ...names: readonly OpName[]): boolean => names.some((name) => node.op === ops[name].op);

/** Nodes at which chains of elementwise operations are cut for their length. */
const cuts = ({ nodes }: Program): ReadonlySet<Expr> => {
  const lengths = new Map<Expr, number>();
  const cut = new Set<Expr>();
  for (const node of nodes) {
    if (!isElementwise(node) && !isMovement(node)) continue;
    const length = 1 + Math.max(0, ...node.args.map((arg) => lengths.get(arg) ?? 0));
    if (length > LONGEST_CHAIN && isElementwise(node)) cut.add(node);
    else lengths.set(node, length);
  }
  return cut;
};

/**
 * The nodes whose values are put into memory; all others are computed where they are used, or are views of memory. A value is stored where
 * it is an output, where an operation reads it from memory, and where it would otherwise be computed twice.
 */
export const storedNodes = (program: Program, fusions: Fusions): ReadonlySet<Expr> => {
  const uses = new Map<Expr, Use>();
  const useOf = (node: Expr): Use => {
    const use = uses.get(node) ?? { elements: 0, isStored: false, isRowMajor: false };
    uses.set(node, use);
    return use;
  };
  const byElement = (node: Expr, times: number): void => {
    useOf(node).elements += times;
  };
  const fromMemory = (node: Expr): void => {
    useOf(node).isStored = true;
  };
  const inOrder = (node: Expr): void => {
    const use = useOf(node);
    use.isStored = true;
    use.isRowMajor = true;
  };

  const long = cuts(program);
  const stored = new Set<Expr>();
  const outputs = new Set(program.outputs);

  /** Hands the use of a movement on to what it moves. */
  const handOn = (node: Expr, use: Use): void => {
    const arg = at(node.args, 0);
    const isCopied =
      outputs.has(node) || (use.isRowMajor && !isAny(node, "reshape", "identity", "stopGradient", "customGradient"));
    if (isCopied) stored.add(node);
    const times = isCopied ? 1 : use.elements;
    if (isOp(node, "reshape") && !isSqueeze(node)) inOrder(arg);
    else if (isOp(node, "broadcastTo")) {
      if (uniform(arg) === undefined) fromMemory(arg);
    } else if (isCopied || !use.isStored) byElement(arg, times);
    else if (use.isRowMajor || isOp(node, "reshape")) inOrder(arg);
    else fromMemory(arg);
  };

  for (const node of program.nodes.toReversed()) {
    const use = uses.get(node) ?? { elements: 0, isStored: false, isRowMajor: false };
    const isUsed = outputs.has(node) || use.elements > 0 || use.isStored;
    if (!isUsed || isLeaf(node)) continue;
    const fused = fusions.get(node);
    if (fused !== undefined) {
      stored.add(node);
      for (const arg of fused.elements) byElement(arg, 1);
      fused.memory.forEach(fromMemory);
      fused.ordered.forEach(inOrder);
    } else if (isMovement(node)) handOn(node, use);
    else if (isElementwise(node)) {
      if (outputs.has(node) || use.isStored || use.elements > 1 || long.has(node)) stored.add(node);
      for (const arg of node.args) byElement(arg, 1);
    } else if (isAny(node, "take", "scatterAdd")) {
      if (outputs.has(node) || use.isStored || isOp(node, "scatterAdd")) stored.add(node);
      if (isOp(node, "take")) fromMemory(at(node.args, 0));
      else byElement(at(node.args, 0), 1);
      inOrder(at(node.args, 1));
    } else if (isOp(node, "oneHot")) {
      if (outputs.has(node) || use.isStored) stored.add(node);
      inOrder(at(node.args, 0));
    } else {
      stored.add(node);
      node.args.forEach((arg) => {
        if (isOp(node, "matmul")) fromMemory(arg);
        else byElement(arg, 1);
      });
    }
  }
  return stored;
};
