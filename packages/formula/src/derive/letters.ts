import { type Expr, full, Tensor, topological } from "@chainrule/core";
import { uniform } from "@chainrule/core/backend";
import { needsPi } from "../read/constant.js";
import type { Variable } from "../term/term.js";
import type { Intermediate } from "./intermediates.js";
import type { Letters } from "./terms.js";

/** A variable that is a number. */
export const scalar = (name: string): Variable => ({ name, kind: "value", shape: [], isOneHot: false });

/** The name and value of a constant. */
export const constantOf = ({ variable, node }: Intermediate): readonly (readonly [string, Tensor])[] => {
  const { value } = node.params;
  return value instanceof Tensor ? [[variable.name, value]] : [];
};

/** The names of sizes, which the divisors of means tell, and of π, where something needs it. */
export const lettersOf = (loss: Expr, leaves: readonly Intermediate[], free: (wanted: string) => string): Letters => {
  const lengths = new Map(
    leaves.flatMap((leaf) =>
      constantOf(leaf).flatMap(([, value]) =>
        value.size === 1 && value.toNumber() > 1 ? [[value.toNumber(), leaf.variable] as const] : [],
      ),
    ),
  );
  const hasPi = topological([loss]).some((node) => node.op.name === "erf" || needsPi(uniform(node) ?? 0, node.dtype));
  return { lengthOf: (size) => lengths.get(size), pi: hasPi ? scalar(free("π")) : undefined };
};

/** The value of π, where it has a name. */
export const piOf = ({ pi }: Letters): readonly (readonly [string, Tensor])[] =>
  pi === undefined ? [] : [[pi.name, full([], Math.PI, { dtype: "f64" })]];
