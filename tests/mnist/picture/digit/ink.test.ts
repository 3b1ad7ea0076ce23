import { fc, test } from "@fast-check/vitest";
import * as E from "fp-ts/lib/Either.js";
import { describe, expect } from "vitest";
import { inkOf } from "../../../../packages/mnist/src/picture/digit/ink.js";
import { levels, light, margins, marks, noisy, onPaper, pictureOf, underLight } from "./papers.js";

describe("inkOf", () => {
  test.prop([marks, margins, levels])("is the contrast of the marks, and 0 elsewhere", (rows, where, tones) => {
    const picture = onPaper(rows, where, tones);
    const contrast = Math.abs(tones.paper - tones.ink);
    const amounts = Float64Array.from(picture.levels, (level) => (level === tones.ink ? contrast : 0));
    const { width, height } = picture;
    expect(inkOf(picture)).toEqual(E.right({ ink: { width, height, amounts }, threshold: contrast / 8 }));
  });

  test.prop([light])("there is none on bare paper, however the light falls", (levelAt) => {
    expect(inkOf(underLight(48, 36, levelAt))).toMatchObject({ left: { _tag: "NoInk", expected: 16 } });
  });

  // One noise in a thousand million pixels is beyond six deviations; there are 10 000 in a picture.
  test.prop([light, fc.integer({ min: 3, max: 12 }), fc.integer()], { numRuns: 20 })(
    "there is none in noise",
    (levelAt, deviation, seed) => {
      const ink = inkOf(noisy(underLight(100, 100, levelAt), deviation, seed));
      expect(ink).toMatchObject({ left: { _tag: "NoInk" } });
    },
  );

  // The noise is known from 400 neighbours to 7 %, so that four deviations are hardly ever less than 2.9 of the true ones: two
  // pixels in a thousand are above, of 10 000.
  test.prop([light, fc.constantFrom(-60, 60), fc.integer()], { numRuns: 20 })(
    "strokes stand out from noise under any light, and noise stays below the threshold",
    (levelAt, contrast, seed) => {
      const bare = underLight(100, 100, (u, v) => 0.7 * levelAt(u, v));
      const isStroke = (x: number, y: number): boolean => x >= 40 && x < 48 && y >= 20 && y < 80;
      const drawn = pictureOf(100, 100, (x, y) => (bare.levels[y * 100 + x] ?? 0) + (isStroke(x, y) ? contrast : 0));
      const ink = inkOf(noisy(drawn, 4, seed));
      if (E.isLeft(ink)) throw new Error("no ink");
      const { amounts } = ink.right.ink;
      const above = [...amounts.keys()].filter((pixel) => (amounts[pixel] ?? 0) > ink.right.threshold);
      const strays = above.filter((pixel) => !isStroke(pixel % 100, Math.floor(pixel / 100)));
      expect(above.length - strays.length).toBe(8 * 60);
      expect(strays.length).toBeLessThan(30);
    },
  );
});
