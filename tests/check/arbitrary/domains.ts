import { fc } from "@fast-check/vitest";

/** Domains of numbers, points among them. */
export const domains = fc
  .tuple(fc.double({ min: -100, max: 100, noNaN: true }), fc.double({ min: 0, max: 100, noNaN: true }))
  .map(([min, width]) => ({ min, max: min + width }));
