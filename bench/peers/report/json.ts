import type { Result } from "./report.js";

/** A result as one line of JSON. */
export const jsonLine = ({ adapter: { name, version }, survey, topics }: Result): string =>
  JSON.stringify({
    library: name,
    version,
    verdicts: survey.verdicts.toObject(),
    disagreements: topics.map(({ note, example: { fault }, symptoms, programs }) => ({
      title: note?.title ?? null,
      programs,
      symptoms,
      ...(fault.kind === "refused" ? { reason: fault.reason } : { kind: fault.kind, ...fault.difference }),
    })),
  });
