import type { Program } from "./program.js";
import { rewrite } from "./rewrite.js";
import { rules } from "./rules.js";

/**
 * The same function in fewer and cheaper steps: common subexpressions shared, dead code dropped, constants folded, and the algebra of
 * `rules` applied until nothing changes. What only differentiation needs (`stopGradient`, `customGradient`) is erased: differentiate
 * first.
 *
 * @example
 * import { add, input, mul, printProgram, program, simplify } from "@chainrule/core";
 * const x = input([2], { name: "x" });
 * assert.equal(printProgram(simplify(program([x], [add(mul(x, 1), 0)]))), "(x: f32[2]) => {\n  return x\n}");
 */
export const simplify = (source: Program): Program => rewrite(rules, source);
