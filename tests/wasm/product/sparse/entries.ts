import type { Lists } from "../../../../packages/wasm/src/product/sparse/lists.js";
import type { Machine } from "./machine.js";

/** The entries of each list in memory. */
export const entriesIn = ({ floats, words }: Machine, address: number, { count, bands }: Lists) =>
  Array.from({ length: count }, (_, list) => {
    const bounds = words(address + list * (bands + 1) * 4, bands + 1);
    const [start, end] = [bounds[0] ?? 0, bounds[bands] ?? 0];
    return Array.from({ length: (end - start) / 8 }, (_, entry) => ({
      position: words(start + entry * 8, 1)[0],
      value: floats(start + entry * 8 + 4, 1)[0],
    }));
  });
