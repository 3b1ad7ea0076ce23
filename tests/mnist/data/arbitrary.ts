import { tensorFrom } from "@chainrule/core";
import * as fc from "fast-check";
import type { Images, Labels, Samples } from "../../../packages/mnist/src/data/samples.js";

const bytes = (length: number, max: number): fc.Arbitrary<Uint8Array> =>
  fc.uint8Array({ minLength: length, maxLength: length, max });

/** Images of any small size, none of them included. */
export const images: fc.Arbitrary<Images> = fc
  .tuple(fc.nat({ max: 5 }), fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }))
  .chain(([count, rows, columns]) =>
    bytes(count * rows * columns, 255).map((pixels): Images => tensorFrom([count, rows, columns], pixels)),
  );

export const labelsOf = (count: number): fc.Arbitrary<Labels> =>
  bytes(count, 9).map((digits): Labels => tensorFrom([count], digits));

export const labels: fc.Arbitrary<Labels> = fc.nat({ max: 40 }).chain(labelsOf);

export const samples: fc.Arbitrary<Samples> = images.chain((drawn) =>
  labelsOf(drawn.shape[0]).map((digits) => ({ images: drawn, labels: digits })),
);
