import { bufferOf } from "@chainrule/core/backend";
import type { Examples } from "../data/examples.js";
import type { Mistake } from "../picture/mistakes.js";
import type { Reading } from "./classify.js";

/** How many mistakes are worth looking at. */
const SHOWN = 30;

/** The images that are read wrongly, those first whose right class the network thought least likely. */
export const worstMistakes = (
  readings: readonly Reading[],
  { inputs, labels }: Examples,
  image: Mistake["image"],
): readonly Mistake[] => {
  const right = labels.toTypedArray();
  const pixels = inputs.shape[1];
  const all = bufferOf(inputs);
  const likelihood = (index: number): number => readings[index]?.outputs[right[index] ?? 0] ?? 0;
  return readings
    .flatMap(({ predicted, confidence }, index) => {
      const label = right[index] ?? 0;
      return predicted === label ? [] : [{ image, label, predicted, confidence, index }];
    })
    .toSorted((a, b) => likelihood(a.index) - likelihood(b.index))
    .slice(0, SHOWN)
    .map((mistake) => ({
      ...mistake,
      pixels: Uint8Array.from(all.subarray(mistake.index * pixels, (mistake.index + 1) * pixels)),
    }));
};
