import type { Code, Func, Immediate, Statement } from "./code.js";

const showImmediate = (immediate: Immediate): readonly string[] => {
  switch (immediate.kind) {
    case "none":
      return [];
    case "number":
      return [String(immediate.value)];
    case "bytes":
      return [immediate.bytes.join(" ")];
    case "lane":
      return [String(immediate.lane)];
    case "memory":
      return [
        ...(immediate.offset === 0 ? [] : [`offset=${immediate.offset}`]),
        ...(immediate.lane === undefined ? [] : [String(immediate.lane)]),
      ];
    case "local":
      return [`$${immediate.local.name}`];
    case "global":
      return [`$${immediate.global.global}`];
  }
};

const show = ({ instruction, immediate, args }: Code): string =>
  `(${[instruction, ...showImmediate(immediate), ...args.map(show)].join(" ")})`;

const indent = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`);

const lines = (statement: Statement): readonly string[] => {
  switch (statement.kind) {
    case "set":
      return [`$${statement.local.name} = ${show(statement.value)}`];
    case "set global":
      return [`$${statement.global.global} = ${show(statement.value)}`];
    case "do":
      return [
        `(${[statement.instruction, ...showImmediate(statement.immediate), ...statement.args.map(show)].join(" ")})`,
      ];
    case "call":
      return [`${statement.callee}(${statement.args.map(show).join(", ")})`];
    case "return":
      return [`return${statement.value === undefined ? "" : ` ${show(statement.value)}`}`];
    case "while":
      return [`while ${show(statement.condition)}`, ...indent(statement.body.flatMap(lines))];
    case "if":
      return [
        `if ${show(statement.condition)}`,
        ...indent(statement.then.flatMap(lines)),
        ...(statement.otherwise.length === 0 ? [] : ["else", ...indent(statement.otherwise.flatMap(lines))]),
      ];
    case "loop":
      return [
        `for $${statement.counter.name} from ${show(statement.from)} below ${show(statement.below)} by ${statement.step}`,
        ...indent(statement.body.flatMap(lines)),
      ];
  }
};

/** A function as text: instructions as in the WebAssembly text format, control as indentation. */
export const printFunction = ({ name, params, body }: Func): string =>
  [
    `${name}(${params.map(({ type, name: called }) => `$${called}: ${type}`).join(", ")})`,
    ...indent(body.flatMap(lines)),
  ].join("\n");
