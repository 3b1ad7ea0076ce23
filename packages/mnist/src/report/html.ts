import { escapeMarkup } from "../picture/escape.js";

/** Markup, in which all text is escaped. */
export interface Html {
  readonly markup: string;
}

/** What may stand in a template: markup as it is, text that is escaped, several of them one after the other, or nothing. */
export type Content = Html | string | number | undefined | readonly Content[];

const isList = (content: Content): content is readonly Content[] => Array.isArray(content);

const markupOf = (content: Content): string => {
  if (content === undefined) return "";
  if (isList(content)) return content.map(markupOf).join("\n");
  return typeof content === "object" ? content.markup : escapeMarkup(String(content));
};

/** Markup with content put in: text cannot become markup by mistake. */
export const html = (strings: TemplateStringsArray, ...contents: readonly Content[]): Html => ({
  markup: strings.map((string, index) => string + markupOf(contents[index])).join(""),
});

/** What is known to be markup. */
export const markup = (text: string): Html => ({ markup: text });
