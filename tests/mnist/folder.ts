import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tensorFrom } from "@chainrule/core";
import { encodeImages, encodeLabels } from "@chainrule/mnist";
import { onTestFinished } from "vitest";
import { digits } from "./training/digits.js";

/** A new, empty folder, and what removes it with all that is in it. */
export const emptyFolder = (): { readonly folder: string; readonly remove: () => void } => {
  const folder = mkdtempSync(join(tmpdir(), "mnist-"));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
};

/** A path at which there is nothing yet, for a test: whatever is there when it is over is removed. */
export const temporary = (): string => {
  const { folder, remove } = emptyFolder();
  onTestFinished(remove);
  return join(folder, "here");
};

/** Writes the four files of a data set of digits, of 2 × 5 pixels each. */
export const writeDigits = (folder: string, { train = 120, test = 30 } = {}): void => {
  mkdirSync(folder, { recursive: true });
  const sets = [
    ["train", train],
    ["t10k", test],
  ] as const;
  for (const [prefix, count] of sets) {
    const { inputs, labels } = digits(count);
    const images = tensorFrom([count, 2, 5], Uint8Array.from(inputs.toArray()));
    writeFileSync(join(folder, `${prefix}-images-idx3-ubyte`), encodeImages(images));
    writeFileSync(join(folder, `${prefix}-labels-idx1-ubyte`), encodeLabels(labels));
  }
};
