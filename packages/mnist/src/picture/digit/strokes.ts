import type { Ink, Marked } from "./ink.js";

/** Less ink than this share of the longest stroke's is dust. */
const DUST = 1 / 50;

/** The pixels of the 3 × 3 block around a pixel, as far as they lie in the picture. */
const around =
  ({ width, height }: Ink) =>
  (pixel: number): readonly number[] => {
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    const found: number[] = [];
    for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++)
      for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) found.push(v * width + u);
    return found;
  };

/** The pixels above the threshold, in groups that hang together, also by corners. */
const componentsOf = ({ ink, threshold }: Marked): readonly (readonly number[])[] => {
  const neighbours = around(ink);
  const isFree = ink.amounts.map((amount) => (amount > threshold ? 1 : 0));
  const components: (readonly number[])[] = [];
  isFree.forEach((free, start) => {
    if (free === 0) return;
    const component = [start];
    isFree[start] = 0;
    // The list grows while it is walked.
    for (const pixel of component)
      for (const neighbour of neighbours(pixel))
        if (isFree[neighbour] === 1) {
          isFree[neighbour] = 0;
          component.push(neighbour);
        }
    components.push(component);
  });
  return components;
};

/** `[from, to)` of numbers, of which there is at least one. */
const rangeOf = (values: readonly number[]): readonly [from: number, to: number] =>
  values.reduce(
    ([from, to], value): readonly [number, number] => [Math.min(from, value), Math.max(to, value + 1)],
    [Number.POSITIVE_INFINITY, 0],
  );

/** The strokes, cropped; grey pixels beside them are their edges, all else becomes paper. */
export const strokesOf = (marked: Marked): Ink => {
  const { width, amounts } = marked.ink;
  const components = componentsOf(marked);
  const masses = components.map((pixels) => pixels.reduce((mass, pixel) => mass + (amounts[pixel] ?? 0), 0));
  const greatest = masses.reduce((most, mass) => Math.max(most, mass), 0);
  const pixels = components.filter((_, index) => (masses[index] ?? 0) >= DUST * greatest).flat();
  const isStroke = new Uint8Array(amounts.length);
  for (const pixel of pixels) for (const neighbour of around(marked.ink)(pixel)) isStroke[neighbour] = 1;

  const [left, right] = rangeOf(pixels.map((pixel) => pixel % width));
  const [top, bottom] = rangeOf(pixels.map((pixel) => Math.floor(pixel / width)));
  const size = { width: right - left, height: bottom - top };
  const cropped = Float64Array.from({ length: size.width * size.height }, (_, at) => {
    const pixel = (top + Math.floor(at / size.width)) * width + left + (at % size.width);
    return isStroke[pixel] === 1 ? (amounts[pixel] ?? 0) : 0;
  });
  return { ...size, amounts: cropped };
};
