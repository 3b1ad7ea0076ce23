import { tensorFrom } from "@chainrule/core";
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import type { Reading } from "../../../packages/mnist/src/run/classify.js";
import { worstMistakes } from "../../../packages/mnist/src/run/mistakes.js";

/** A reading of three classes, and the right one. */
const readings = fc.array(
  fc.record({
    outputs: fc.uniqueArray(fc.nat({ max: 99 }), { minLength: 3, maxLength: 3 }),
    label: fc.nat({ max: 2 }),
  }),
  { minLength: 1, maxLength: 60 },
);

const readingOf = (outputs: readonly number[]): Reading => {
  const confidence = Math.max(...outputs);
  return { predicted: outputs.indexOf(confidence), confidence, outputs };
};

describe("the worst mistakes", () => {
  test.prop([readings])("are those, at most 30, whose right class was thought least likely", (list) => {
    const count = list.length;
    const read = list.map(({ outputs }) => readingOf(outputs));
    const inputs = tensorFrom(
      [count, 2],
      Uint8Array.from({ length: 2 * count }, (_, place) => place),
    );
    const labels = tensorFrom(
      [count],
      Uint8Array.from(list, ({ label }) => label),
    );
    const mistakes = worstMistakes(read, { inputs, labels }, [1, 2]);

    const likelihood = (index: number): number => list[index]?.outputs[list[index]?.label ?? 0] ?? -1;
    const wrong = [...list.keys()].filter((index) => read[index]?.predicted !== list[index]?.label);
    const shown = mistakes.map(({ index }) => index);
    expect(shown).toHaveLength(Math.min(30, wrong.length));
    expect(new Set(shown).size).toBe(shown.length);
    expect(shown.every((index) => wrong.includes(index))).toBe(true);
    expect(shown.map(likelihood)).toEqual(
      wrong
        .map(likelihood)
        .toSorted((a, b) => a - b)
        .slice(0, 30),
    );
    for (const { index, label, predicted, confidence, pixels, image } of mistakes) {
      expect({ label, predicted, confidence }).toEqual({
        label: list[index]?.label,
        predicted: read[index]?.predicted,
        confidence: read[index]?.confidence,
      });
      expect([...pixels]).toEqual([2 * index, 2 * index + 1]);
      expect(image).toEqual([1, 2]);
    }
  });
});
