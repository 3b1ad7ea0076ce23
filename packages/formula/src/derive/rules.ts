import type { Expr } from "@chainrule/core";
import { reachedFrom, type Segment } from "./graph.js";
import { lawsOf } from "./laws.js";

/** The derivative rules on the way from the loss to a node, as far as that stands in one equation: through segments without one of their own. */
export const rulesTo = (
  target: Expr,
  segments: readonly Segment[],
  isInlined: (segment: Segment) => boolean,
): readonly string[] => {
  const reached = reachedFrom(
    [target],
    segments.map(({ definition }) => definition),
  );
  const through = segments.slice(0, -1).filter((segment) => isInlined(segment) && reached.includes(segment.definition));
  const above = through.flatMap(({ placeholder }) => rulesTo(placeholder, segments, isInlined));
  return [...new Set([...above, ...lawsOf(reached.toReversed())])];
};
