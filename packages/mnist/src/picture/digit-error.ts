import type { NoInk } from "./digit/ink.js";

/** What can keep a digit from being read from a picture; `showPictureError` renders it. */
export type PictureError =
  /** The file cannot be read; `reason` is what the system said. */
  | { readonly _tag: "FileUnreadable"; readonly path: string; readonly reason: string }
  /** The file does not begin as a picture does; this reason and the next are what the decoder said. */
  | { readonly _tag: "NotAPicture"; readonly path: string; readonly reason: string }
  /** The picture ends early, or its pixels cannot be decoded. */
  | { readonly _tag: "PictureDamaged"; readonly path: string; readonly reason: string }
  /** The header declares more than the `expected` pixels. */
  | {
      readonly _tag: "TooManyPixels";
      readonly path: string;
      readonly width: number;
      readonly height: number;
      readonly expected: number;
    }
  /** Nothing stands out from the background. */
  | (NoInk & { readonly path: string });

const describe = (error: PictureError): string => {
  switch (error._tag) {
    case "FileUnreadable":
      return `the file cannot be read (${error.reason})`;
    case "NotAPicture":
      return `not a picture (${error.reason}); PNG, JPEG, WebP, GIF, TIFF, AVIF and SVG can be read`;
    case "PictureDamaged":
      return `the picture is damaged (${error.reason})`;
    case "TooManyPixels":
      return `too large: expected at most ${error.expected} pixels, found ${error.width}×${error.height}`;
    case "NoInk":
      return `no digit found: expected a contrast to the background of at least ${Math.ceil(error.expected)} grey levels, found ${Math.floor(error.found)}`;
  }
};

/**
 * Renders what kept a digit from being read: the file, what was expected and what was found.
 *
 * @example
 * import { showPictureError } from "@chainrule/mnist";
 * assert.equal(
 *   showPictureError({ _tag: "NoInk", path: "blank.png", expected: 16, found: 3 }),
 *   "blank.png: no digit found: expected a contrast to the background of at least 16 grey levels, found 3",
 * );
 */
export const showPictureError = (error: PictureError): string => `${error.path}: ${describe(error)}`;
