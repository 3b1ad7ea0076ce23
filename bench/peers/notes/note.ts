import { type Fault, isAtKink, type Tallied } from "@chainrule/check/peer";
import { type OpName, topological } from "@chainrule/core";

/** Which findings a note explains: those to which all applies that it says. */
export interface Scope {
  /** How the name of the library begins. */
  readonly library: string;
  readonly kinds?: readonly Fault["kind"][];
  readonly of?: "value" | "gradient";
  /** Operations that the program has. */
  readonly operations?: readonly OpName[];
  /** Whether the library's number is finite. */
  readonly finite?: boolean;
  /** Whether an operation of the program is at a kink. */
  readonly atKink?: boolean;
  /** Part of what the library says when it refuses. */
  readonly message?: string;
}

/** The mathematics of a disagreement, worked out by hand. */
export interface Note {
  readonly scope: Scope;
  readonly title: string;
  /** Whose number is that of the mathematics. */
  readonly right: "Chainrule" | "the library" | "both" | "neither";
  /** Paragraphs of Markdown. */
  readonly text: string;
}

/** Whether a finding of a library is in the scope of a note. */
export const isExplainedBy = (library: string, { fault, specimen }: Tallied, { scope }: Note): boolean => {
  const names = new Set(topological([specimen.output]).map(({ op }) => op.name));
  const holds = [
    library.startsWith(scope.library),
    scope.kinds?.includes(fault.kind),
    scope.operations?.every((name) => names.has(name)),
    scope.message === undefined || (fault.kind === "refused" && fault.reason.includes(scope.message)),
    scope.atKink === undefined || isAtKink(specimen) === scope.atKink,
    scope.of === undefined || (fault.kind !== "refused" && fault.difference.of === scope.of),
    scope.finite === undefined ||
      (fault.kind !== "refused" && Number.isFinite(fault.difference.actual) === scope.finite),
  ];
  return holds.every((condition) => condition !== false);
};
