/** What a contender is asked, one JSON object a line. */
export type Request = { readonly ask: "run"; readonly steps: number } | { readonly ask: "values" };

/** What it answers: first that it is ready, then to each request in turn. */
export type Reply =
  | { readonly tell: "ready"; readonly versions: Readonly<Record<string, string>> }
  | { readonly tell: "ran"; readonly seconds: number }
  | { readonly tell: "values"; readonly values: readonly number[] }
  | { readonly tell: "failed"; readonly reason: string };
