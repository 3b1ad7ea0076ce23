import sharp from "sharp";

/** The pixels of a picture in a file's format. */
export const pixelsOf = async (file: Uint8Array) => {
  const { data, info } = await sharp(file)
    .toColourspace("srgb")
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  return {
    width,
    height,
    /** Red, green, blue, alpha. */
    at: (row: number, column: number): readonly number[] => {
      const start = 4 * (row * width + column);
      return [...data.subarray(start, start + 4)];
    },
  };
};
