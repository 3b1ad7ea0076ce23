import type { Expr, Param } from "../expr/expr.js";
import { topological } from "../expr/topological.js";
import { at } from "../shape/shape.js";
import { shortestDecimal } from "../tensor/dtype.js";
import { showSignature } from "../tensor/signature.js";
import { Tensor } from "../tensor/tensor.js";

/** What is printed: a program, or any inputs and outputs. */
export interface Graph {
  readonly inputs: readonly Expr[];
  readonly outputs: readonly Expr[];
}

/** Text, and how tightly its outermost operator binds: 4 for a name or a call. */
interface Text {
  readonly text: string;
  readonly binding: number;
}

const infix: Readonly<Record<string, { readonly symbol: string; readonly binding: number }>> = {
  equal: { symbol: "==", binding: 0 },
  notEqual: { symbol: "!=", binding: 0 },
  less: { symbol: "<", binding: 0 },
  lessEqual: { symbol: "<=", binding: 0 },
  greater: { symbol: ">", binding: 0 },
  greaterEqual: { symbol: ">=", binding: 0 },
  add: { symbol: "+", binding: 1 },
  sub: { symbol: "-", binding: 1 },
  mul: { symbol: "*", binding: 2 },
  div: { symbol: "/", binding: 2 },
};

/** Lines longer than this are broken into named steps. */
const WIDTH = 72;

const showParam = (param: Param): string => {
  if (param instanceof Tensor) return param.toString();
  if (typeof param === "object") return `[${param.map(showParam).join(", ")}]`;
  return typeof param === "function" ? "rule" : String(param);
};

/** `axes: [1, 0]`. */
const showParams = ({ params }: Expr): readonly string[] =>
  Object.entries(params).map(([name, param]) => `${name}: ${showParam(param)}`);

const atom = (text: string): Text => ({ text, binding: 4 });

/** Parenthesises where the surroundings bind tighter. */
const within = ({ text, binding }: Text, outer: number): string => (binding < outer ? `(${text})` : text);

/** A node in terms of the texts of its arguments. */
const describe = (node: Expr, args: readonly Text[]): Text => {
  const [a, b] = args;
  const operator = infix[node.op.name];
  if (operator !== undefined && a !== undefined && b !== undefined) {
    const { symbol, binding } = operator;
    return { text: `${within(a, binding)} ${symbol} ${within(b, binding + 1)}`, binding };
  }
  if (node.op.name === "neg" && a !== undefined) return { text: `-${within(a, 4)}`, binding: 3 };
  if (node.op.name === "identity" && a !== undefined) return a;
  if (node.op.name === "constant") return atom(showConstant(node));
  return atom(`${node.op.name}(${[...args.map(({ text }) => text), ...showParams(node)].join(", ")})`);
};

const showConstant = ({ params: { value } }: Expr): string => {
  if (!(value instanceof Tensor)) return "constant";
  return value.size === 1
    ? value
        .toArray()
        .map((element) => String(shortestDecimal(element, value.dtype)))
        .join()
    : value.toString();
};

/** Names that are given, and numbered ones for the rest, each once. */
const naming = (): ((wanted: string | undefined, prefix: string) => string) => {
  const taken = new Set<string>();
  let next = 1;
  const fresh = (prefix: string): string => {
    let name = `${prefix}${next++}`;
    while (taken.has(name)) name = `${prefix}${next++}`;
    return name;
  };
  return (wanted, prefix) => {
    const name =
      wanted === undefined || taken.has(wanted) ? fresh(wanted === undefined ? prefix : `${wanted}_`) : wanted;
    taken.add(name);
    return name;
  };
};

/**
 * A program as readable text, the same for the same program: one line for each value that is used twice, has a name or would be too long
 * to write in place; the stretching of arguments to a common shape is not shown.
 *
 * @example
 * import { input, mul, printProgram, program, sigmoid } from "@chainrule/core";
 * const x = input([3], { name: "x" });
 * assert.equal(printProgram(program([x], [mul(x, sigmoid(x))])), "(x: f32[3]) => {\n  return x * sigmoid(x)\n}");
 */
export const printProgram = ({ inputs, outputs }: Graph): string => {
  const order = topological([...inputs, ...outputs]);
  const uses = new Map<Expr, number>();
  const returned = new Set(outputs);
  const isHidden = (node: Expr): boolean => node.op.name === "broadcastTo" && !returned.has(node);
  for (const arg of [...order.filter((node) => !isHidden(node)).flatMap(({ args }) => args), ...outputs]) {
    // A stretched value is written as the value itself, so that is what is used.
    let source = arg;
    while (isHidden(source)) source = at(source.args, 0);
    uses.set(source, (uses.get(source) ?? 0) + 1);
  }

  const nameOf = naming();
  const texts = new Map<Expr, Text>();
  const lines: string[] = [];
  const bind = (node: Expr, text: string): Text => {
    const name = nameOf(node.name, "v");
    lines.push(`  ${name} = ${text}  : ${showSignature(node)}`);
    return atom(name);
  };
  for (const node of inputs) texts.set(node, atom(nameOf(node.name, "x")));
  for (const node of order) {
    if (texts.has(node)) continue;
    const args = node.args.map((arg) => texts.get(arg) ?? atom("?"));
    const hidden = isHidden(node) ? args[0] : undefined;
    const text = hidden ?? describe(node, args);
    const inPlace = hidden !== undefined || isScalarConstant(node) || uses.get(node) === 1;
    texts.set(node, inPlace && node.name === undefined && text.text.length <= WIDTH ? text : bind(node, text.text));
  }
  const header = inputs.map((node) => `${texts.get(node)?.text}: ${showSignature(node)}`).join(", ");
  const results = outputs.map((node) => texts.get(node)?.text).join(", ");
  return [`(${header}) => {`, ...lines, `  return ${results}`, "}"].join("\n");
};

const isScalarConstant = (node: Expr): boolean => node.op.name === "constant" && node.shape.length === 0;
