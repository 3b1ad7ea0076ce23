import { operationsOf } from "@chainrule/check";
import type { Survey, Tallied } from "@chainrule/check/peer";
import * as N from "fp-ts/lib/number.js";
import { contramap, getMonoid, type Ord } from "fp-ts/lib/Ord.js";
import * as RA from "fp-ts/lib/ReadonlyArray.js";
import { isExplainedBy, type Note } from "../notes/note.js";

/** Findings of one library that have one cause: that of a note, or, where there is none, what they look like. */
export interface Topic {
  readonly note: Note | undefined;
  /** The simplest program that shows it. */
  readonly example: Tallied;
  /** What the findings look like, the example's first. */
  readonly symptoms: readonly string[];
  /** In how many programs it was met. */
  readonly programs: number;
}

const bySize: Ord<readonly [string, Tallied]> = contramap(
  ([, { specimen }]: readonly [string, Tallied]) => operationsOf(specimen).length,
)(N.Ord);

const topicOf = (note: Note | undefined, findings: readonly (readonly [string, Tallied])[]): readonly Topic[] => {
  const [first, ...rest] = RA.sort(bySize)(findings);
  if (first === undefined) return [];
  const programs = new Set(findings.flatMap(([, finding]) => finding.programs)).size;
  return [{ note, example: first[1], symptoms: [first, ...rest].map(([symptom]) => symptom), programs }];
};

/** What is nobody's fault comes last, and of the rest what was met most often first. */
const byWeight: Ord<Topic> = getMonoid<Topic>().concat(
  contramap(({ note }: Topic) => (note?.right === "both" ? 1 : 0))(N.Ord),
  contramap(({ programs }: Topic) => -programs)(N.Ord),
);

/** What was found of a library, the findings of one cause together: those without an explanation first. */
export const topicsOf = (library: string, { findings }: Survey, notes: readonly Note[]): readonly Topic[] => {
  const noted = [...findings].map(([symptom, finding]) => ({
    finding: [symptom, finding] as const,
    note: notes.find((note) => isExplainedBy(library, finding, note)),
  }));
  const unexplained = noted
    .filter(({ note }) => note === undefined)
    .flatMap(({ finding }) => topicOf(undefined, [finding]));
  const explained = notes.flatMap((note) =>
    topicOf(
      note,
      noted.filter((other) => other.note === note).map(({ finding }) => finding),
    ),
  );
  return [...unexplained, ...RA.sort(byWeight)(explained)];
};
