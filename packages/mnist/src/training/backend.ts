import { type Backend, interpreter } from "@chainrule/core";
import { wasm } from "@chainrule/wasm";

/** As many as the WebAssembly backend takes. */
export const MOST_THREADS = 32;

/** What can run the steps of training. */
export const backends = {
  wasm: ({ threads }) => wasm({ threads }),
  interpreter: () => interpreter,
} as const satisfies Readonly<Record<string, (options: { readonly threads: number }) => Backend>>;

export type BackendName = keyof typeof backends;
