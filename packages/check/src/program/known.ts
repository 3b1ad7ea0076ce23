import { type Buffer, type Expr, isFloating, ops } from "@chainrule/core";
import { wideReal } from "../numeric/wide-real.js";
import { type Bounds, boundsOf } from "./bounds.js";
import { opsNamed } from "./ops-named.js";

/** A node of a program, and what it is at the program's point. */
export interface Known {
  readonly node: Expr;
  readonly args: readonly Known[];
  readonly elements: Buffer<number>;
  /** Whether it has a derivative by an input that is not plainly 0. */
  readonly varies: boolean;
  /** Where its elements stay wherever the point moves, if that is known. */
  readonly bounds: Bounds | undefined;
}

/** Through these no derivative flows, nor through whole numbers. */
const dams = opsNamed("stopGradient", "sign");

const hasDerivative = ({ op, dtype }: Expr, args: readonly Known[]): boolean =>
  isFloating(dtype) && !dams.has(op) && (op === ops.input.op || args.some(({ varies }) => varies));

/** A node, given its elements and what is known of its arguments. */
export const knownAs = (node: Expr, args: readonly Known[], elements: Buffer<number>): Known => ({
  node,
  args,
  elements,
  varies: hasDerivative(node, args),
  bounds: boundsOf(node, args, elements),
});

/**
 * The nodes that a node depends on and that are not yet known, arguments first, each computed once. What is asked for is only a few nodes
 * beyond what is known, so this may recur.
 */
export const computedBeyond = (lookUp: (node: Expr) => Known | undefined, node: Expr): readonly Known[] => {
  const beyond = new Map<Expr, Known>();
  const compute = (current: Expr): Known => {
    const there = lookUp(current) ?? beyond.get(current);
    if (there !== undefined) return there;
    const args = current.args.map(compute);
    const elements = current.op.kernel(wideReal, current)(...args.map((arg) => arg.elements));
    const value = knownAs(current, args, elements);
    beyond.set(current, value);
    return value;
  };
  compute(node);
  return [...beyond.values()];
};
