import { type Op, ops } from "@chainrule/core";
import type { Known } from "./known.js";
import { MAX_RANK, MAX_SIZE } from "./shape-choice.js";

/** Closer to a singularity than this, differences would have to take steps too small to tell anything from rounding. */
const MARGIN = 1 / 8;

/** Rounding errors grow with the numbers that are rounded: from larger ones derivatives would come out too vague to compare. */
const LARGEST = 1000;

/** Other than 0; smaller ones are mostly what cancellation left of larger ones, or the dead end of an exponential. */
const SMALLEST = 2 ** -20;

const isModerate = (value: number): boolean =>
  value === 0 || (Math.abs(value) >= SMALLEST && Math.abs(value) <= LARGEST);

const all = ({ elements }: Known, holds: (element: number, index: number) => boolean): boolean => {
  for (let index = 0; index < elements.length; index++) if (!holds(elements[index] ?? 0, index)) return false;
  return true;
};

const above =
  (edge: number) =>
  (x: Known): boolean =>
    all(x, (value) => value >= edge + MARGIN);

export const isPositive = above(0);

export const isAwayFrom0 = (x: Known): boolean => all(x, (value) => Math.abs(value) >= MARGIN);

const isWholePower = (a: number, b: number): boolean =>
  Number.isInteger(b) && (Math.abs(a) >= MARGIN || (a === 0 && b >= 0));

/** Any number has whole powers, if they stay whole when the point moves; a number above 0 has all. */
const hasPower = (a: Known, b: Known): boolean =>
  isPositive(a) || (!b.varies && all(a, (value, index) => isWholePower(value, b.elements[index] ?? 0)));

/** Beyond this some functions are flat: their derivatives underflow, and hide whatever lies before them. */
const FLAT = 8;

const isCurved = (x: Known): boolean => all(x, (value) => Math.abs(value) <= FLAT);

/** Where an operation is used that is not defined, not differentiable or not worth differentiating everywhere. */
const domains: ReadonlyMap<Op, (x: Known, y: Known) => boolean> = new Map([
  [ops.log.op, isPositive],
  [ops.sqrt.op, isPositive],
  [ops.log1p.op, above(-1)],
  [ops.reciprocal.op, isAwayFrom0],
  [ops.div.op, (_a: Known, b: Known) => isAwayFrom0(b)],
  [ops.pow.op, hasPower],
  [ops.expm1.op, isCurved],
  [ops.tanh.op, isCurved],
  [ops.sigmoid.op, isCurved],
  [ops.softplus.op, isCurved],
  [ops.erf.op, isCurved],
]);

const isInDomain = ({ node, args: [x, y = x] }: Known): boolean =>
  x === undefined || y === undefined || domains.get(node.op)?.(x, y) !== false;

/** Whether a value is of moderate size, and its derivative can be told from differences: its arguments lie well inside the domain. */
export const isConclusive = (value: Known): boolean =>
  value.node.shape.length <= MAX_RANK &&
  value.elements.length <= MAX_SIZE &&
  isInDomain(value) &&
  all(value, isModerate);
