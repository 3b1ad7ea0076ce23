import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { columnBlocks } from "../../../../packages/wasm/src/product/sparse/column-blocks.js";

test.prop([fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 13 })])(
  "blocks cover a row without gap or overlap, as few and as equal as can be",
  (columns, most) => {
    const blocks = columnBlocks(columns, most).flatMap(({ first, count, block }) =>
      Array.from({ length: count }, (_, index) => ({ first: first + index * block.length, block })),
    );
    const vectors = Math.ceil(columns / 4);
    const sizes = blocks.map(({ block }) => block.length);
    expect(blocks.map(({ first }) => first)).toEqual(
      sizes.map((_, index) => sizes.slice(0, index).reduce((a, b) => a + b, 0)),
    );
    expect(blocks.flatMap(({ block }) => block)).toEqual(
      Array.from({ length: vectors }, (_, index) => Math.min(4, columns - index * 4)),
    );
    expect(sizes.length).toBe(Math.ceil(vectors / most));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(Math.min(most, Math.min(...sizes) + 1));
  },
);
