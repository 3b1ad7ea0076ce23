// Which variables expressions read and statements set.

import type { Code, Local, Statement } from "./code.js";

/** A local, or the globals of the module, which are not told apart. */
export type Variable = Local | "globals";

/** The variables that a statement sets, however deep; a function that it calls may set any global. */
export const variablesSetBy = (statement: Statement): readonly Variable[] => {
  switch (statement.kind) {
    case "set":
      return [statement.local];
    case "set global":
    case "call":
      return ["globals"];
    case "loop":
      return [statement.counter, ...statement.body.flatMap(variablesSetBy)];
    case "while":
      return statement.body.flatMap(variablesSetBy);
    case "if":
      return [...statement.then, ...statement.otherwise].flatMap(variablesSetBy);
    default:
      return [];
  }
};

const isAmong = ({ immediate }: Code, variables: ReadonlySet<Variable>): boolean => {
  if (immediate.kind === "local") return variables.has(immediate.local);
  return immediate.kind === "global" && variables.has("globals");
};

/** Tells whether an expression reads any of the variables, and remembers it of its parts. */
export const readersOf = (variables: ReadonlySet<Variable>): ((code: Code) => boolean) => {
  if (variables.size === 0) return () => false;
  const known = new Map<Code, boolean>();
  return (root) => {
    const pending = [root];
    for (let code = pending.at(-1); code !== undefined; code = pending.at(-1)) {
      const before = pending.length;
      if (!known.has(code)) for (const arg of code.args) if (!known.has(arg)) pending.push(arg);
      if (pending.length > before) continue;
      pending.pop();
      if (!known.has(code))
        known.set(code, isAmong(code, variables) || code.args.some((arg) => known.get(arg) === true));
    }
    return known.get(root) === true;
  };
};
