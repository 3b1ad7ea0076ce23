import { expect } from "vitest";

/** A page without what KaTeX keeps of its source for those who cannot see it. */
export const withoutSources = (page: string): string =>
  page.replace(/<annotation[^>]*>[^<]*<\/annotation>/g, "").replace(/<style>.*?<\/style>/gs, "");

/** The headings of a level, in order. */
export const headings = (page: string, level: number): readonly string[] =>
  Array.from(page.matchAll(new RegExp(`<h${level}>([^<]*)`, "g")), ([, text = ""]) => text.trim());

/** Nothing is loaded from elsewhere, and nothing runs. */
export const expectSelfContained = (page: string): void => {
  expect(page).not.toMatch(/<script|<link|<iframe|@import|javascript:|\son\w+=/);
  for (const [, url] of page.matchAll(/url\(([^)]{0,40})/g)) expect(url).toMatch(/^data:font\/woff2;base64,/);
  for (const [, source] of page.matchAll(/ src="([^"]{0,40})/g)) expect(source).toMatch(/^data:image\/png;base64,/);
  // What is left are the names of XML namespaces.
  expect(page.replace(/ xmlns(?::xlink)?="[^"]*"/g, "").match(/\w+:\/\/[^\s"<]*/g)).toBeNull();
};

/** Every picture can be told of to those who cannot see it. */
export const expectDescribed = (page: string): void => {
  for (const [image] of page.matchAll(/<img[^>]*>/g)) expect(image).toMatch(/ alt="[^"]+"/);
  for (const [drawing] of page.matchAll(/<svg[^>]*class="marks"[^>]*>/g))
    expect(drawing).toMatch(/ role="img" aria-label="[^"]+"/);
};

/** No tag that only a text of a report could have brought. */
export const expectEscaped = (page: string): void => {
  expect(page.split("<title>")[1]).not.toMatch(/<script|<b>|<i>|<\/dl>[^\n]|<\d/);
};
