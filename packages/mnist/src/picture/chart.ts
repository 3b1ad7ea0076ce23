import type * as T from "fp-ts/lib/Task.js";
import type { Spec } from "vega";
import type { TopLevelSpec } from "vega-lite";
import { escapeMarkup } from "./escape.js";
import { theme } from "./theme.js";

/** A chart before it is drawn, as plain data. */
export interface Chart {
  /** What it shows, for those who cannot see it. */
  readonly alt: string;
  readonly spec:
    | { readonly language: "vega"; readonly of: Spec }
    | { readonly language: "vega-lite"; readonly of: TopLevelSpec };
}

/** The same picture in fewer bytes: no place needs more than hundredths of a pixel. */
const rounded = (svg: string): string =>
  svg.replace(/ (?:d|transform)="[^"]*"/g, (attribute) =>
    attribute.replace(/-?\d+\.\d+(?:e-?\d+)?/g, (number) => String(Number(Number(number).toFixed(2)))),
  );

/**
 * Draws a chart as SVG without a background, in the colour of the text around it. Vega is loaded when the first chart is drawn: it is
 * large, and most commands draw none.
 */
export const drawChart =
  ({ alt, spec }: Chart): T.Task<string> =>
  async () => {
    const [{ parse, View }, { compile }] = await Promise.all([import("vega"), import("vega-lite")]);
    // Vega marks the data that it is given: the chart stays as it is.
    const own = structuredClone(spec);
    const compiled = own.language === "vega" ? own.of : compile(own.of, { config: theme }).spec;
    const svg = await new View(parse(compiled, theme), { renderer: "none" }).toSVG();
    return rounded(svg).replace("<svg", () => `<svg role="img" aria-label="${escapeMarkup(alt)}"`);
  };

const paper = `<style>
svg { color: #1c1d21; background: #fff; }
@media (prefers-color-scheme: dark) { svg { color: #e8e8ea; background: #131418; } }
</style>`;

/** A drawn chart as a file of its own, on a paper of its own. */
export const standalone = (svg: string): string => svg.replace(">", `>${paper}`);
