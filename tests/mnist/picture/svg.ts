import sharp from "sharp";
import { expect } from "vitest";

/** The text of a picture, one entry for each piece that can be seen. */
export const textsIn = (svg: string): readonly string[] =>
  Array.from(svg.matchAll(/<text([^>]*)>([^<]*)<\/text>/g))
    .filter(([, attributes = ""]) => !attributes.includes('opacity="0"'))
    .map(([, , text = ""]) => text);

/** The markup of each thing that marks of one kind draw: `line`, `symbol`, `rect`. */
export const marksIn = (svg: string, kind: string): readonly string[] =>
  Array.from(svg.matchAll(new RegExp(`<g class="mark-${kind} role-mark[^>]*[^/]>(.*?)</g>`, "gs"))).flatMap(
    ([, marks = ""]) => marks.match(/<(?!\/)[^>]*>/g) ?? [],
  );

/** An attribute of a piece of markup. */
export const attribute = (markup: string, name: string): string =>
  new RegExp(` ${name}="([^"]*)"`).exec(markup)?.[1] ?? "";

/** A drawing is well-formed XML, has numbers for all places, and is not empty. */
export const expectDrawing = async (svg: string): Promise<void> => {
  expect(svg).not.toMatch(/NaN|Infinity|undefined|null/);
  const { channels } = await sharp(Buffer.from(svg)).flatten({ background: "white" }).greyscale().stats();
  expect(channels[0]?.min).toBeLessThan(128);
};
