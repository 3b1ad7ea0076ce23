import * as core from "@chainrule/core";

/** Words that TypeScript keeps to itself in a module, and names that mean something else to a reader. */
const words =
  "arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for " +
  "function if implements import in instanceof interface let new null package private protected public return static super switch " +
  "this throw true try typeof var void while with yield " +
  "any boolean number object string symbol undefined unknown never NaN Infinity console f point checkGradients shaped";

/** What the text may import from the core: no variable hides it. */
const exported: readonly string[] = ["Expr", ...Object.keys(core)];

const reserved: ReadonlySet<string> = new Set([...words.split(" "), ...exported]);

const identifier = /(?<![\p{ID_Continue}$.])[\p{ID_Start}$_][\p{ID_Continue}$]*(?![\p{ID_Continue}$:])/gu;

/** The names that a text mentions outside its strings. Those of properties, before `:` and after `.`, are not among them. */
export const namesIn = (text: string): ReadonlySet<string> =>
  new Set(text.replace(/"(?:[^"\\]|\\.)*"/g, '""').match(identifier) ?? []);

/** The names of the core that a text mentions, in the order of an import. */
export const importsOf = (text: string): readonly string[] => {
  const names = namesIn(text);
  return exported
    .filter((name) => names.has(name))
    .sort((a, b) => a.localeCompare(b, "en", { sensitivity: "base", numeric: true }));
};

/** `arg0.layers[1]` as an identifier: `arg0_layers_1`. */
const identifierOf = (name: string): string =>
  name
    .replace(/[^\p{ID_Continue}$]+/gu, "_")
    .replace(/(?<=.)_+$/, "")
    .replace(/^(?![\p{ID_Start}$_])/u, "_");

/** Gives out names, each once. */
export interface Names {
  /** The name that is wanted, as an identifier, or with a number where it is not free; without a wish, a prefix with a number. */
  readonly fresh: (prefix: string, wanted?: string) => string;
}

/** Names that are none of those given, no word of the language, and nothing that is imported. */
export const naming = (avoided: Iterable<string>): Names => {
  const taken = new Set([...reserved, ...avoided]);
  const next = new Map<string, number>();
  const numbered = (prefix: string): string => {
    let name = "";
    do {
      const number = next.get(prefix) ?? 1;
      next.set(prefix, number + 1);
      name = `${prefix}${number}`;
    } while (taken.has(name));
    return name;
  };
  return {
    fresh: (prefix, wanted = "") => {
      const asked = identifierOf(wanted);
      const isAsked = /[^_]/.test(asked);
      const name = isAsked && !taken.has(asked) ? asked : numbered(isAsked ? asked : prefix);
      taken.add(name);
      return name;
    },
  };
};
