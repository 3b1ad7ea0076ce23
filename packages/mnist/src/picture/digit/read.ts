import { readFile } from "node:fs/promises";
import { pipe } from "fp-ts/lib/function.js";
import * as TE from "fp-ts/lib/TaskEither.js";
import { reasonOf } from "../../data/file.js";
import type { PictureError } from "../digit-error.js";
import type { GreyPicture } from "./grey-picture.js";

/** As many as sharp decodes unless it is told otherwise: a small file can declare any number. */
const MOST_PIXELS = 0x3fff ** 2;

/** More pixels on a side tell nothing about a digit; fewer have less noise. */
const LONGEST_SIDE = 1024;

/** The grey levels of a picture: upright, on white where it is transparent, and made smaller where it is large. */
export const readGreyPicture = (path: string): TE.TaskEither<PictureError, GreyPicture> =>
  pipe(
    TE.tryCatch(
      () => readFile(path),
      (error): PictureError => ({ _tag: "FileUnreadable", path, reason: reasonOf(error) }),
    ),
    TE.bindTo("bytes"),
    // Loaded when it is needed: it is large.
    TE.bind("sharp", () => TE.fromTask(async () => (await import("sharp")).default)),
    TE.bind("header", ({ bytes, sharp }) =>
      TE.tryCatch(
        () => sharp(bytes, { limitInputPixels: false }).metadata(),
        (error): PictureError => ({ _tag: "NotAPicture", path, reason: reasonOf(error) }),
      ),
    ),
    TE.filterOrElse(
      ({ header }) => header.width * header.height <= MOST_PIXELS,
      ({ header: { width, height } }): PictureError => ({
        _tag: "TooManyPixels",
        path,
        width,
        height,
        expected: MOST_PIXELS,
      }),
    ),
    TE.flatMap(({ bytes, sharp }) =>
      TE.tryCatch(
        () =>
          // A warning is no reason to refuse a photograph.
          sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: "error" })
            .autoOrient()
            .flatten({ background: "white" })
            .resize({
              width: LONGEST_SIDE,
              height: LONGEST_SIDE,
              fit: "inside",
              withoutEnlargement: true,
              kernel: "linear",
            })
            .toColourspace("b-w")
            .raw({ depth: "uchar" })
            .toBuffer({ resolveWithObject: true }),
        (error): PictureError => ({ _tag: "PictureDamaged", path, reason: reasonOf(error) }),
      ),
    ),
    TE.map(({ data, info: { width, height } }) => ({ width, height, levels: new Uint8Array(data) })),
  );
