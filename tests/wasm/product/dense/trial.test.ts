import { describe, expect, test } from "vitest";
import { candidates } from "../../../../packages/wasm/src/product/dense/candidates.js";
import { tryTiles } from "../../../../packages/wasm/src/product/dense/trial.js";
import { relaxations } from "../../mapping.js";

describe.each(relaxations)("where relaxed instructions are %s", (relaxed) => {
  test("a candidate is found by trial", () => {
    expect(candidates({ relaxed })).toContainEqual(tryTiles({ relaxed }));
  });
});
