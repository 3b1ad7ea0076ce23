import { showSource } from "@chainrule/check";
import type { Difference, Fault, Verdict } from "@chainrule/check/peer";
import type { Report, Result } from "./report.js";
import type { Topic } from "./topics.js";

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

const table = (rows: readonly (readonly string[])[]): string => {
  const [header = [], ...body] = rows;
  return [header, header.map(() => "---"), ...body].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
};

/** The verdicts in the order of the table, and what they are called there. */
const columns = {
  agrees: "agree",
  convention: "differ at a kink",
  inaccurate: "lose digits",
  wrong: "are wrong",
  refused: "are refused",
  undecided: "undecided",
  missing: "cannot be run",
} satisfies Record<Verdict["kind"], string>;

const summary = (results: readonly Result[]): string =>
  table([
    ["library", "version", ...Object.values(columns)],
    ...results.map(({ adapter, survey: { verdicts } }) => {
      const counts: Readonly<Record<string, number>> = verdicts.toObject();
      return [adapter.name, adapter.version, ...Object.keys(columns).map((kind) => String(counts[kind] ?? 0))];
    }),
  ]);

/** A reason, after all operations that have it. */
const reasons = (entries: Readonly<Record<string, string>>): readonly string[] => {
  const names = new Map<string, readonly string[]>();
  for (const [operation, reason] of Object.entries(entries))
    names.set(reason, [...(names.get(reason) ?? []), `\`${operation}\``]);
  return [...names].map(([reason, operations]) => `- ${operations.join(", ")}: ${reason}`);
};

const coverage = ({ adapter: { name, adapted, missing } }: Result, operations: number): string => {
  const [others, cannot] = [reasons(adapted), reasons(missing)];
  return [
    `**${name}**: ${operations - Object.keys(adapted).length} of ${operations} operations by a call of its own.`,
    ...(others.length === 0 ? [] : ["By other means:", others.join("\n")]),
    ...(cannot.length === 0 ? [] : ["Not in the programs:", cannot.join("\n")]),
  ].join("\n\n");
};

const showPlace = ({ of, input, place }: Difference): string =>
  of === "value" ? `Element ${place} of the value` : `Element ${place} of the gradient by argument ${input}`;

const showFault = (library: string, fault: Fault): string => {
  if (fault.kind === "refused") return `${library} throws \`${fault.reason.replaceAll(/\s+/g, " ")}\`.`;
  const { kind, difference } = fault;
  const expected =
    kind === "convention"
      ? `${difference.expected} by Chainrule`
      : `${difference.expected} by mathematics, give or take ${difference.bound.toPrecision(2)}`;
  return `${showPlace(difference)} is ${difference.actual} by ${library}, ${expected}.`;
};

const showTopic = (library: string, { note, example, symptoms, programs }: Topic): string =>
  [
    `### ${note?.title ?? `New: ${symptoms[0]}`}`,
    `In ${plural(programs, "program")}.${note === undefined ? "" : ` Right: ${note.right}.`}`,
    `\`\`\`ts\n${showSource(example.specimen).trim()}\n\`\`\``,
    showFault(library, example.fault),
    ...(note === undefined ? [] : [note.text]),
  ].join("\n\n");

/** What was found of a library; what was told of one before it is not told again. */
const section = (result: Result, index: number, results: readonly Result[]): string => {
  const { name } = result.adapter;
  const told = new Set(results.slice(0, index).flatMap(({ topics }) => topics.map(({ note }) => note)));
  const again = result.topics.filter(({ note }) => note !== undefined && told.has(note));
  const list = again.map(({ note, programs }) => `- ${note?.title}: in ${plural(programs, "program")}`);
  return [
    `## ${name}`,
    ...(result.topics.length === 0 ? ["No disagreement."] : []),
    ...result.topics.filter((topic) => !again.includes(topic)).map((topic) => showTopic(name, topic)),
    ...(list.length === 0 ? [] : ["### As above", list.join("\n")]),
  ].join("\n\n");
};

/** The report as Markdown, without anything that depends on the machine. */
export const markdown = ({ count, seed, maxOps, operations, results }: Report): string =>
  `${[
    "# The same programs through other libraries",
    `${count} random programs in f32, of up to ${maxOps} operations, drawn with seed ${seed} from ${operations.length} operations that all ` +
      "of the libraries below can run. Each has values for its inputs, and is asked for its value and for the gradient of the sum of its " +
      "elements with the weights 1, 1.25, 1.5, 1.75, 1, …",
    "What the mathematics says is read from the same program in double precision, with a running bound on how far rounding to f32 may " +
      "carry each element. A library disagrees where it is off by more than 16 times that bound: it *loses digits* where at least half of " +
      "them are left, and is *wrong* where fewer are. At a *kink*, such as that of |x| at 0, a derivative is what a library says it is; but " +
      "where a part is at a kink and the whole is smooth, as |x|² is at 0, it has a derivative. " +
      "Where rounding alone may have chosen another branch, or left the range of f32, nothing is *decided*.",
    summary(results),
    "A program may show several disagreements, and each is told once, in the smallest program that shows it. Made by " +
      `\`pnpm check:peers --count ${count} --seed ${seed} --max-ops ${maxOps} --report bench/peers/REPORT.md\`.`,
    ...results.map(section),
    "## How the operations are run",
    ...results.map((result) => coverage(result, operations.length)),
  ].join("\n\n")}\n`;
