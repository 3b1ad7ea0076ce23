import type { Expr, Shape, Tensor } from "@chainrule/core";
import type { Map as ImmutableMap, List } from "immutable";
import type { Equation } from "../notation/formula.js";
import type { Index, Term, Variable } from "../term/term.js";

/** What a step defines: a value of the graph, the derivative by one, the derivative by a parameter, or a parameter after a step downhill. */
export type StepKind = "forward" | "adjoint" | "gradient" | "update";

/** One equation of a derivation. */
export interface Step {
  readonly kind: StepKind;
  /** What is defined; in an update, the parameter. */
  readonly variable: Variable;
  /** The node of the graph whose value or derivative this is; a softmax that was recognised in others has none. */
  readonly node: Expr | undefined;
  readonly shape: Shape;
  /** One for each axis of the shape; those of size 1 do not occur in the term. */
  readonly indices: readonly Index[];
  /** The right side, in index notation. */
  readonly term: Term;
  /** The equation as it is shown. */
  readonly equation: Equation;
  /** The derivative rules that lead here, as equations. */
  readonly rules: readonly string[];
}

/** A function that is left abstract: `g(x)` is the term, in which the variable stands for `x`. */
export interface AbstractFunction {
  readonly name: string;
  readonly argument: Variable;
  readonly term: Term;
}

/** How backpropagation is derived: the forward equations, then one for each derivative. Pure data. */
export interface Derivation {
  /** Forward, then adjoints from the loss downwards, then gradients, then updates. */
  readonly steps: List<Step>;
  readonly loss: Variable;
  /** Whether δ is the derivative by z, or minus that. */
  readonly delta: "derivative" | "descent";
  /** What must be given values: the parameters and the other inputs. */
  readonly inputs: readonly { readonly variable: Variable; readonly node: Expr }[];
  /** The values of constants that have a name, such as the number `m` of samples. */
  readonly constants: ImmutableMap<string, Tensor>;
  /** What stands behind the functions that are left abstract: `g`, and `g′`. */
  readonly functions: ImmutableMap<string, AbstractFunction>;
}
