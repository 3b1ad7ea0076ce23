import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { coalesce } from "../../../packages/wasm/src/nest/coalesce.js";
import type { Affine, Nest } from "../../../packages/wasm/src/nest/nest.js";
import { printNest } from "../../../packages/wasm/src/nest/print.js";

const x = { name: "x", dtype: "f32", size: 100 } as const;
const y = { name: "y", dtype: "f32", size: 100 } as const;

const nestOf = (sizes: readonly number[], reduced: number, to: Affine, from: Affine): Nest => ({
  kind: "nest",
  name: "test",
  sizes,
  reduced,
  combining: reduced === 0 ? undefined : "add",
  writes: [{ storage: y, place: to, element: { kind: "load", storage: x, place: from, gather: undefined } }],
});

/** The places that a nest visits, in order: what it reads, and where that goes. */
const visits = ({ sizes, writes }: Nest): readonly string[] => {
  const found: string[] = [];
  const walk = (index: readonly number[]): void => {
    const size = sizes[index.length];
    if (size !== undefined) {
      for (let next = 0; next < size; next++) walk([...index, next]);
      return;
    }
    const at = ({ offset, strides }: Affine): number =>
      strides.reduce((place, stride, loop) => place + stride * (index[loop] ?? 0), offset);
    for (const { place, element } of writes)
      found.push(`${at(place)} ← ${element.kind === "load" ? at(element.place) : ""}`);
  };
  walk([]);
  return found;
};

const loops = fc.array(fc.record({ size: fc.nat(3), from: fc.nat(12), to: fc.nat(12) }), { maxLength: 4 });

describe("coalescing", () => {
  test.prop([loops, fc.nat(4), fc.nat(9)])("visits the same places in the same order", (all, fold, offset) => {
    const reduced = Math.min(fold, all.length);
    const first = all.length - reduced;
    const sizes = all.map(({ size }) => size);
    const to = { offset: 0, strides: all.map((loop, index) => (index < first ? loop.to : 0)) };
    const from = { offset, strides: all.map((loop) => loop.from) };
    const nest = nestOf(sizes, reduced, to, from);
    expect(visits(coalesce(nest))).toEqual(visits(nest));
  });

  test("joins loops that lie end to end, and drops those of size 1", () => {
    const row = nestOf([4, 1, 6], 0, { offset: 0, strides: [6, 6, 1] }, { offset: 2, strides: [6, 0, 1] });
    expect(printNest(coalesce(row))).toBe("for i < 24: y[i] = x[2 + i]");
    const column = nestOf([4, 6], 0, { offset: 0, strides: [6, 1] }, { offset: 0, strides: [1, 4] });
    expect(printNest(coalesce(column))).toBe("for i < 4, j < 6: y[6i + j] = x[i + 4j]");
    const sum = nestOf([4, 6], 1, { offset: 0, strides: [1, 0] }, { offset: 0, strides: [6, 1] });
    expect(printNest(coalesce(sum))).toBe("for i < 4, reducing j < 6: y[i] = add x[6i + j]");
  });

  test("what folds a single element is that element", () => {
    const single = nestOf([3, 1], 1, { offset: 0, strides: [1, 0] }, { offset: 0, strides: [1, 1] });
    expect(printNest(coalesce(single))).toBe("for i < 3: y[i] = x[i]");
    const position: Nest = { ...single, combining: "argmax" };
    expect(printNest(coalesce(position))).toBe("for i < 3: y[i] = 0");
  });
});
