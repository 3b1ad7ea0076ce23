import { full } from "@chainrule/core";
import { bufferOf } from "@chainrule/core/backend";
import { test } from "@fast-check/vitest";
import { expect } from "vitest";
import { examplesOf } from "../../../packages/mnist/src/data/examples.js";
import { samples } from "./arbitrary.js";

test.prop([samples])("each example is the pixels of one image, row by row", (drawn) => {
  const { inputs, labels } = examplesOf(drawn);
  expect(inputs.shape).toEqual([drawn.images.shape[0], drawn.images.shape[1] * drawn.images.shape[2]]);
  expect(inputs.dtype).toBe("u8");
  expect(inputs.toArray()).toEqual(drawn.images.toArray());
  expect(labels).toBe(drawn.labels);
});

test("nothing is copied", () => {
  const images = full([2, 3, 4], 1, { dtype: "u8" });
  const { inputs } = examplesOf({ images, labels: full([2], 0, { dtype: "u8" }) });
  expect(bufferOf(inputs)).toBe(bufferOf(images));
});
