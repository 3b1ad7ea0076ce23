import { rebuild } from "../expr/define.js";
import type { Expr, Param } from "../expr/expr.js";
import { topological } from "../expr/topological.js";
import { at } from "../shape/shape.js";
import { Tensor } from "../tensor/tensor.js";
import { type Program, program } from "./program.js";
import type { Rule } from "./rule.js";

/** Tells NaN, the infinities and the two zeros apart, as division does. */
const showNumber = (value: number): string => (Object.is(value, -0) ? "-0" : String(value));

/** Gives equal keys to nodes that compute the same: same operation, parameters, arguments. Arguments are known by their number. */
const keying = (): ((node: Expr) => string) => {
  const numbers = new Map<object, number>();
  const numberOf = (value: object): number => {
    const number = numbers.get(value) ?? numbers.size;
    numbers.set(value, number);
    return number;
  };
  const show = (param: Param): string => {
    if (param instanceof Tensor)
      return param.size === 1
        ? `${param.dtype}:${param.shape.length}:${showNumber(param.toNumber())}`
        : `tensor ${numberOf(param)}`;
    if (typeof param === "object") return `[${param.map(show).join()}]`;
    if (typeof param === "function") return `function ${numberOf(param)}`;
    return typeof param === "number" ? showNumber(param) : JSON.stringify(param);
  };
  return (node) => {
    if (node.op.name === "input") return `input ${numberOf(node)}`;
    const params = Object.entries(node.params).map(([name, param]) => `${name}=${show(param)}`);
    return [node.op.name, node.name ?? "", node.dtype, ...params, ...node.args.map(numberOf)].join(";");
  };
};

/** A node with the replacements of its arguments. */
const withArgs = (node: Expr, replaced: ReadonlyMap<Expr, Expr>): Expr => {
  const args = node.args.map((arg) => replaced.get(arg) ?? arg);
  return args.every((arg, index) => arg === node.args[index]) ? node : rebuild(node, args);
};

/** One pass from inputs to outputs: replaces each node by what the rules make of it, and equal nodes by one. */
const pass = (rules: readonly Rule[], outputs: readonly Expr[]): readonly Expr[] => {
  const replaced = new Map<Expr, Expr>();
  const canonical = new Map<string, Expr>();
  const keyOf = keying();
  for (const node of topological(outputs)) {
    const current = withArgs(node, replaced);
    const rewritten = rules.reduce((result, rule) => rule.apply(result) ?? result, current);
    const key = keyOf(rewritten);
    const first = canonical.get(key) ?? rewritten;
    canonical.set(key, first);
    replaced.set(node, first);
  }
  return outputs.map((output) => replaced.get(output) ?? output);
};

/**
 * Applies rules until none applies, sharing common subexpressions and dropping dead code on the way.
 *
 * Each pass is linear in the size of the graph. Rules that undo each other would never end; that they make a graph no larger, and that
 * the result is a fixed point, is tested.
 */
export const rewrite = (rules: readonly Rule[], { inputs, outputs }: Program): Program => {
  let current = outputs;
  for (;;) {
    const next = pass(rules, current);
    if (next.every((output, index) => output === at(current, index))) return program(inputs, current);
    current = next;
  }
};
