import * as T from "fp-ts/lib/Task.js";
import { type Chart, drawChart, standalone } from "../picture/chart.js";

/** A picture that has been drawn. */
export interface Picture {
  /** What its file is called. */
  readonly file: string;
  /** What it shows, for those who cannot see it. */
  readonly alt: string;
  readonly drawn:
    | { readonly format: "svg"; readonly svg: string }
    | { readonly format: "png"; readonly bytes: Uint8Array };
}

/** A chart, drawn. */
export const drawing = (name: string, chart: Chart): T.Task<Picture> =>
  T.map((svg: string): Picture => ({ file: `${name}.svg`, alt: chart.alt, drawn: { format: "svg", svg } }))(
    drawChart(chart),
  );

/** Pixels, as a picture. */
export const image = (name: string, alt: string, png: T.Task<Uint8Array>): T.Task<Picture> =>
  T.map((bytes: Uint8Array): Picture => ({ file: `${name}.png`, alt, drawn: { format: "png", bytes } }))(png);

/** What its file holds. */
export const contentOf = ({ drawn }: Picture): string | Uint8Array =>
  drawn.format === "svg" ? standalone(drawn.svg) : drawn.bytes;
