import { ShapeError, type Tensor } from "@chainrule/core";
import * as E from "fp-ts/lib/Either.js";
import { pipe } from "fp-ts/lib/function.js";
import * as TE from "fp-ts/lib/TaskEither.js";
import { centre } from "./digit/centre.js";
import { fit } from "./digit/fit.js";
import type { GreyPicture } from "./digit/grey-picture.js";
import { inkOf, type NoInk } from "./digit/ink.js";
import { readGreyPicture } from "./digit/read.js";
import { strokesOf } from "./digit/strokes.js";
import type { PictureError } from "./digit-error.js";

/** The grey levels of an image, 0 the background: u8 `[rows, columns]`. */
export type Digit = Tensor<readonly [rows: number, columns: number]>;

type Size = Digit["shape"];

/** MNIST's. */
const IMAGE: Size = [28, 28];

/** The part of each side that the ink fills: 20 of MNIST's 28 pixels. */
const FILLED = 20 / 28;

const boxIn = ([rows, columns]: Size): Size => [
  Math.max(1, Math.round(FILLED * rows)),
  Math.max(1, Math.round(FILLED * columns)),
];

/**
 * Makes of a picture of a digit, of any size, dark on light or light on dark, an image as MNIST has them: the ink, without paper,
 * uneven light and dust, is scaled to fit a box of 20 × 20 pixels, keeping its aspect ratio, and its centre of mass comes to the
 * middle of 28 × 28 (of other images in proportion); left when nothing stands out from the background. What the background is, the
 * border of the picture tells.
 *
 * Source: Y. LeCun, C. Cortes, C. J. C. Burges, "The MNIST database of handwritten digits". Its centres of mass lie in the pixel
 * `(14, 14)`, counted from 0: half a pixel right of and below the middle of 28 pixels.
 *
 * @throws ShapeError when the levels are not `width · height`.
 *
 * @example
 * import { normaliseDigit } from "@chainrule/mnist";
 * import * as E from "fp-ts/lib/Either.js";
 * import { pipe } from "fp-ts/lib/function.js";
 * const levels = Uint8Array.of( // a dark stroke on light paper
 *   200, 200, 200, 200,
 *   200,  80, 200, 200,
 *   200,  80, 200, 200,
 *   200, 200, 200, 200,
 * );
 * const digit = pipe(normaliseDigit({ width: 4, height: 4, levels }, [3, 3]), E.map((image) => image.toNested()));
 * assert.deepEqual(digit, E.right([[0, 0, 0], [0, 255, 0], [0, 255, 0]]));
 */
export const normaliseDigit = (picture: GreyPicture, image: Size = IMAGE): E.Either<NoInk, Digit> => {
  const { width, height, levels } = picture;
  if (levels.length !== width * height)
    throw new ShapeError(`normaliseDigit: ${levels.length} levels do not fill ${width}×${height} pixels`);
  return pipe(
    inkOf(picture),
    E.map((marked) => centre(fit(strokesOf(marked), boxIn(image)), image)),
  );
};

/**
 * Reads a picture of a digit from a file (PNG, JPEG, WebP, GIF, TIFF, AVIF or SVG) as an image like MNIST's; left when the file cannot be
 * read, is no picture, is damaged or too large, or when nothing stands out from the background.
 *
 * @example
 * import { readDigit, showPictureError } from "@chainrule/mnist";
 * import * as TE from "fp-ts/lib/TaskEither.js";
 * const message = await TE.match(showPictureError, () => "fine")(readDigit("/no/such/picture.png"))();
 * assert.match(message, /^\/no\/such\/picture\.png: the file cannot be read \(ENOENT/);
 */
export const readDigit = (path: string, image?: Size): TE.TaskEither<PictureError, Digit> =>
  pipe(
    readGreyPicture(path),
    TE.flatMapEither((picture) =>
      pipe(
        normaliseDigit(picture, image),
        E.mapLeft((fault): PictureError => ({ ...fault, path })),
      ),
    ),
  );
