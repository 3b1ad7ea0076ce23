import { describe, expect, test } from "vitest";
import { colours, nth, palette } from "../../../packages/mnist/src/picture/looks.js";

/** How light a colour is, as WCAG 2 defines it. */
const luminance = (colour: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((start) => Number.parseInt(colour.slice(start, start + 2), 16) / 255)
    .map((level) => (level <= 0.04045 ? level / 12.92 : ((level + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

const contrast = (one: string, other: string): number => {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
};

describe.each(Object.entries(palette).filter(([, colour]) => colour !== palette.ink))("%s", (_name, colour) => {
  test.each(["#ffffff", "#131418"])("stands out from %s", (paper) => {
    expect(contrast(colour, paper)).toBeGreaterThan(3);
  });
});

test("looks return where there are more things than looks", () => {
  expect([0, 1, 5, 6].map((n) => nth(colours, n))).toEqual([
    palette.blue,
    palette.vermillion,
    palette.blue,
    palette.vermillion,
  ]);
});
