import { type Shape, showShape } from "@chainrule/core";
import type { Derivation } from "../derive/derivation.js";
import type { Formula } from "../notation/formula.js";
import type { Variable } from "../term/term.js";

/** A symbol that a derivation does not define by an equation, and the shape of its value. */
export interface Given {
  readonly symbol: Formula;
  readonly shape: string;
  readonly isConstant: boolean;
}

export const describeShape = (shape: Shape): string => (shape.length === 0 ? "scalar" : showShape(shape));

const given = (variable: Variable, isConstant: boolean): Given => ({
  symbol: { kind: "symbol", of: variable, subscripts: [] },
  shape: describeShape(variable.shape),
  isConstant,
});

/** The constants that are not numbers. */
export const constantsIn = ({ constants }: Derivation): readonly Given[] => [
  ...constants
    .filter(({ size }) => size !== 1)
    .map(({ shape }, name) => given({ name, kind: "value", shape, isOneHot: false }, true))
    .values(),
];

/** The parameters, the other inputs, and the constants that are not numbers. */
export const givenIn = (derivation: Derivation): readonly Given[] => [
  ...derivation.inputs.map(({ variable }) => given(variable, false)),
  ...constantsIn(derivation),
];
