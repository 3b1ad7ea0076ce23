import { type Code, type Statement, store, storeLane } from "../code/code.js";

const parts = {
  1: "v128.store8_lane",
  2: "v128.store16_lane",
  4: "v128.store32_lane",
  8: "v128.store64_lane",
} as const;

/** Writes the lowest bytes of a vector at `address + offset`, in as few stores as there are powers of two, and leaves what follows alone. */
export const storeLowest = (address: Code, vector: Code, bytes: number, offset = 0): readonly Statement[] => {
  if (bytes === 16) return [store("v128.store", address, vector, offset)];
  let done = 0;
  return ([8, 4, 2, 1] as const).flatMap((width) => {
    if ((bytes & width) === 0) return [];
    const statement = storeLane(parts[width], address, vector, done / width, offset + done);
    done += width;
    return [statement];
  });
};
