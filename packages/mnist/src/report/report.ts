import { join } from "node:path";
import { pipe } from "fp-ts/lib/function.js";
import * as TE from "fp-ts/lib/TaskEither.js";
import { type NotWritten, writeAtomically } from "../checkpoint/atomic.js";
import { drawGroup, renderGroup } from "./group-page.js";
import { contentOf, type Picture } from "./picture.js";
import { renderRun } from "./run-page.js";
import { drawRun, type RunPictures } from "./run-pictures.js";
import type { GroupReport, RunReport } from "./run-report.js";

/** Writes a page and its pictures; right is the files, the page first. */
const writeFiles = (
  folder: string,
  page: string,
  pictures: readonly (Picture | undefined)[],
): TE.TaskEither<NotWritten, readonly string[]> =>
  pipe(
    [
      { file: "report.html", content: page },
      ...pictures.flatMap((picture) =>
        picture === undefined ? [] : [{ file: join("pictures", picture.file), content: contentOf(picture) }],
      ),
    ],
    TE.traverseSeqArray(({ file, content }) => {
      const path = join(folder, file);
      return pipe(
        writeAtomically(path, content),
        TE.map(() => path),
      );
    }),
  );

/** Writes the report of a run: `report.html`, and its pictures as files of their own under `pictures`. Right is the files, the page first. */
export const writeReport = (folder: string, report: RunReport): TE.TaskEither<NotWritten, readonly string[]> =>
  pipe(
    TE.fromTask<RunPictures, NotWritten>(drawRun(report)),
    TE.flatMap((pictures) => {
      const { eachMistake: _onThePageOnly, ...files } = pictures;
      return writeFiles(folder, renderRun(report, pictures), Object.values(files));
    }),
  );

/** Writes the report of several runs, as `writeReport` does that of one; the reports of the runs themselves are not written. */
export const writeGroupReport = (folder: string, group: GroupReport): TE.TaskEither<NotWritten, readonly string[]> =>
  pipe(
    TE.fromTask(drawGroup(group)),
    TE.flatMap((pictures) => writeFiles(folder, renderGroup(group, pictures), [pictures.cost, ...pictures.regions])),
  );
