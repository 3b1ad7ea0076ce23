// Rules with one thing wrong, each in a step of a tower.

import {
  broadcastTo,
  cast,
  cos,
  type Expr,
  greaterEqual,
  lift,
  matmul,
  mul,
  neg,
  type Op,
  rebuild,
  relu,
  reshape,
  sin,
  slice,
  square,
  sum,
  sumTo,
  transpose,
} from "@chainrule/core";
import type { Step } from "./towers.js";

/** The same node with another rule. */
export const planted = (node: Expr, pull: Op["pull"]): Expr =>
  rebuild({ ...node, op: { ...node.op, pull } }, node.args);

const arg = ({ args }: Expr, index = 0): Expr => args[index] ?? lift(Number.NaN);

/** A step with a fault, and the most that may be left around it. */
export interface Fault {
  readonly name: string;
  readonly step: Step;
  /** Elements of the inputs. */
  readonly elements: number;
}

export const faults: readonly Fault[] = [
  { name: "a sign", step: (a) => planted(sin(a), (g, y) => [neg(mul(g, cos(arg(y))))]), elements: 1 },
  { name: "a factor", step: (a) => planted(square(a), (g, y) => [mul(g, arg(y))]), elements: 1 },
  {
    name: "a wrong axis",
    step: (a) =>
      broadcastTo(
        planted(sumTo(a, [3]), (g, y) => [transpose(broadcastTo(g, arg(y).shape))]),
        [3, 3],
      ),
    elements: 4,
  },
  {
    name: "a missing un-broadcast",
    step: (a) =>
      planted(broadcastTo(sum(a, 0), [3, 3]), (g, y) => {
        const { shape } = arg(y);
        return [reshape(slice(g, [0, ...shape.map(() => 0)], [1, ...shape]), shape)];
      }),
    elements: 1,
  },
  {
    name: "a transposed argument of matmul",
    step: (a, b) => planted(matmul(a, b), (g, y) => [matmul(g, arg(y, 1)), matmul(transpose(arg(y)), g)]),
    elements: 4,
  },
  {
    name: "relu′(0) = 1",
    step: (a, _b, { x }) => planted(relu(mul(a, x)), (g, y) => [mul(g, cast(greaterEqual(arg(y), 0), "f64"))]),
    elements: 1,
  },
];
