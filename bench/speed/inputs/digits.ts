import type { Samples } from "@chainrule/mnist";

/** Handwritten digits as every library can take them. */
export interface DigitArrays {
  /** `[samples, pixels]` */
  readonly images: Uint8Array;
  /** The images over 255, in single precision: zeros stay zeros. */
  readonly pixels: Float32Array;
  /** `[samples]` */
  readonly labels: Uint8Array;
}

export const digitArrays = ({ images, labels }: Samples): DigitArrays => {
  const greyLevels = Uint8Array.from(images.toTypedArray());
  return {
    images: greyLevels,
    pixels: Float32Array.from(greyLevels, (grey) => grey / 255),
    labels: Uint8Array.from(labels.toTypedArray()),
  };
};

/** One row for each label: one value in the place of the label, the other elsewhere. */
export const targetRows = (
  labels: Uint8Array,
  classes: number,
  [wrong, right]: readonly [number, number],
): Float32Array => {
  const rows = new Float32Array(labels.length * classes).fill(wrong);
  for (const [sample, label] of labels.entries()) rows[sample * classes + label] = right;
  return rows;
};
