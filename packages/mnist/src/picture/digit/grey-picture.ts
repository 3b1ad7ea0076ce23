/** The grey levels `0 … 255` of a picture, row by row. */
export interface GreyPicture {
  readonly width: number;
  readonly height: number;
  readonly levels: Uint8Array;
}

/** Which pixels lie on the border, once around. */
export const borderOf = ({ width, height }: GreyPicture): readonly number[] => {
  const last = width * (height - 1);
  const top = Array.from({ length: width }, (_, x) => x);
  const right = Array.from({ length: height - 1 }, (_, y) => width * (y + 2) - 1);
  const bottom = Array.from({ length: width - 1 }, (_, x) => last + width - 2 - x);
  const left = Array.from({ length: Math.max(0, height - 2) }, (_, y) => last - width * (y + 1));
  return [...top, ...right, ...bottom, ...left];
};
