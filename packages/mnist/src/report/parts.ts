// What pages of reports are made of.

import { type Content, type Html, html, markup } from "./html.js";
import type { Picture } from "./picture.js";
import type { Fact } from "./run-report.js";

/** A part of a page under a heading. */
export const section = (heading: string, ...content: readonly Content[]): Html => html`<section>
<h2>${heading}</h2>
${content}
</section>`;

/** What a page begins with. */
export const opening = (title: string, command: string, results: readonly Fact[]): Html => html`<header>
<h1>${title}</h1>
<pre tabindex="0"><code>${command}</code></pre>
<dl class="results">
${results.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}
</dl>
</header>`;

/** Labels with their values. */
export const facts = (list: readonly Fact[]): Html => html`<dl class="facts">
${list.map(([label, value]) => html`<dt>${label}</dt><dd>${value}</dd>`)}
</dl>`;

/** A picture on the page itself. */
const shown = ({ alt, drawn }: Picture): Html =>
  drawn.format === "svg"
    ? markup(drawn.svg)
    : html`<img src="data:image/png;base64,${Buffer.from(drawn.bytes).toString("base64")}" alt="${alt}">`;

/** A picture with what is to be known to read it. */
export const figure = (picture: Picture, caption?: string): Html => html`<figure>
${shown(picture)}
${caption === undefined ? undefined : html`<figcaption>${caption}</figcaption>`}
</figure>`;

/** Pictures beside each other, where there is room. */
export const figures = (list: readonly Html[], kind = "figures"): Html => html`<div class="${kind}">
${list}
</div>`;

/** A table; the first cell of each row says what the row is about. The keyboard scrolls what can take the focus. */
export const table = (
  label: string,
  head: readonly string[],
  rows: readonly (readonly Content[])[],
): Html => html`<div class="scroll" tabindex="0" role="region" aria-label="${label}">
<table>
<thead><tr>${head.map((cell) => html`<th scope="col">${cell}</th>`)}</tr></thead>
<tbody>
${rows.map(([first, ...rest]) => html`<tr><th scope="row">${first}</th>${rest.map((cell) => html`<td>${cell}</td>`)}</tr>`)}
</tbody>
</table>
</div>`;
