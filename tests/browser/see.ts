import { visit } from "./chromium.js";
import { serve } from "./server.js";

const watch = `<script>
window.errors = [];
addEventListener("error", ({ message }) => errors.push(message), true);
addEventListener("securitypolicyviolation", ({ violatedDirective }) => errors.push(violatedDirective));
for (const level of ["error", "warn"]) console[level] = (...said) => errors.push(said.join(" "));
</script>`;

/** What is seen on every page. */
export interface Sight {
  /** What the console, scripts and the security policy had to say. */
  readonly errors: readonly string[];
  readonly isTooWide: boolean;
  readonly requests: readonly string[];
}

/** Shows a page that may load nothing, and runs what gives something more to see, the body of a function, when all is there. */
export const see = async (chromium: string, page: string, look: string): Promise<unknown> => {
  const report = `<script>
addEventListener("load", async () => {
  await document.fonts.ready;
  const isTooWide = document.documentElement.scrollWidth > innerWidth;
  const sight = (() => { ${look} })();
  const requests = performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => !name.startsWith("data:"));
  await fetch("/report", { method: "POST", body: JSON.stringify({ ...sight, errors, isTooWide, requests }) });
});
</script>`;
  const served = await serve(
    new Map([["index.html", page.replace("<head>", `<head>${watch}`).replace("</body>", `${report}</body>`)]]),
    {
      "content-security-policy":
        "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; script-src 'unsafe-inline'; connect-src 'self'",
    },
  );
  try {
    return await visit(chromium, served.url, served.report);
  } finally {
    served.close();
  }
};
