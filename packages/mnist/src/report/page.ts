import { type Html, html, markup } from "./html.js";
import { style } from "./style.js";

/** A page of its own, which needs nothing else. */
export const page = (title: string, body: Html, css = ""): string =>
  `<!doctype html>\n${
    html`<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>
${markup(css)}
${markup(style)}
</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>`.markup
  }\n`;
