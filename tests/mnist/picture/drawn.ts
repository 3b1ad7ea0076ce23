import { fileURLToPath } from "node:url";
import sharp, { type Sharp } from "sharp";
import type { GreyPicture } from "../../../packages/mnist/src/picture/digit/grey-picture.js";

/** The drawings, in the order of their digits. */
export const drawings = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"] as const;

export type Drawing = (typeof drawings)[number];

/** A drawing, rendered; twice the magnification gives twice the pixels on each side. */
export const rendered = (drawing: Drawing, magnification = 1): Sharp =>
  sharp(fileURLToPath(new URL(`./drawn/${drawing}.svg`, import.meta.url)), { density: 72 * magnification });

/** The grey levels of a picture on white. */
export const greyOf = async (picture: Sharp): Promise<GreyPicture> => {
  const raw = picture.clone().flatten({ background: "white" }).toColourspace("b-w").raw();
  const { data, info } = await raw.toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, levels: new Uint8Array(data) };
};
