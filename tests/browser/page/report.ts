import type { Learned } from "./exclusive-or.js";
import type { Threads } from "./threads.js";

/** What a page has to say: what came of its parts, or what went wrong. */
export type Report =
  | { readonly isIsolated: boolean; readonly learned: Learned; readonly threads: Threads }
  | { readonly error: string };
