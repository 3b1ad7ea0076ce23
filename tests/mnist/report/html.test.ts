import { fc, test } from "@fast-check/vitest";
import { describe, test as example, expect } from "vitest";
import { type Content, html, markup } from "../../../packages/mnist/src/report/html.js";

/** What a reader of markup takes escaped text for. */
const read = (escaped: string): string =>
  escaped
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");

describe("html", () => {
  test.prop([fc.string({ unit: fc.constantFrom("<", ">", "&", '"', "'", "a", ";", "lt", "#39") })])(
    "text is read as that text, in elements and in attributes",
    (text) => {
      const { markup: escaped } = html`${text}`;
      expect(escaped).not.toMatch(/[<>"']/);
      expect(read(escaped)).toBe(text);
    },
  );

  example.each<[string, Content, string]>([
    ["markup stays as it is", html`<b>${"<"}</b>`, "<p><b>&lt;</b></p>"],
    ["what is known to be markup too", markup("<b>"), "<p><b></p>"],
    ["numbers are written", 1.5, "<p>1.5</p>"],
    ["nothing leaves no trace", undefined, "<p></p>"],
    ["lists are put one after the other", ["<", html`<i>`, [1, undefined]], "<p>&lt;\n<i>\n1\n</p>"],
  ])("%s", (_title, content, expected) => {
    expect(html`<p>${content}</p>`.markup).toBe(expected);
  });
});
