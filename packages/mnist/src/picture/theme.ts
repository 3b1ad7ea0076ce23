import type { Config } from "vega-lite";

const text = { color: "currentColor", font: "system-ui, sans-serif" } as const;

/** How all charts look: on the paper and in the ink of the page they stand on. Their descriptions are for the picture as a whole. */
export const theme = {
  aria: false,
  background: "transparent",
  padding: 4,
  view: { stroke: null },
  axis: {
    domainColor: "currentColor",
    domainOpacity: 0.4,
    gridColor: "currentColor",
    gridOpacity: 0.12,
    labelColor: text.color,
    labelFont: text.font,
    labelFontSize: 12,
    tickColor: "currentColor",
    tickOpacity: 0.4,
    titleColor: text.color,
    titleFont: text.font,
    titleFontSize: 12,
    titleFontWeight: "normal",
  },
  legend: {
    labelColor: text.color,
    labelFont: text.font,
    labelFontSize: 12,
    labelLimit: 0,
    orient: "top",
    symbolSize: 200,
    title: null,
  },
  text: { color: text.color, font: text.font, fontSize: 12 },
  title: { anchor: "start", color: text.color, font: text.font, fontSize: 13, fontWeight: 600 },
} as const satisfies Config;
