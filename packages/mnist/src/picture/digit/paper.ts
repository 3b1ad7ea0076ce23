import { borderOf, type GreyPicture } from "./grey-picture.js";
import { leastDeviations } from "./least-deviations.js";
import { median } from "./median.js";

/**
 * The level that each pixel would have without ink: a quadratic surface through the border, for light that falls from one side or
 * fades towards the corners. Strokes may cross the border, as long as most of it is bare.
 */
export const paperOf = (picture: GreyPicture): ((pixel: number) => number) => {
  const { width, height, levels } = picture;
  const across = (pixel: number): number => (2 * (pixel % width)) / Math.max(1, width - 1) - 1;
  const down = (pixel: number): number => (2 * Math.floor(pixel / width)) / Math.max(1, height - 1) - 1;
  const border = borderOf(picture);
  const level = median(border.map((pixel) => levels[pixel] ?? 0));
  const points = border.map((pixel) => {
    const [u, v] = [across(pixel), down(pixel)];
    return { monomials: [1, u, v, u * u, u * v, v * v], value: (levels[pixel] ?? 0) - level };
  });
  const [c = 0, cu = 0, cv = 0, cuu = 0, cuv = 0, cvv = 0] = leastDeviations(points);
  return (pixel) => {
    const u = across(pixel);
    const v = down(pixel);
    return level + c + u * (cu + u * cuu + v * cuv) + v * (cv + v * cvv);
  };
};
