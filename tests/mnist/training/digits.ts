import { tensorFrom } from "@chainrule/core";
import type { Examples } from "../../../packages/mnist/src/data/examples.js";

/** Images of 2 × 5 pixels in which the pixel of the digit is bright and the others are dark, though not equally. */
export const digits = (count: number): Examples => {
  const labels = Uint8Array.from({ length: count }, (_, index) => (index * 7) % 10);
  const pixels = Uint8Array.from({ length: count * 10 }, (_, place) => {
    const index = Math.floor(place / 10);
    const isBright = place % 10 === labels[index];
    return isBright ? 255 - ((index * 13) % 60) : (place * 31) % 80;
  });
  return { inputs: tensorFrom([count, 10], pixels), labels: tensorFrom([count], labels) };
};
