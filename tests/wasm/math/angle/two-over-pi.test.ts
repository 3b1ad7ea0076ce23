import { expect, test } from "vitest";
import { twoOverPi } from "../../../../packages/wasm/src/math/angle/two-over-pi.js";
import { pi } from "../../exact.js";

test("the bytes are those of 2/π", () => {
  const width = BigInt(8 * twoOverPi.length);
  const quotient = (2n << (1500n + width)) / pi;
  expect(twoOverPi.map((byte) => byte.toString(16).padStart(2, "0")).join("")).toBe(quotient.toString(16));
});
