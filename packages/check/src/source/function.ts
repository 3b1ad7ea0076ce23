import type { Expr } from "@chainrule/core";
import { constantOf } from "./call.js";
import { call, type Doc, indented, joined, listed, newline, render, widthOf } from "./layout.js";
import { type Names, naming } from "./names.js";
import { freeNamesOf } from "./rule.js";
import { binderOf, outline, type Placed, type Scope } from "./scope.js";
import { writeNumber } from "./tensor.js";

/** What is longer is given a name. */
const LONG = 72;

/** The body of a function as it is being written: what its parameters are called, and what comes before its result. */
interface Body {
  readonly names: readonly string[];
  readonly statements: Doc[];
}

/** Names for parameters; those that the body does not use begin with `_`, as do those that only repeat another. */
const parametersOf = ({ params, parent }: Scope, used: ReadonlySet<Expr>, names: Names): readonly string[] =>
  params.map((node, place) => {
    const isUsed = used.has(node) && params.indexOf(node) === place;
    const [mark, prefix] = [isUsed ? "" : "_", parent === undefined ? "x" : "a"];
    const wanted = parent === undefined && node.name !== undefined ? `${mark}${node.name}` : undefined;
    return names.fresh(`${mark}${prefix}`, wanted);
  });

const writeArrow = ({ names, statements }: Body, result: Doc): Doc => [
  listed(
    "(",
    names.map((name) => `${name}: Expr`),
    ")",
  ),
  " => ",
  statements.length === 0
    ? result
    : ["{", indented([newline, joined([...statements, ["return ", result, ";"]], newline)]), newline, "}"],
];

/** Operations whose text says the name of the node. */
const saysName: ReadonlySet<string> = new Set(["input", "constant", "identity"]);

/** Whether a node is written where it is used, without a name of its own. */
const isInPlace = ({ node, uses, scope }: Placed, text: Doc): boolean => {
  if (uses > 1) return false;
  if (node === scope.result) return node.name === undefined || saysName.has(node.op.name);
  return node.name === undefined && widthOf(text) <= LONG;
};

/** A program as an arrow function, to be laid out. */
export const writeFunction = (inputs: readonly Expr[], output: Expr): Doc => {
  const { root, used, placed } = outline(inputs, output);
  const scopes = [root, ...placed.flatMap(({ body }) => (body === undefined ? [] : [body]))];
  const names = naming(placed.flatMap(({ node, body }) => (body === undefined ? [] : freeNamesOf(node))));
  const bodies = new Map(
    scopes.map((scope): readonly [Scope, Body] => {
      const parameters = parametersOf(scope, used.get(scope) ?? new Set(), names);
      return [scope, { names: parameters, statements: [] }];
    }),
  );

  const texts = new Map<Expr, Doc>();
  const refer = (node: Expr, scope: Scope): Doc => {
    const binder = binderOf(node, scope);
    if (binder === undefined) return texts.get(node) ?? "";
    return bodies.get(binder)?.names[binder.params.indexOf(node)] ?? "";
  };
  /** A tensor does not do where an expression is needed. */
  const express = (node: Expr, scope: Scope): Doc => {
    const text = refer(node, scope);
    const isTensor = constantOf(node) !== undefined && binderOf(node, scope) === undefined;
    return isTensor ? call("constant", text) : text;
  };
  const close = (scope: Scope): Doc => {
    const body = bodies.get(scope);
    return body === undefined ? "" : writeArrow(body, express(scope.result, scope));
  };
  const describe = ({ call: { args, numbers, write }, scope, body }: Placed): Doc =>
    write(
      args.map((arg, place) => {
        if (body !== undefined) return place === 0 ? close(body) : express(arg, scope);
        const value = numbers.includes(place) ? constantOf(arg)?.toNumber() : undefined;
        return value === undefined ? refer(arg, scope) : writeNumber(value);
      }),
    );

  for (const place of placed) {
    const { node, scope } = place;
    const text = describe(place);
    if (isInPlace(place, text)) texts.set(node, text);
    else {
      const name = names.fresh(constantOf(node) === undefined ? "h" : "c", node.name);
      bodies.get(scope)?.statements.push([`const ${name} = `, text, ";"]);
      texts.set(node, name);
    }
  }
  return close(root);
};

/** A program as the source of an arrow function of its inputs, lines of at most 120 columns where there are places to break them. */
export const showFunction = (inputs: readonly Expr[], output: Expr): string => render(writeFunction(inputs, output));
