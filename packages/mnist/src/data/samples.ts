import type { Tensor } from "@chainrule/core";

/** Grey levels `0 … 255` (0 is background), `[count, rows, columns]`, dtype `u8`. */
export type Images = Tensor<readonly [count: number, rows: number, columns: number]>;

/** Digits `0 … 9`, `[count]`, dtype `u8`. */
export type Labels = Tensor<readonly [count: number]>;

/** Images and the digit that each one shows: `labels[i]` belongs to `images[i]`. */
export interface Samples {
  readonly images: Images;
  readonly labels: Labels;
}
