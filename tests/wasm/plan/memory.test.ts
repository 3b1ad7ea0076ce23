import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import type { Stage } from "../../../packages/wasm/src/lower/stage.js";
import type { Storage } from "../../../packages/wasm/src/nest/nest.js";
import { placeLasting, placeTemporary, sizeInBytes } from "../../../packages/wasm/src/plan/memory.js";

interface Life {
  readonly size: number;
  readonly from: number;
  readonly length: number;
}

const lives = fc.array(fc.record({ size: fc.nat(300), from: fc.nat(20), length: fc.nat(12) }), { maxLength: 30 });

const copy = (target: Storage, source: Storage): Stage => ({
  kind: "nest",
  name: "copy",
  sizes: [],
  reduced: 0,
  combining: undefined,
  writes: [
    {
      storage: target,
      place: { offset: 0, strides: [] },
      element: { kind: "load", storage: source, place: { offset: 0, strides: [] }, gather: undefined },
    },
  ],
});

/** Stages between whose first and last mention each storage is alive, and the storages with the stages of their lives. */
const stagesFor = (all: readonly Life[]) => {
  const given: Storage = { name: "given", dtype: "f32", size: 1 };
  const storages = all.map(({ size }, index): Storage => ({ name: `t${index}`, dtype: "f32", size }));
  const stages: Stage[] = [];
  const spans = storages.map(() => ({ from: -1, to: -1 }));
  for (let time = 0; time <= 33; time++)
    all.forEach(({ from, length }, index) => {
      const storage = storages[index];
      const span = spans[index];
      if (storage === undefined || span === undefined || (time !== from && time !== from + length)) return;
      stages.push(time === from ? copy(storage, given) : copy(given, storage));
      if (time === from) span.from = stages.length - 1;
      span.to = stages.length - 1;
    });
  return { given, stages, storages, spans };
};

describe("temporary memory", () => {
  test.prop([lives, fc.nat(10).map((pages) => pages * 64)])(
    "storages whose lives meet do not overlap, and all lie between the start and the end",
    (all, start) => {
      const { given, stages, storages, spans } = stagesFor(all);
      const { places, end } = placeTemporary(stages, new Set([given]), () => [], start);
      const blocks = storages.map((storage, index) => {
        const begin = places.get(storage) ?? Number.NaN;
        return { begin, end: begin + sizeInBytes(storage), span: spans[index] ?? { from: 0, to: 0 } };
      });
      for (const block of blocks) expect(block.begin >= start && block.end <= end).toBe(true);
      return blocks.every((a, i) =>
        blocks.every((b, j) => {
          const meet = a.span.from <= b.span.to && b.span.from <= a.span.to;
          return i === j || !meet || a.end <= b.begin || b.end <= a.begin;
        }),
      );
    },
  );

  test("what lives one after another lies at one place", () => {
    const { given, stages } = stagesFor([
      { size: 100, from: 0, length: 1 },
      { size: 100, from: 5, length: 1 },
    ]);
    expect(placeTemporary(stages, new Set([given]), () => [], 0).end).toBe(448);
  });

  test("scratch memory is alive in its own stage only", () => {
    const { given, stages, storages } = stagesFor([{ size: 16, from: 0, length: 3 }]);
    const scratch: Storage = { name: "scratch", dtype: "u8", size: 64 };
    const { places } = placeTemporary(stages, new Set([given]), (stage) => (stage === stages[0] ? [scratch] : []), 0);
    expect(places.get(scratch)).not.toBe(places.get(storages[0] ?? given));
  });
});

test.prop([fc.array(fc.nat(500), { maxLength: 10 })])("lasting storages lie one behind another", (sizes) => {
  const storages = sizes.map((size, index): Storage => ({ name: `s${index}`, dtype: "f64", size }));
  const { places, end } = placeLasting([...storages, ...storages], 64);
  let next = 64;
  for (const storage of storages) {
    if (places.get(storage) !== next || next % 64 !== 0) return false;
    next += sizeInBytes(storage);
  }
  return next === end;
});
