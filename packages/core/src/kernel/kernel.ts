import type { Buffer } from "../number-system/elementary.js";

/** Computes one node from the values of its arguments, which it must not change. */
export type Kernel<A> = (...args: readonly Buffer<A>[]) => Buffer<A>;
