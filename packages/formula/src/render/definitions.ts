import type { Derivation } from "../derive/derivation.js";
import type { Equation, Formula } from "../notation/formula.js";
import { inIndexNotation } from "../notation/index-notation.js";
import { scopeOf } from "../notation/letters.js";
import { constantNumber } from "../read/constant.js";
import type { Term, Variable } from "../term/term.js";

const symbol = (of: Variable): Formula => ({ kind: "symbol", of, subscripts: [] });

/** A scalar in terms of one other. */
const scalar = (term: Term, of: Variable): Formula => inIndexNotation(term, scopeOf(of, term, []));

/** Whether a function left abstract goes by the name that it has anyway. */
const isItself = (name: string, term: Term): boolean =>
  term.kind === "call" && term.name === (name === "σ" ? "sigmoid" : name);

/** What stands behind the functions that are left abstract, and the constants that are numbers. */
export const definitionsOf = ({ functions, constants }: Derivation): readonly Equation[] => [
  ...functions
    .valueSeq()
    .filter(({ name, term }) => !isItself(name, term))
    .map(
      ({ name, argument, term }): Equation => ({
        left: { kind: "call", name, args: [symbol(argument)] },
        right: scalar(term, argument),
      }),
    ),
  ...constants
    .filter((value, name) => value.size === 1 && name !== "π")
    .map((value, name): Equation => {
      const variable: Variable = { name, kind: "value", shape: value.shape, isOneHot: false };
      return {
        left: symbol(variable),
        right: scalar(constantNumber(value.toNumber(), value.dtype, undefined), variable),
      };
    })
    .values(),
];
