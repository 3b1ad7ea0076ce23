import { at } from "@chainrule/core/backend";
import { words } from "../module/words.js";

/** A module that threads may work on, and its memory, which they share. */
export interface Workplace {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
}

/** Threads that help whoever asks; they come when they have started, go when there is nothing to do, and cannot be seen in any result. */
export interface Pool {
  /** Calls the threads to a workplace, unless they are there. */
  readonly callTo: (place: Workplace) => void;
}

/** What a thread is sent. */
interface Order extends Workplace {
  readonly slot: number;
}

interface Thread {
  readonly send: (order: Order) => void;
}

/** What a thread runs: it serves at the workplace that it is sent to, until it is sent away or has waited in vain. */
const program = `
const serve = ({ module, memory, slot }) => {
  try {
    new WebAssembly.Instance(module, { env: { memory } }).exports.serve(slot);
  } catch {
    // Who called for help is told, and throws.
    Atomics.store(new Int32Array(memory.buffer), ${words.abandoned / 4}, 1);
  }
};
if (typeof process === "object") process.getBuiltinModule("node:worker_threads").parentPort.on("message", serve);
else onmessage = ({ data }) => serve(data);
`;

/** The part of Node's threads that is used here. */
interface NodeWorker {
  postMessage(message: unknown): void;
  unref(): void;
}
interface NodeThreads {
  readonly Worker: new (source: string, options: { readonly eval: true }) => NodeWorker;
}
interface NodeProcess {
  readonly getBuiltinModule?: (name: string) => unknown;
}

/** Node's threads, where this is Node. */
const nodeThreads = (): NodeThreads | undefined => {
  // Safe: what is not Node has no such global, and then nothing is read from it.
  const { process } = globalThis as { readonly process?: NodeProcess };
  // Safe: the module of this name has had this class since Node 12.
  return process?.getBuiltinModule?.("node:worker_threads") as NodeThreads | undefined;
};

const startThread = (): Thread => {
  const node = nodeThreads();
  if (node !== undefined) {
    const worker = new node.Worker(program, { eval: true });
    // A thread that waits does not keep the process from ending.
    worker.unref();
    return { send: (order) => worker.postMessage(order) };
  }
  const worker = new Worker(URL.createObjectURL(new Blob([program], { type: "text/javascript" })));
  return { send: (order) => worker.postMessage(order) };
};

/** Whether memory can be shared with threads here: always in Node, in browsers where the page is cross-origin isolated. */
export const canShareMemory = (): boolean => {
  if (typeof SharedArrayBuffer === "undefined") return false;
  return nodeThreads() !== undefined || (typeof Worker !== "undefined" && globalThis.crossOriginIsolated === true);
};

/** So many threads beside the caller's, started when they are first needed. */
export const poolOf = (helpers: number): Pool => {
  let threads: readonly Thread[] = [];
  let current: { readonly place: Workplace; readonly sent: number[]; readonly found: Int32Array } | undefined;
  const known = new WeakMap<Workplace, NonNullable<typeof current>>();

  const visit = (place: Workplace): NonNullable<typeof current> => {
    const before = known.get(place);
    if (before !== undefined) return before;
    const sent = new Array<number>(helpers).fill(0);
    const visited = { place, sent, found: new Int32Array(place.memory.buffer, 0, words.departures / 4 + helpers) };
    known.set(place, visited);
    return visited;
  };

  return {
    callTo: (place) => {
      if (threads.length === 0) threads = Array.from({ length: helpers }, startThread);
      const next = visit(place);
      if (current !== undefined && current !== next) {
        Atomics.store(current.found, words.leave / 4, 1);
        Atomics.notify(current.found, words.ticket / 4);
      }
      current = next;
      const { sent, found } = next;
      Atomics.store(found, words.leave / 4, 0);
      threads.forEach((thread, slot) => {
        if (Atomics.load(found, words.departures / 4 + slot) !== at(sent, slot)) return;
        sent[slot] = at(sent, slot) + 1;
        thread.send({ ...place, slot });
      });
    },
  };
};
