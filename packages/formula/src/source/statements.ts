import type { Step } from "../derive/derivation.js";
import * as code from "./code.js";
import { after, arrayOf, definition, type Scope } from "./expression.js";
import { prepared } from "./hoist.js";
import type { Layout } from "./layout.js";

/** What of a step is not its term: what it is called, and the comment above it. */
export interface Told {
  readonly nameOf: (step: Step) => string;
  readonly commentOf: (step: Step) => string;
}

/** A statement for each step below a comment, and before it what it needs outside of its loops; a blank line where another kind begins. */
export const statementsOf = (steps: readonly Step[], scope: Scope, { nameOf, commentOf }: Told): readonly Layout[] => {
  let inside = scope;
  return steps.flatMap((step, place) => {
    const { definitions, value } = arrayOf(step.indices, prepared(step.term), inside);
    inside = after(definitions, inside);
    const isNewKind = place > 0 && steps[place - 1]?.kind !== step.kind;
    return [
      ...(isNewKind ? [""] : []),
      `// ${commentOf(step)}`,
      ...definitions.map(definition),
      code.definition(nameOf(step), value),
    ];
  });
};
