import { type Backend, interpreter } from "@chainrule/core";
import { wasm } from "@chainrule/wasm";

/** What can run the steps of training. */
export const backends = {
  wasm: ({ threads }) => wasm({ threads }),
  interpreter: () => interpreter,
} as const satisfies Readonly<Record<string, (options: { readonly threads: number }) => Backend>>;

export type BackendName = keyof typeof backends;
