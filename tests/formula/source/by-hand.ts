// Small derivations written down as data.

import { input, type Tensor } from "@chainrule/core";
import { Map as ImmutableMap, List } from "immutable";
import type { AbstractFunction, Derivation, Step, StepKind } from "../../../packages/formula/src/derive/derivation.js";
import type { Formula } from "../../../packages/formula/src/notation/formula.js";
import {
  element,
  type Index,
  position,
  type Term,
  type Variable,
  zero,
} from "../../../packages/formula/src/term/term.js";

export const value = (name: string, ...shape: readonly number[]): Variable => ({
  name,
  kind: "value",
  shape,
  isOneHot: false,
});

export const adjoint = (of: Variable): Variable => ({ ...of, kind: "adjoint" });

export const index = (id: number, size: number): Index => ({ id, size });

/** An element at indices; 0 stands for the position on an axis of size 1. */
export const at = (of: Variable, ...positions: readonly (Index | 0)[]): Term =>
  element(
    of,
    positions.map((each) => (each === 0 ? zero : position(each))),
  );

const symbol = (of: Variable): Formula => ({ kind: "symbol", of, subscripts: [] });

/** A step whose equation says, where nothing else is given, `v = v`. */
export const step = (
  kind: StepKind,
  variable: Variable,
  indices: readonly Index[],
  term: Term,
  right: Formula = symbol(variable),
): Step => ({
  kind,
  variable,
  node: input(variable.shape),
  shape: variable.shape,
  indices,
  term,
  equation: { left: symbol(variable), right },
  rules: [],
});

/** The derivation of the value of the last forward step. */
export const derivation = (
  steps: readonly Step[],
  inputs: readonly Variable[],
  constants: Readonly<Record<string, Tensor>> = {},
  functions: readonly AbstractFunction[] = [],
): Derivation => ({
  steps: List(steps),
  loss: steps.findLast(({ kind }) => kind === "forward")?.variable ?? value("E"),
  delta: "derivative",
  inputs: inputs.map((variable) => ({ variable, node: input(variable.shape, { name: variable.name }) })),
  constants: ImmutableMap(constants),
  functions: ImmutableMap(functions.map((f) => [f.name, f])),
});
