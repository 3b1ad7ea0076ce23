import { expect, test } from "vitest";

// Test files that cannot be loaded have no tests to fail; this one can always be loaded.
test("the library loads", async () => {
  await expect(import("../../../packages/core/src/index.js")).resolves.toHaveProperty("ops");
});
