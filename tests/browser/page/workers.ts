import { words } from "../../../packages/wasm/src/module/words.js";

/** The workers that this page starts, from now on. */
export interface Workers {
  readonly started: () => number;
  /** How often they were called to work, and how often they came and, when there was nothing more to do, left. */
  readonly called: () => number;
  readonly departed: () => number;
  /** Waits until whoever was called has left, or will not come. */
  readonly gone: () => Promise<void>;
}

/** What a worker is sent: where to work, and as which of them. */
interface Order {
  readonly memory: WebAssembly.Memory;
  readonly slot: number;
}

/** Workers leave a tenth of a second after the last work. One that has not left after so many milliseconds hangs. */
const PATIENCE = 10_000;

const departuresOf = ({ memory, slot }: Order): number =>
  Atomics.load(new Int32Array(memory.buffer), words.departures / 4 + slot);

/** Has this page note which workers it starts and what they are sent; for a single program and a single worker. */
export const watchWorkers = (): Workers => {
  let started = 0;
  let isBlocked = false;
  const orders: Order[] = [];
  globalThis.Worker = class extends Worker {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      started += 1;
      this.addEventListener("error", () => {
        isBlocked = true;
      });
    }
    override postMessage(order: Order): void {
      orders.push(order);
      super.postMessage(order);
    }
  };
  const departed = (): number => (orders[0] === undefined ? 0 : departuresOf(orders[0]));
  return {
    started: () => started,
    called: () => orders.length,
    departed,
    gone: async () => {
      for (const end = performance.now() + PATIENCE; departed() < orders.length; ) {
        if (isBlocked || performance.now() > end) return;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
  };
};
