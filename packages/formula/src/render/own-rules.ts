import type { Derivation, Step } from "../derive/derivation.js";
import { customGradientLaw } from "../derive/laws.js";

/** The derivatives that do not follow from the equations, since a function on their way brings a rule of its own. */
const ruledOf = ({ steps }: Derivation): readonly Step[] =>
  steps.filter(({ rules }) => rules.includes(customGradientLaw)).toArray();

/** A remark on these derivatives where there are any; `write` writes what a step defines, and `code` the name of a function. */
export const ownRulesIn = (
  derivation: Derivation,
  write: (step: Step) => string,
  code: (name: string) => string = (name) => name,
): readonly string[] => {
  const ruled = ruledOf(derivation);
  if (ruled.length === 0) return [];
  const follow = ruled.length === 1 ? "follows a rule of its own" : "follow a rule of their own";
  return [`${ruled.map(write).join(", ")} ${follow} (${code("customGradient")}), not from the equations above.`];
};

/** Whether a rule speaks of derivatives by their bars: x̄, ȳ. */
export const hasBar = (steps: Derivation["steps"]): boolean =>
  steps.some(({ rules }) => rules.some((rule) => rule.normalize("NFD").includes("\u0304")));
