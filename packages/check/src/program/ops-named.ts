import { type Op, type OpName, ops } from "@chainrule/core";

/** Some operations of the record. */
export const opsNamed = (...names: readonly OpName[]): ReadonlySet<Op> => new Set(names.map((name) => ops[name].op));
