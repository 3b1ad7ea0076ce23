/** Words at the start of a module's memory, by their address. Those that threads contend for have a cache line of their own. */
export const words = {
  /** The number of the check that failed, from 1; 0 while all is well. */
  failedCheck: 0,
  /** The index that failed it, and its place among the indices. */
  failedIndex: 4,
  failedElement: 8,

  /** The number of the job in hand, and which of its chunks is the next to be taken. */
  ticket: 64,
  /** How many chunks of it are done. */
  finished: 128,
  /** Which job it is, how many chunks and units it has, and how many units a chunk. */
  job: 192,
  chunks: 196,
  units: 200,
  perChunk: 204,
  /** Set when a thread failed: the chunk that it had taken will never be done. */
  abandoned: 132,
  /** Set to send the threads away; how often each of them went. */
  leave: 256,
  departures: 260,
} as const;

/**
 * The most threads that may share the work of a step.
 *
 * @example
 * import { MOST_THREADS, wasm } from "@chainrule/wasm";
 * assert.equal(wasm({ threads: MOST_THREADS }).name, "wasm");
 * assert.throws(() => wasm({ threads: MOST_THREADS + 1 }), RangeError);
 */
export const MOST_THREADS = 32;

/** The bytes that these words take. */
export const WORDS_BYTES = words.departures + 4 * MOST_THREADS;
