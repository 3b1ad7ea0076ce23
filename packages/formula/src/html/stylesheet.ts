// The part of KaTeX's stylesheet that a page needs, with the fonts in it.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const { resolve } = createRequire(import.meta.url);

interface Rule {
  readonly selectors: readonly string[];
  readonly body: string;
}

const rulesOf = (css: string): readonly Rule[] =>
  Array.from(css.matchAll(/([^{}]+)\{([^{}]*)\}/g), ([, selectors = "", body = ""]) => ({
    selectors: selectors.split(","),
    body,
  }));

const classesIn = (html: string): ReadonlySet<string> =>
  new Set(Array.from(html.matchAll(/class="([^"]*)"/g), ([, names = ""]) => names.split(/\s+/)).flat());

/** Whether a selector asks for classes, and a page has them all. */
const applies = (selector: string, classes: ReadonlySet<string>): boolean => {
  const asked = Array.from(selector.replace(/:not\([^)]*\)/g, "").matchAll(/\.([\w-]+)/g), ([, name = ""]) => name);
  return asked.length > 0 && asked.every((name) => classes.has(name));
};

/** A font by family, weight and style, as a rule asks for it. */
const faceOf = (body: string): string | undefined => {
  const [family] = /KaTeX_\w+/.exec(body) ?? [];
  const style = /font-style:italic/.test(body) ? "italic" : "normal";
  return family === undefined ? undefined : `${family} ${/font-weight:700/.test(body) ? 700 : 400} ${style}`;
};

/** A font face with the font in it, in the one format that all browsers read. */
const embedded = (body: string): string => {
  const [, file = ""] = /url\((fonts\/[\w-]+\.woff2)\)/.exec(body) ?? [];
  const font = readFileSync(resolve(`katex/dist/${file}`)).toString("base64");
  return body.replace(/src:[^;]*/, `src:url(data:font/woff2;base64,${font}) format("woff2")`);
};

/** The rules that apply to a page, and the fonts that these ask for. */
export const stylesheetFor = (html: string): string => {
  const classes = classesIn(html);
  const rules = rulesOf(readFileSync(resolve("katex/dist/katex.min.css"), "utf8"));
  const isFace = ({ selectors }: Rule): boolean => selectors.includes("@font-face");
  const applied = rules.flatMap(({ selectors, body }) => {
    const own = selectors.filter((selector) => !selector.startsWith("@") && applies(selector, classes));
    return own.length === 0 ? [] : [{ selectors: own, body }];
  });
  const faces = new Set(applied.map(({ body }) => faceOf(body)));
  return [
    ...rules
      .filter((rule) => isFace(rule) && faces.has(faceOf(rule.body)))
      .map(({ body }) => `@font-face{${embedded(body)}}`),
    ...applied.map(({ selectors, body }) => `${selectors.join()}{${body}}`),
  ].join("\n");
};
